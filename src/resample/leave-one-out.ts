/** The statistic of the data without one of their values: one by one for any function, all at once for built-in statistics. */
import { median, quantileSorted } from '../stats/index.js';
import { centred, dot } from './deviations.js';
import { PAIR_STATISTICS } from './sums-at.js';
import { type Question, functionOf } from './statistic.js';

/** How many values can be left out: of each sample its own, of paired ones a pair at a time. */
export function sizesOf({ samples, paired }: Pick<Question, 'samples' | 'paired'>): number[] {
  return paired ? [samples[0].length] : samples.map(({ length }) => length);
}

/** The statistic without value number `index`, counted through all samples. O(n) and a call. */
export function leaveOneOut({ statistic, samples, paired }: Question, index: number): number {
  let left = index;
  const rest = samples.map((sample) => {
    const here = left >= 0 && left < sample.length;
    const without = here ? omit(sample, left) : Float64Array.from(sample);
    if (!paired) left = here ? -1 : left - sample.length;
    return without;
  });
  return functionOf(statistic)(...rest);
}

function omit(sample: Float64Array, index: number): Float64Array {
  const rest = new Float64Array(sample.length - 1);
  rest.set(sample.subarray(0, index));
  rest.set(sample.subarray(index + 1), index);
  return rest;
}

/** All of them in O(n), for means and quantiles O(n log n); undefined for statistics without a formula. */
export function leaveEachOut(question: Question): Float64Array | undefined {
  const { statistic, samples, paired } = question;
  const [x, y] = samples;
  if (typeof statistic === 'function') return undefined;
  if (typeof statistic === 'object') return quantilesWithout(x, statistic.quantile);
  switch (statistic) {
    case 'mean':
      return meansWithout(x);
    case 'median':
      return quantilesWithout(x, 0.5);
    case 'variance':
      return variancesWithout(x);
    case 'sd':
      return variancesWithout(x).map(Math.sqrt);
    case 'differenceOfMeans':
      if (paired) return meansWithout(x.map((value, i) => value - y[i]));
      return differencesWithout(samples, meansWithout, (sample) => centred(sample).mean);
    case 'differenceOfMedians':
      if (paired) return undefined;
      return differencesWithout(samples, (sample) => quantilesWithout(sample, 0.5), median);
    default:
      return pairsWithout(x, y, PAIR_STATISTICS[statistic]);
  }
}

/** mean - d / (n - 1) with the deviation d of what is left out. */
function meansWithout(x: Float64Array): Float64Array {
  const { mean, deviations } = centred(x);
  return deviations.map((d) => mean - d / (x.length - 1));
}

/** Sums of squares without a value lose n d^2 / (n - 1): T. F. Chan, G. H. Golub, R. J. LeVeque (1983), one value merged. */
function variancesWithout(x: Float64Array): Float64Array {
  const n = x.length;
  const { deviations } = centred(x);
  const all = dot(deviations, deviations);
  return deviations.map((d, i) => {
    const rest = all - (d * d * n) / (n - 1);
    return (rest > CANCELLED * all ? rest : squaresOf(omit(x, i))) / (n - 2);
  });
}

function pairsWithout(
  x: Float64Array,
  y: Float64Array,
  of: (typeof PAIR_STATISTICS)['correlation'],
): Float64Array {
  const n = x.length;
  const [dx, dy] = [centred(x).deviations, centred(y).deviations];
  const [xx, yy, xy] = [dot(dx, dx), dot(dy, dy), dot(dx, dy)];
  return dx.map((d, i) => {
    const factor = n / (n - 1);
    const restX = xx - d * d * factor;
    const restY = yy - dy[i] * dy[i] * factor;
    if (restX > CANCELLED * xx && restY > CANCELLED * yy) {
      return of({ xx: restX, yy: restY, xy: xy - d * dy[i] * factor });
    }
    const [ex, ey] = [centred(omit(x, i)).deviations, centred(omit(y, i)).deviations];
    return of({ xx: dot(ex, ex), yy: dot(ey, ey), xy: dot(ex, ey) });
  });
}

/** In ascending order only two different ones remain beside the order statistics that make the quantile. */
function quantilesWithout(x: Float64Array, q: number): Float64Array {
  const order = Array.from(x.keys()).sort((i, j) => x[i] - x[j]);
  const ascending = Float64Array.from(order, (i) => x[i]);
  const position = (x.length - 2) * q;
  const below = Math.floor(position);
  const result = new Float64Array(x.length);
  for (const [rank, i] of order.entries()) {
    const low = ascending[below < rank ? below : below + 1];
    const next = Math.min(below + 1, x.length - 2);
    const high = ascending[next < rank ? next : next + 1];
    result[i] = quantileSorted([low, high], position - below);
  }
  return result;
}

/** First minus second, without each value of the first sample, then of the second. */
function differencesWithout(
  [x, y]: readonly Float64Array[],
  without: (sample: Float64Array) => Float64Array,
  statistic: (sample: Float64Array) => number,
): Float64Array {
  const [ofX, ofY] = [statistic(x), statistic(y)];
  const result = new Float64Array(x.length + y.length);
  result.set(without(x).map((value) => value - ofY));
  result.set(
    without(y).map((value) => ofX - value),
    x.length,
  );
  return result;
}

/** Below this share of the sum of squares what remains is mostly rounding, and is computed anew. */
const CANCELLED = 1e-8;

function squaresOf(x: Float64Array): number {
  const { deviations } = centred(x);
  return dot(deviations, deviations);
}
