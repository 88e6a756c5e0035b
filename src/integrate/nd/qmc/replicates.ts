/** How many scrambled sequences share a budget, and what the spread of their means says. */

/** At least this many sequences, and fewer than twice as many. */
const LEAST = 15;

/**
 * Half of Student's t quantile at 97.725 % for r - 1 degrees of freedom, from two sequences on: the factor that makes value ± 2
 * standard errors cover 95.45 %, as for a normal distribution. Made with scipy.stats.t.ppf.
 */
const STUDENT = [
  6.9839, 2.2633, 1.6534, 1.4347, 1.3243, 1.2583, 1.2144, 1.1832, 1.1599, 1.1418, 1.1274, 1.1157, 1.1059,
  1.0976, 1.0906, 1.0845, 1.0791, 1.0744, 1.0702, 1.0665, 1.0632, 1.0601, 1.0574, 1.0548, 1.0525, 1.0504,
  1.0485, 1.0467,
];

/** Sequences and points of each, a power of two, that use as much of a budget as possible. */
export function replicatesFor(evaluations: number): { replicates: number; points: number } {
  const points = 2 ** Math.max(0, Math.floor(Math.log2(evaluations / LEAST)));
  const replicates = Math.floor(evaluations / points);
  return { replicates: Math.min(replicates, 2 * LEAST - 1), points };
}

/** Means over all sequences and their standard errors, from sums sequence by sequence over `points` points each. */
export function spreadError(
  sums: Float64Array,
  components: number,
  points: number,
): { values: Float64Array; errors: Float64Array } {
  const r = sums.length / components;
  const values = new Float64Array(components);
  const errors = new Float64Array(components).fill(Infinity);
  if (points === 0) return { values, errors };
  for (let c = 0; c < components; c++) {
    const means = Array.from({ length: r }, (_, i) => sums[i * components + c] / points);
    const mean = means.reduce((sum, x) => sum + x, 0) / r;
    const squares = means.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    values[c] = mean;
    if (r > 1) errors[c] = STUDENT[r - 2] * Math.sqrt(squares / (r - 1) / r);
  }
  return { values, errors };
}
