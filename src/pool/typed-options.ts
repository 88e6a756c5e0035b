import { NfoldError, checkInteger, invalidArgument } from '../core/index.js';
import { type CallOptions, checkKeys } from './options.js';
import type { NumericArray } from '../worker/index.js';

/** A new array of the same kind. */
export type SameKind<A extends NumericArray> = A extends Float64Array
  ? Float64Array
  : A extends Float32Array
    ? Float32Array
    : A extends Int32Array
      ? Int32Array
      : A extends Uint32Array
        ? Uint32Array
        : A extends Int16Array
          ? Int16Array
          : A extends Uint16Array
            ? Uint16Array
            : A extends Int8Array
              ? Int8Array
              : A extends Uint8ClampedArray
                ? Uint8ClampedArray
                : Uint8Array;

export interface MapTypedOptions<A extends NumericArray = Float64Array> extends Omit<
  CallOptions,
  'onReport'
> {
  /**
   * Whether the kernel takes whole blocks, `(input, output, offset) => void`, instead of single numbers,
   * `(x, index) => number`; false by default.
   */
  readonly block?: boolean;
  /**
   * Items in a block, the unit in which work is handed out, marked as done and, after a worker was lost, run again.
   * `auto` (default) makes 1024 blocks, of 65536 items at most. Never depends on the number of workers.
   */
  readonly blockSize?: number | 'auto';
  /** Gives the result in shared memory, where workers wrote it, and so saves a copy; false by default. */
  readonly shared?: boolean;
  /**
   * Array to be filled and returned, as NumPy's `out`: as long and of the same kind as the input. Workers write
   * straight into it when it lies in shared memory. After a failure it may be partly filled.
   */
  readonly out?: A;
}

const KEYS = ['signal', 'onSpan', 'block', 'blockSize', 'shared', 'out'];
const BLOCKS = 1024;
const LARGEST = 65_536;

const KINDS = [
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
];

/** Throws `ERR_INVALID_ARGUMENT` for an input or options that mapTyped cannot take. */
export function checkMapTyped(input: unknown, options: MapTypedOptions<NumericArray>): void {
  if (!KINDS.some((kind) => input instanceof kind)) {
    const hint = Array.isArray(input) ? 'write Float64Array.from(items), or use map()' : undefined;
    throw invalidArgument('input', 'a typed array of numbers, such as a Float64Array', input, hint);
  }
  checkKeys(options, KEYS);
  const { blockSize = 'auto', out } = options;
  if (blockSize !== 'auto') checkInteger('blockSize', blockSize, 1);
  if (out === undefined) return;
  const { constructor, length } = input as NumericArray;
  if ((out as object).constructor === constructor && out.length === length) return;
  throw invalidArgument('out', `a ${constructor.name} of length ${length}, like the input`, describe(out));
}

function describe(out: NumericArray): string {
  return ArrayBuffer.isView(out) ? `${(out as object).constructor.name} of length ${out.length}` : typeof out;
}

/** Items in a block; depends on the number of items alone, so that block kernels see the same blocks everywhere. */
export function blockSizeFor(count: number, { blockSize = 'auto' }: MapTypedOptions<NumericArray>): number {
  return blockSize === 'auto' ? Math.min(LARGEST, Math.max(1, Math.ceil(count / BLOCKS))) : blockSize;
}

/** A block that has cost this many workers is not tried again: it is probably what ends them. */
export const MOST_LOSSES = 5;

/** What a map fails with when a block has ended one worker after the other. */
export function lostBlock(first: number, end: number, cause: unknown): NfoldError {
  const message = `${MOST_LOSSES} workers in a row ended while they ran items ${first} to ${end - 1} of mapTyped; the kernel may have ended them, for instance with process.exit()`;
  return new NfoldError('ERR_WORKER_LOST', message, { index: first, end }, { cause });
}
