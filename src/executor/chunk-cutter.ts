import { checkInteger } from '../core/index.js';
import { type SizeReason, WorkRate, expectedChunk, nextChunk } from './chunk-sizer.js';
import { type PlanOptions, itemCosts } from './plan.js';

/**
 * No chunk has more items, however cheap they are, unless `chunkSize` says so: packing and unpacking take this thread's
 * time, and should go on while the workers work.
 */
export const MOST_ITEMS = 16_384;

/** What was chosen for one chunk, and why. */
export interface ChunkChoice {
  /** Index of its first item. */
  readonly first: number;
  /** How many items it has. */
  readonly count: number;
  /**
   * Why so many: `probe`, nothing had been measured; `growth`, at most 8 times what had been measured; `time`, 16 ms of
   * work; `share`, a quarter of an even share of what remained, or 2 ms of work if that was less than an even share; `rest`, the last chunk;
   * `expected`, the same share where earlier maps of the function say that this one is short;
   * `items`, 16,384 items, the most there are in any, or as many as the window of an `imap` allows; `given`, the option `chunkSize` said so; `plan`, the fixed plan of
   * a reduction, whose borders decide how values are rounded.
   */
  readonly reason: SizeReason | 'expected' | 'items' | 'given' | 'plan';
  /**
   * Seconds that an item took lately (for `imap`, from being sent to being back), or a unit of `cost` where that is given;
   * undefined before any is measured.
   */
  readonly secondsPerItem: number | undefined;
}

/**
 * Cuts a list of items into chunks, one at a time, by the time that those before took. Where the chunks end depends on
 * measured times and on the number of workers; nothing that is computed may depend on it.
 */
export class ChunkCutter {
  readonly count: number;
  readonly #given: number | undefined;
  /** Work before each item, up to `count` inclusive; undefined where every item counts 1. */
  readonly #before: Float64Array | undefined;
  readonly #rate: WorkRate;
  readonly #earlier: WorkRate | undefined;
  #at = 0;

  /** `rate` is what is known before, `earlier` what may be expected before that. Throws `ERR_INVALID_ARGUMENT` for an impossible `chunkSize` or `cost`. */
  constructor(
    items: ArrayLike<unknown>,
    { chunkSize = 'auto', cost }: PlanOptions = {},
    rate = new WorkRate(),
    earlier?: WorkRate,
  ) {
    this.count = items.length;
    this.#rate = rate;
    this.#earlier = cost === undefined ? earlier : undefined;
    if (chunkSize !== 'auto') this.#given = checkInteger('chunkSize', chunkSize, 1);
    else if (cost !== undefined) this.#before = sumsOf(itemCosts(items, cost));
  }

  /** Whether every item is in a chunk. */
  get done(): boolean {
    return this.#at >= this.count;
  }

  /** The next chunk; undefined at the end. */
  next(workers: number): ChunkChoice | undefined {
    if (this.done) return undefined;
    const first = this.#at;
    const { end, reason } = this.#end(workers);
    this.#at = end;
    const { measured, secondsPerUnit } = this.#rate;
    return { first, count: end - first, reason, secondsPerItem: measured > 0 ? secondsPerUnit : undefined };
  }

  /** Cuts no more. */
  stop(): void {
    this.#at = this.count;
  }

  /** The items `first` … `first + count - 1` took this long together. */
  took(first: number, count: number, seconds: number): void {
    this.#rate.add(this.#workBefore(first + count) - this.#workBefore(first), seconds);
  }

  #end(workers: number): { readonly end: number; readonly reason: ChunkChoice['reason'] } {
    const at = this.#at;
    if (this.#given !== undefined) return { end: Math.min(at + this.#given, this.count), reason: 'given' };
    const { measured, secondsPerUnit } = this.#rate;
    const total = this.#workBefore(this.count);
    const remaining = total - this.#workBefore(at);
    const expected =
      measured === 0 && this.#earlier !== undefined
        ? expectedChunk({ total, remaining, workers }, this.#earlier)
        : undefined;
    const { size, reason } =
      expected === undefined
        ? nextChunk({ total, remaining, measured, secondsPerUnit, workers })
        : ({ size: expected, reason: 'expected' } as const);
    const end = reason === 'rest' ? this.count : this.#reach(size);
    return end - at > MOST_ITEMS ? { end: at + MOST_ITEMS, reason: 'items' } : { end, reason };
  }

  #workBefore(item: number): number {
    return this.#before === undefined ? item : this.#before[item];
  }

  /** The end that comes nearest to so much work, after one item at least. */
  #reach(size: number): number {
    const at = this.#at;
    const before = this.#before;
    if (before === undefined) return at + Math.max(1, Math.floor(size));
    const aim = before[at] + size;
    let end = at + 1;
    while (end < this.count && (before[end] + before[end + 1]) / 2 <= aim) end++;
    return end;
  }
}

/** Sums of all values before each place; of items without any cost every one counts the same. */
function sumsOf(costs: Float64Array): Float64Array | undefined {
  const sums = new Float64Array(costs.length + 1);
  for (let i = 0; i < costs.length; i++) sums[i + 1] = sums[i] + costs[i];
  return sums[costs.length] > 0 ? sums : undefined;
}
