import type { RunBlock } from './runs-block.js';

/** Where the first look is taken, and by how much the number of runs grows from one to the next. */
const FIRST_CHECKPOINT = 10;
const GROWTH = 1.25;

/**
 * The numbers of runs at which means and half widths are looked at: 10, 14, 18, ... each at least a quarter more than the one
 * before, all even, and n at the end. They depend on n alone.
 */
export function checkpoints(n: number): number[] {
  const found: number[] = [];
  for (let at = FIRST_CHECKPOINT; at < n; at = 2 * Math.ceil((GROWTH * at) / 2)) found.push(at);
  return [...found, n];
}

/**
 * A block takes a worker about this long, in seconds, as a chunk of the pool does: this thread has time to send the next, and
 * nobody waits long for a stop.
 */
const BLOCK_SECONDS = 0.016;
/** A block is at most so many times the units that the last one had. */
const MOST_GROWTH = 8;
const MOST_UNITS = 16_384;
/**
 * No block takes more than this share of what remains, so that workers end together; but for blocks of an eighth of the usual
 * time, which need not be cut further.
 */
const SHARE = 1 / 16;
const LEAST = 1 / 8;

/**
 * Blocks of runs, cut while they are made by how long the last ones took. Where they are cut leaves no trace in the results:
 * each run has a stream of its own, and results are taken in by the number of the run.
 */
export class BlockPlan {
  #size = 1;

  constructor(private readonly units: number) {}

  *[Symbol.iterator](): Generator<RunBlock> {
    for (let first = 0; first < this.units;) {
      const rest = this.units - first;
      const share = Math.max(SHARE * rest, LEAST * this.#size);
      const count = Math.min(this.#size, Math.ceil(share), rest);
      yield { first, count };
      first += count;
    }
  }

  /** Hears how long a block of so many units took. */
  measured(units: number, seconds: number): void {
    const fitting = seconds > 0 ? Math.floor((BLOCK_SECONDS * units) / seconds) : MOST_UNITS;
    this.#size = Math.max(1, Math.min(fitting, MOST_GROWTH * units, MOST_UNITS));
  }
}
