import { type TextStyle, columnChart } from '../../report/index.js';
import { binCounts, quantilesOf } from '../../stats/index.js';

const BINS = 60;
/** The share of the resamples at each end for which there is no room. */
const TAIL = 0.001;

/** How often the statistic came to what; nothing where that is one number. */
export function distributionLines(distribution: Float64Array, name: string, style: TextStyle): string[] {
  const values = distribution.filter(Number.isFinite);
  if (values.length === 0) return [];
  const [low, high] = quantilesOf(values, [TAIL, 1 - TAIL]);
  if (!(high > low)) return [];
  const counts = binCounts(values, low, high, BINS);
  return ['', ...columnChart({ counts, low, high, xLabel: name }, style)];
}
