import { NfoldError, checkInteger } from '../core/index.js';

export interface PlanOptions<T = unknown> {
  /**
   * Calls in a chunk; `auto` (default) measures how long they take and aims at 2 to 16 ms of work, shrinking towards the
   * end. In a reduction `auto` depends on the items alone. Values never depend on it, except for rounding in a reduction.
   */
  readonly chunkSize?: number | 'auto';
  /**
   * Relative cost of an item, at least 0, in any unit; all items cost the same by default. Give it when the work grows
   * or falls with the index, so that chunks carry equal work instead of equal numbers of items.
   */
  readonly cost?: (item: T, index: number) => number;
}

/**
 * A chunk takes 1/32 of the work that remains. Guided self-scheduling divides by the number of workers (C. D.
 * Polychronopoulos, D. J. Kuck, "Guided Self-Scheduling", IEEE Transactions on Computers C-36 (1987) 1425-1439); a
 * constant instead keeps the plan independent of that number, and 32 leaves 16 workers twice the chunks they need at
 * the start.
 */
const SHARE = 32;
/** No chunk is smaller than 1/256 of the work: 98 chunks in all, and at most 1/256 of the work ends late. */
const LEAST = 256;

/**
 * Where chunks begin: strictly increasing, from 0 to `count` inclusive, so chunk `i` holds the items
 * `plan[i]` … `plan[i + 1] - 1`. Depends on the work alone, never on who does it or how long it takes: for reductions,
 * where the borders decide which values meet under rounding. Where they decide nothing, `ChunkCutter` does better.
 */
export function planChunks<T>(items: ArrayLike<T>, options: PlanOptions<T> = {}): number[] {
  const { chunkSize = 'auto', cost } = options;
  const count = items.length;
  if (chunkSize !== 'auto') return evenPlan(count, checkInteger('chunkSize', chunkSize, 1));
  return cost === undefined ? guidedPlan(count) : costPlan(items, cost);
}

function evenPlan(count: number, size: number): number[] {
  const starts: number[] = [];
  for (let at = 0; at < count; at += size) starts.push(at);
  starts.push(count);
  return starts;
}

/** The automatic plan for items that cost the same. */
export function guidedPlan(count: number): number[] {
  const least = Math.max(1, Math.floor(count / LEAST));
  const starts: number[] = [];
  let at = 0;
  while (at < count) {
    starts.push(at);
    at += Math.max(least, Math.floor((count - at) / SHARE));
  }
  starts.push(count);
  return starts;
}

function costPlan<T>(items: ArrayLike<T>, cost: (item: T, index: number) => number): number[] {
  const costs = itemCosts(items, cost);
  let remaining = 0;
  for (const c of costs) remaining += c;
  if (remaining === 0) return guidedPlan(items.length);
  const least = remaining / LEAST;
  const starts: number[] = [];
  let at = 0;
  while (at < costs.length) {
    starts.push(at);
    const aim = Math.max(least, remaining / SHARE);
    let taken = costs[at++];
    // The next item belongs here while the chunk stays nearer to its aim with it than without.
    while (at < costs.length && taken + costs[at] / 2 <= aim) taken += costs[at++];
    remaining -= taken;
  }
  starts.push(costs.length);
  return starts;
}

/** The cost of every item. Throws `ERR_INVALID_ARGUMENT`. */
export function itemCosts<T>(items: ArrayLike<T>, cost: (item: T, index: number) => number): Float64Array {
  const costs = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const value = cost(items[i], i);
    if (!(value >= 0 && value < Infinity)) {
      throw new NfoldError(
        'ERR_INVALID_ARGUMENT',
        `cost must return a finite number of at least 0, got ${value} for item ${i}`,
        {
          index: i,
          value,
        },
      );
    }
    costs[i] = value;
  }
  return costs;
}
