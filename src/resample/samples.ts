import { invalidArgument } from '../core/index.js';

/** Values of one variable, in any order. */
export type Sample = ArrayLike<number>;

/** One sample, or several. */
export type Samples = Sample | readonly Sample[];

/** Whether it is a single sample: its items are numbers. */
function isSample(data: Samples): data is Sample {
  return ArrayBuffer.isView(data) || typeof data[0] === 'number';
}

/**
 * The samples as doubles of their own, in shared memory for a pool whose workers then read the same.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for what is no list of finite numbers, or shorter than `least`
 */
export function checkSamples(
  data: unknown,
  least: number,
  pool?: { readonly sharesMemory: boolean },
): readonly Float64Array[] {
  if (typeof data !== 'object' || data === null || !('length' in data)) {
    throw invalidArgument('data', 'an array of numbers, or an array of such arrays', data);
  }
  const samples = data as Samples;
  const shared = pool?.sharesMemory === true;
  if (isSample(samples)) return [checkSample('data', samples, least, shared)];
  if (samples.length === 0) throw invalidArgument('data', `at least ${least} numbers`, data);
  return samples.map((sample, i) => checkSample(`data[${i}]`, sample, least, shared));
}

function checkSample(name: string, sample: Sample, least: number, shared: boolean): Float64Array {
  if (typeof sample !== 'object' || sample === null || typeof sample.length !== 'number') {
    throw invalidArgument(name, 'an array of numbers', sample);
  }
  if (sample.length < least) {
    throw invalidArgument(name, `at least ${least} numbers`, sample.length === 0 ? [] : Array.from(sample));
  }
  const values = roomFor(sample.length, shared);
  for (let i = 0; i < sample.length; i++) {
    const value: unknown = sample[i];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw invalidArgument(`${name}[${i}]`, 'a finite number', value, 'leave missing values out');
    }
    values[i] = value;
  }
  return values;
}

/** Throws `ERR_INVALID_ARGUMENT` unless the samples go together value by value. */
export function checkPaired(samples: readonly Float64Array[], why: string): void {
  const [{ length }] = samples;
  for (const [i, sample] of samples.entries()) {
    if (sample.length === length) continue;
    throw invalidArgument(`data[${i}]`, `as long as data[0], ${length}, because ${why}`, sample.length);
  }
}

function roomFor(length: number, shared: boolean): Float64Array {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  return new Float64Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
}
