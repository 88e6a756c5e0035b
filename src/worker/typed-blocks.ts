// The worker's side of mapTyped. Workers import it when they first need it.
//
// Items are cut into blocks of equal size. Which blocks belong together in a claim is laid down before ("ranges"); a
// worker claims the next range by adding 1 to a shared counter, fills the output block by block, and marks each block that
// is complete. Blocks from the shared limit on are not wanted: a failure lowers it to its block, cancelling to 0.
import { now } from '../core/clock.js';
import { ownLoop } from '../core/own-loop.js';
import { encodeError } from '../executor/encode-error.js';
import type { WireError } from '../executor/index.js';

/** The typed arrays whose elements are numbers. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A kernel once it has arrived: `(x, index) => number`, or `(input, output, offset) => void` for whole blocks. */
export type Kernel = (...args: never[]) => unknown;

/** The places of {@link SharedJob.control}; runner `r` notes the block that it fills, plus 1, at `runners + r`. */
export const CONTROL = { next: 0, limit: 1, runners: 2 } as const;

/** What a worker needs to take part in a map over shared memory. */
export interface SharedJob {
  readonly control: Int32Array;
  /** One byte a block: 1 once its part of the output is complete. */
  readonly marks: Uint8Array;
  /** What can be claimed: first block and end of each range, ascending. */
  readonly ranges: Int32Array;
  /** Blocks that this runner left off with the last time. */
  readonly resume: readonly [from: number, to: number] | undefined;
  readonly input: NumericArray;
  readonly output: NumericArray;
  readonly blockSize: number;
  /** Whether the kernel takes whole blocks. */
  readonly block: boolean;
  readonly runner: number;
  /** After about this many seconds the worker reports, so that other work and cancelling get their turn. */
  readonly slice: number;
}

/** Where and with what a kernel failed. */
export interface KernelFailure {
  /** Index of the item; for a block kernel that of the block's first. */
  readonly index: number;
  readonly error: WireError;
}

export interface RunnerReport {
  /** The item it began with, and how many it did. */
  readonly first: number;
  readonly items: number;
  /** Set when it stopped because its time was up. */
  readonly resume?: readonly [from: number, to: number];
  readonly failure?: KernelFailure;
}

/** Fills output[from … to - 1]; says where it failed. */
type Loop = (
  kernel: Kernel,
  input: NumericArray,
  output: NumericArray,
  from: number,
  to: number,
  at: number,
  wrong: (value: unknown) => Error,
) => { index: number; error: unknown } | undefined;

/** `at` is the index of the first item of `input` within the whole. */
const ITEMS = `(kernel, input, output, from, to, at, wrong) => {
  let i = from;
  try {
    for (; i < to; i++) {
      const y = kernel(input[i], at + i);
      if (typeof y !== 'number') throw wrong(y);
      output[i] = y;
    }
  } catch (error) {
    return { index: at + i, error };
  }
  return undefined;
}`;

const wholeBlock: Loop = (kernel, input, output, from, to, at) => {
  try {
    const call = kernel as unknown as (input: unknown, output: unknown, offset: number) => unknown;
    const value = call(input.subarray(from, to), output.subarray(from, to), at + from);
    if (typeof (value as PromiseLike<unknown> | undefined)?.then === 'function') throw notSynchronous();
  } catch (error) {
    return { index: at + from, error };
  }
  return undefined;
};

const loops = new WeakMap<Kernel, Loop>();

function loopOf(kernel: Kernel, block: boolean): Loop {
  if (block) return wholeBlock;
  let loop = loops.get(kernel);
  if (loop === undefined) loops.set(kernel, (loop = ownLoop<Loop>(ITEMS)));
  return loop;
}

function notANumber(value: unknown): Error {
  if (typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function') return notSynchronous();
  return new TypeError(
    `the kernel of mapTyped must return a number, got ${value === null ? 'null' : typeof value}; use map() for other results`,
  );
}

function notSynchronous(): Error {
  return new TypeError('the kernel of mapTyped must not be asynchronous; use map() for functions that await');
}

/** The clock costs as much as a small block: it is read at least every so many blocks, and each time when they are long. */
const RARELY = 64;
const SHORT = 0.0005;

/** Takes part in a map until nothing is left to claim, its time is up or the kernel fails. */
export function runShared(kernel: Kernel, job: SharedJob): RunnerReport {
  return new Runner(kernel, job).run();
}

class Runner {
  readonly #kernel: Kernel;
  readonly #job: SharedJob;
  readonly #loop: Loop;
  readonly #until: number;
  #first = -1;
  #items = 0;
  #checked: number;
  #every = 1;
  #countdown = 1;

  constructor(kernel: Kernel, job: SharedJob) {
    this.#kernel = kernel;
    this.#job = job;
    this.#loop = loopOf(kernel, job.block);
    this.#checked = now();
    this.#until = this.#checked + job.slice;
  }

  run(): RunnerReport {
    const { control, ranges, resume } = this.#job;
    let report = resume === undefined ? undefined : this.#range(resume[0], resume[1]);
    while (report === undefined) {
      const range = 2 * Atomics.add(control, CONTROL.next, 1);
      if (range >= ranges.length) break;
      report = this.#range(ranges[range], ranges[range + 1]);
    }
    Atomics.store(control, CONTROL.runners + this.#job.runner, 0);
    return { first: Math.max(0, this.#first), items: this.#items, ...report };
  }

  /** Fills the blocks `from` … `to - 1`; what it returns ends the run. */
  #range(from: number, to: number): Pick<RunnerReport, 'resume' | 'failure'> | undefined {
    const { control, marks, input, output, blockSize, runner } = this.#job;
    for (let block = from; block < to; block++) {
      if (block >= Atomics.load(control, CONTROL.limit)) return undefined;
      Atomics.store(control, CONTROL.runners + runner, block + 1);
      const start = block * blockSize;
      const end = Math.min(start + blockSize, input.length);
      if (this.#first < 0) this.#first = start;
      const failure = this.#loop(this.#kernel, input, output, start, end, 0, notANumber);
      if (failure !== undefined) {
        lowerLimit(control, block);
        return { failure: { index: failure.index, error: encodeError(failure.error) } };
      }
      Atomics.store(marks, block, 1);
      this.#items += end - start;
      if (--this.#countdown === 0 && this.#timeIsUp()) return { resume: [block + 1, to] };
    }
    return undefined;
  }

  #timeIsUp(): boolean {
    const time = now();
    this.#every = time - this.#checked < SHORT ? Math.min(2 * this.#every, RARELY) : 1;
    this.#countdown = this.#every;
    this.#checked = time;
    return time > this.#until;
  }
}

/** Blocks from this one on are not wanted any more. */
export function lowerLimit(control: Int32Array, block: number): void {
  let limit = Atomics.load(control, CONTROL.limit);
  while (block < limit) {
    const found = Atomics.compareExchange(control, CONTROL.limit, limit, block);
    if (found === limit) return;
    limit = found;
  }
}

/** Some whole blocks of a map whose memory cannot be shared: returns their part of the output, or where it failed. */
export function runCopied(
  kernel: Kernel,
  input: NumericArray,
  first: number,
  blockSize: number,
  block: boolean,
): NumericArray | KernelFailure {
  const output = new (input.constructor as new (length: number) => NumericArray)(input.length);
  const loop = loopOf(kernel, block);
  for (let from = 0; from < input.length; from += blockSize) {
    const to = Math.min(from + blockSize, input.length);
    const failure = loop(kernel, input, output, from, to, first, notANumber);
    if (failure !== undefined) return { index: failure.index, error: encodeError(failure.error) };
  }
  return output;
}
