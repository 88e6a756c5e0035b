/** What the size of the next chunk follows from. Work is counted in units: items, or what the option `cost` says. */
export interface ChunkingState {
  /** All work, and what of it has not been cut into chunks; Infinity where nobody knows the end. */
  readonly total: number;
  readonly remaining: number;
  /** Work whose time is known. */
  readonly measured: number;
  /** Seconds that a unit of work took lately; meaningless while nothing is measured. */
  readonly secondsPerUnit: number;
  readonly workers: number;
}

/**
 * Why a chunk has its size: `probe` (nothing is measured), `growth` (not much more than has been measured), `time`
 * (the time a chunk aims at), `share` (a part of what remains, so that all workers end together), `rest` (the last one).
 */
export type SizeReason = 'probe' | 'growth' | 'time' | 'share' | 'rest';

/** Seconds of work: less than this is hardly worth a message. */
export const LEAST_SECONDS = 0.002;
/** Seconds of work: the largest chunks. They end before the 20 ms after which a worker replies in between. */
export const MOST_SECONDS = 0.016;
/**
 * A chunk takes this part of an even share of what remains. Guided self-scheduling takes all of it (C. D.
 * Polychronopoulos, D. J. Kuck, "Guided Self-Scheduling", IEEE Transactions on Computers C-36 (1987) 1425-1439),
 * factoring half (S. F. Hummel, E. Schonberg, L. E. Flynn, "Factoring", Communications of the ACM 35 (1992) 90-101);
 * less yet here, since two chunks a worker are cut before the time of the first is known. Where that were less than
 * {@link LEAST_SECONDS} of work it takes more, but never more than an even share: what comes may take much longer than
 * what was measured.
 */
export const SHARE = 1 / 4;
/** At the end a chunk may take this part of an even share of all work, so that there are not ever smaller ones. */
export const LAST = 1 / 128;
/** A chunk is at most so many times all that has been measured: the first items may tell little about the others. */
export const GROWTH = 8;
/** The first chunks take this share of all work for each worker: small beside it, and yet enough to be measured. */
export const PROBE = 1 / 1024;
/** No unit of work is taken to be quicker, in seconds, whatever a coarse clock says. */
const QUICKEST = 1e-8;

/**
 * How much work the next chunk takes, in units; whoever cuts it takes one item at least. Small chunks first, to
 * measure; then chunks of up to {@link MOST_SECONDS}; shrinking with what remains down to {@link LEAST_SECONDS}.
 */
export function nextChunk(state: ChunkingState): { readonly size: number; readonly reason: SizeReason } {
  const { total, remaining, measured, secondsPerUnit, workers } = state;
  if (!(measured > 0)) {
    const probe = Number.isFinite(total) ? (total * PROBE) / workers : 0;
    return atMost(remaining, { size: probe, reason: 'probe' });
  }
  const seconds = Math.max(secondsPerUnit, QUICKEST);
  const least = LEAST_SECONDS / seconds;
  const share = Math.max(
    (remaining * SHARE) / workers,
    Math.min(least, Math.max(remaining / workers, (total * LAST) / workers)),
  );
  const limits = [
    { size: share, reason: 'share' },
    { size: MOST_SECONDS / seconds, reason: 'time' },
    { size: measured * GROWTH, reason: 'growth' },
  ] as const;
  return atMost(
    remaining,
    limits.reduce((tightest, limit) => (limit.size < tightest.size ? limit : tightest)),
  );
}

/** A map that should take less than this, in seconds, may begin without probing: longer ones lose nothing by it. */
export const SHORT_SECONDS = 0.032;

/**
 * How much work a chunk takes before anything of a short map is measured, by what a unit took in earlier ones; undefined where
 * probing is better. The share that {@link nextChunk} takes of work that is known, and not more: what comes may take much longer.
 */
export function expectedChunk(
  { total, remaining, workers }: Omit<ChunkingState, 'measured' | 'secondsPerUnit'>,
  { measured, secondsPerUnit }: WorkRate,
): number | undefined {
  if (measured === 0 || total * secondsPerUnit > SHORT_SECONDS) return undefined;
  return (remaining * SHARE) / workers;
}

function atMost(
  remaining: number,
  chunk: { readonly size: number; readonly reason: SizeReason },
): { readonly size: number; readonly reason: SizeReason } {
  return chunk.size < remaining ? chunk : { size: remaining, reason: 'rest' };
}

/** What is older counts half with each new measurement. */
const FADING = 0.5;

/** How long a unit of work takes, by what was measured lately. */
export class WorkRate {
  /** All work whose time is known. */
  measured = 0;
  #work = 0;
  #seconds = 0;

  add(work: number, seconds: number): void {
    this.measured += work;
    this.#work = FADING * this.#work + work;
    this.#seconds = FADING * this.#seconds + Math.max(0, seconds);
  }

  /** NaN while nothing is measured. */
  get secondsPerUnit(): number {
    return this.#seconds / this.#work;
  }
}
