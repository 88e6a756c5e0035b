import { distance } from 'fastest-levenshtein';

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

/** The edit distance, except that two neighbouring letters in the wrong order (sni for sin) are one slip. */
function slips(word: string, candidate: string): number {
  const first = Array.from(word).findIndex((letter, i) => letter !== candidate[i]);
  const swapped =
    first >= 0 && word.slice(0, first) + word[first + 1] + word[first] + word.slice(first + 2) === candidate;
  return swapped ? 1 : distance(word, candidate);
}
