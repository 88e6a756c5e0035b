/** Where an integrand is asked once more, between the points of panels that are about to be believed. */
import type { GaussKronrod } from '../rules/gauss-kronrod.js';
import { END_GAP } from './audit.js';
import { type Panels, SINGULAR } from './panels.js';
import type { Sampler } from './sampler.js';

/** If the integrand is 0 at the points of a panel: where it is not 0 close to an end. */
export function nextToEnds(sampler: Sampler, low: number, high: number): number[] {
  const width = high - low;
  if (sampler.at(low + width / 2) !== 0) return [];
  for (let share = 0.1; share > 1e-14 && !sampler.halted; share /= 10) {
    const seen = [low + share * width, high - share * width].some(
      (x) => x > low && x < high && sampler.at(x) !== 0,
    );
    if (seen) return [low + 10 * share * width, high - 10 * share * width].filter((x) => x > low && x < high);
  }
  return [];
}

/** A gap of a panel wider than `widest`, as three points, in which the integrand is not the polynomial through the samples. */
export function surprise(
  sampler: Sampler,
  rule: GaussKronrod,
  panels: Panels,
  i: number,
  widest: number,
  tolerance: number,
): number[] {
  const { nodes } = rule;
  const samples = panels.samples(i);
  const half = (panels.high[i] - panels.low[i]) / 2;
  const middle = panels.low[i] + half;
  for (let j = 0; j + 1 < nodes.length && !sampler.halted; j++) {
    const gap = half * (nodes[j + 1] - nodes[j]);
    const pieces = Math.ceil(gap / widest);
    for (let k = 1; k < pieces && !sampler.halted; k++) {
      const x = middle + half * rule.inGap(j, k, pieces);
      const off = Math.abs(sampler.at(x) - rule.interpolateGap(samples, j, k, pieces));
      if (off * gap > tolerance) return [x - gap / pieces / 2, x, x + gap / pieces / 2];
    }
  }
  return [];
}

/** Panels at the ends of the range with the places where to cut them: the integrand is another beyond their outermost points. */
export function beyondOutermost(
  sampler: Sampler,
  rule: GaussKronrod,
  panels: Panels,
  tolerance: number,
): Map<number, number> {
  const cuts = new Map<number, number>();
  let [first, last] = [0, 0];
  for (let i = 1; i < panels.size; i++) {
    if (panels.low[i] < panels.low[first]) first = i;
    if (panels.high[i] > panels.high[last]) last = i;
  }
  for (const [i, side] of [
    [first, -1],
    [last, 1],
  ] as const) {
    const width = panels.high[i] - panels.low[i];
    if ((panels.flags[i] & SINGULAR) !== 0 || cuts.has(i) || sampler.halted) continue;
    const end = side < 0 ? panels.low[i] : panels.high[i];
    const x = end - side * END_GAP * NEAR_END * width;
    if (x === end) continue;
    const off = Math.abs(
      sampler.at(x) - rule.interpolate(panels.samples(i), side * (1 - 2 * END_GAP * NEAR_END)),
    );
    if (off * END_GAP * width > tolerance) cuts.set(i, end - side * CUT_OFF * END_GAP * width);
  }
  return cuts;
}

/** Where that is looked for, and how much is cut off, in units of the distance of the outermost points. */
const NEAR_END = 0.2;
const CUT_OFF = 4;

/** Where a new panel is compared with its polynomial, in [-1, 1]. */
const DOUBTS = [-0.999, -0.37, 0.21, 0.999];
/** Differences from the polynomial, relative to the integral of |f|, below which there is no doubt: interpolation is not exact. */
const DOUBTFUL = 1e-9;

/**
 * What a panel that no parent vouches for may hide: a staircase can be symmetric enough for Gauss and Kronrod to agree. A few
 * more points, two of them beyond the outermost nodes, are compared with the polynomial through the others.
 */
export function doubt(sampler: Sampler, rule: GaussKronrod, low: number, high: number): number {
  const half = (high - low) / 2;
  let off = 0;
  for (const u of DOUBTS) {
    const y = sampler.at(low + half + half * u);
    off = Math.max(off, Math.abs(y - rule.interpolate(rule.values, u)));
  }
  const doubtful = (off * half) / DOUBTS.length;
  return doubtful > Math.max(DOUBTFUL * rule.magnitude, rule.error) ? doubtful : 0;
}
