/**
 * A second opinion on Gauss-Kronrod panels that are about to be believed, from samples that are there already. In a panel with a kink
 * the Gauss and the Kronrod value agree by chance now and then, as each of them crosses the integral as the kink moves; the
 * coefficients of its Legendre series do not all vanish at once. What several of the highest ones say, and how they fall, bounds the
 * error as J. Berntsen and T. O. Espelid, "Error estimation in automatic quadrature routines", ACM Transactions on Mathematical
 * Software 17 (1991) 233-252, do with null rules. Between the outermost points of two neighbours there is room for a kink or a jump
 * that neither sees: there their polynomials do not meet.
 */
import type { GaussKronrod, KronrodSize } from '../rules/gauss-kronrod.js';
import { GAUSS_KRONROD_TABLES } from '../rules/gauss-kronrod-tables.js';
import { type Panels, SINGULAR } from './panels.js';

/** So many coefficients are looked at together: by parity or by chance some are small. */
const TOGETHER = 3;
/** The estimate is about the error of a kink at a place as bad as most; some are worse. */
const SAFETY = 4;
/** Coefficients below this share of the largest value are rounding errors. */
const ROUNDED = 64 * Number.EPSILON;

/** How near the outermost points of a panel are to its ends, as a share of the width. */
export const END_GAP = 0.0022;

/** What hides at a seam matters from this share of the tolerance on. */
export const HIDDEN = 0.5;

/** A panel with the error that it may have, or with the neighbour from which something separates it. */
export interface Doubt {
  readonly panel: number;
  readonly error: number;
  readonly next?: number;
}

/** All panels from left to right, if there is something to doubt; at the points of `singular` neighbours need not meet. */
export function audit(
  panels: Panels,
  rule: GaussKronrod,
  singular: ReadonlySet<number>,
  tolerance: number,
): Doubt[] | undefined {
  const order = [...panels.low.subarray(0, panels.size).keys()].sort((i, j) => panels.low[i] - panels.low[j]);
  const doubts: Doubt[] = [];
  let total = 0;
  let hidden = false;
  for (let k = 0; k < order.length; k++) {
    const [panel, next] = [order[k], order[k + 1]];
    const error = errorOf(panels, rule, panel);
    if (
      next !== undefined &&
      !singular.has(panels.low[next]) &&
      hides(panels, rule, panel, next, tolerance)
    ) {
      doubts.push({ panel, error, next });
      hidden = true;
      k++;
      continue;
    }
    doubts.push({ panel, error });
    total += Math.max(error, panels.error[panel]);
  }
  return hidden || total > tolerance ? doubts : undefined;
}

/** Whether the polynomials of two neighbours do not meet, so that something may hide between their outermost points. */
function hides(panels: Panels, rule: GaussKronrod, i: number, j: number, tolerance: number): boolean {
  if (((panels.flags[i] | panels.flags[j]) & SINGULAR) !== 0) return false;
  const gap = Math.abs(rule.interpolate(panels.samples(i), 1) - rule.interpolate(panels.samples(j), -1));
  const hidden = gap * END_GAP * (panels.high[j] - panels.low[i]);
  return hidden > Math.max(HIDDEN * tolerance, 50 * (panels.noise[i] + panels.noise[j]));
}

function errorOf(panels: Panels, rule: GaussKronrod, i: number): number {
  if ((panels.flags[i] & SINGULAR) !== 0) return 0;
  return errorBySeries(rule, panels.samples(i), panels.high[i] - panels.low[i]);
}

interface Transform {
  /** The degrees of the last coefficients, and of some in the middle, are those below these. */
  readonly last: number;
  readonly middle: number;
  /** (2k + 1) / 2 w_i P_k(x_i), degree by degree. */
  readonly rows: Float64Array[];
  /** How many degrees beyond the last are integrated exactly. */
  readonly reach: number;
}

const transforms = new Map<KronrodSize, Transform>();

function transformOf(rule: GaussKronrod): Transform {
  const known = transforms.get(rule.size);
  if (known !== undefined) return known;
  // A product of two polynomials has to be integrated exactly, for which the rule of n = 2 m + 1 points is good up to 3 m + 1.
  const exact = (3 * (rule.size - 1)) / 2 + 1;
  const last = Math.floor(exact / 2) + 1;
  const { kronrod } = GAUSS_KRONROD_TABLES[rule.size];
  const rows = Array.from({ length: last }, () => new Float64Array(rule.size));
  rule.nodes.forEach((x, i) => {
    let [before, value] = [0, 1];
    for (let k = 0; k < last; k++) {
      rows[k][i] = ((2 * k + 1) / 2) * kronrod[Math.min(i, rule.size - 1 - i)] * value;
      [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
    }
  });
  const made = { last, middle: Math.floor(last / 2) + TOGETHER - 1, rows, reach: exact - last };
  transforms.set(rule.size, made);
  return made;
}

/** What the error of a panel may be, from the decay of its series; 0 if the last coefficients are rounding errors. */
function errorBySeries(rule: GaussKronrod, samples: ArrayLike<number>, width: number): number {
  const { last, middle, rows, reach } = transformOf(rule);
  const end = largest(rows, samples, last);
  if (end <= ROUNDED * largestOf(samples)) return 0;
  const rate = Math.min(1, (end / largest(rows, samples, middle)) ** (1 / (last - middle)));
  return SAFETY * width * end * rate ** reach;
}

/** True if the series falls as where only ends are singular: the coefficients of even and those of odd degree go one way. */
export function singularAtEndsOnly(rule: GaussKronrod, samples: ArrayLike<number>): boolean {
  const { last, middle, rows } = transformOf(rule);
  const floor = ROUNDED * largestOf(samples);
  return [0, 1].every((parity) => {
    const kept: number[] = [];
    for (let k = middle - TOGETHER - ((middle - TOGETHER + parity) & 1); k < last; k += 2) {
      const c = coefficient(rows[k], samples);
      if (Math.abs(c) > floor) kept.push(c);
    }
    return goesOneWay(kept);
  });
}

/** Whether numbers have one sign, and fall or rise in size. */
export function goesOneWay(values: ArrayLike<number>): boolean {
  let [falls, rises] = [true, true];
  for (let i = 1; i < values.length; i++) {
    if (values[i] * values[i - 1] <= 0) return false;
    const change = Math.abs(values[i]) - Math.abs(values[i - 1]);
    if (change > 0) falls = false;
    if (change < 0) rises = false;
  }
  return falls || rises;
}

/** Of the coefficients of the degrees below `degree`, the largest of the last few. */
function largest(rows: readonly Float64Array[], samples: ArrayLike<number>, degree: number): number {
  let most = 0;
  for (let k = degree - TOGETHER; k < degree; k++)
    most = Math.max(most, Math.abs(coefficient(rows[k], samples)));
  return most;
}

function coefficient(row: Float64Array, samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += row[i] * samples[i];
  return sum;
}

function largestOf(samples: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < samples.length; i++) most = Math.max(most, Math.abs(samples[i]));
  return most;
}
