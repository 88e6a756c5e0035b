import { invalidArgument, ownLoop } from '../../core/index.js';
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import type { CountArray } from './scalar-draws.js';

type Sample = Distribution['sample'];
type Loop = (sample: Sample, bits: Bits, out: CountArray, a: number, b: number, c: number) => number;

const REAL = `(sample, bits, out, a, b, c) => {
  for (let i = 0; i < out.length; i++) out[i] = sample(bits, a, b, c);
  return -1;
}`;

/** Stops at the first number that the array cannot hold, and returns its index. */
const COUNTS = `(sample, bits, out, a, b, c) => {
  for (let i = 0; i < out.length; i++) {
    const value = sample(bits, a, b, c);
    out[i] = value;
    if (out[i] !== value) return i;
  }
  return -1;
}`;

const loops = new Map<Sample, Loop>();

/** Fills `out` with draws, in a loop of the distribution's own (see {@link ownLoop}). Checks no parameters. */
export function fill(
  distribution: Distribution,
  bits: Bits,
  out: CountArray,
  a: number,
  b: number,
  c: number,
): void {
  const { sample32, kind } = distribution;
  const sample = out instanceof Float32Array && sample32 !== undefined ? sample32 : distribution.sample;
  let loop = loops.get(sample);
  if (loop === undefined) loops.set(sample, (loop = ownLoop<Loop>(kind === 'discrete' ? COUNTS : REAL)));
  const failed = loop(sample, bits, out, a, b, c);
  if (failed >= 0) throw overflow(distribution.name, out, failed);
}

function overflow(name: string, out: CountArray, index: number): Error {
  const kind = Object.prototype.toString.call(out).slice(8, -1);
  return invalidArgument(`${name}: out`, `an array that can hold value ${index}`, kind, 'use a Float64Array');
}
