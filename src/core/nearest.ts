/** The listed word that a misspelt one was probably meant to be: at most a third of its letters (at least one) off. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const d = slips(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  const allowed = Math.max(1, Math.floor(word.length / 3));
  return bestDistance <= allowed ? best : undefined;
}

/**
 * The least number of letters to insert, delete, replace or swap with their neighbour that makes one word of the other.
 * The table of R. A. Wagner, M. J. Fischer, "The String-to-String Correction Problem", Journal of the ACM 21 (1974)
 * 168-173, with swaps as in R. Lowrance, R. A. Wagner, "An Extension of the String-to-String Correction Problem", Journal
 * of the ACM 22 (1975) 177-183, no letter being part of two slips.
 */
function slips(word: string, other: string): number {
  let before: number[] = [];
  let above: number[] = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = above[j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, above[j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[other.length];
}
