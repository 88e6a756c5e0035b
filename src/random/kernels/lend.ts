// The state of a generator in JavaScript, lent to the kernels and taken back.
import { workspace } from '../../wasm/index.js';
import type { BitGenerator } from '../bit-generator.js';
import { type BulkGenerator, type BulkKernels, bulkKernels } from './kernels.js';

/** Numbers a call: fits the first-level cache, and keeps single WebAssembly calls short (see {@link Workspace}). */
export const BLOCK = 4096;

/** Arrays that kernels fill. */
export type Fillable = Float64Array | Int32Array | Uint32Array;

export function isFillable(out: unknown): out is Fillable {
  return out instanceof Float64Array || out instanceof Int32Array || out instanceof Uint32Array;
}

/** Runs `work` with the state of a generator that has kernels where they expect it, and takes the new one over. */
export function withState<T>({ name, words }: BitGenerator, work: (kernels: BulkKernels) => T): T {
  const kernels = bulkKernels(name as BulkGenerator);
  const at = kernels.stateAddress / 4;
  const space = workspace();
  for (let i = 0; i < words.length; i++) space.allWords[at + i] = words[i];
  const result = work(kernels);
  for (let i = 0; i < words.length; i++) words[i] = space.allWords[at + i];
  return result;
}

/** Fills `out` block by block: `fill` leaves `count` numbers of the array's kind at the address. */
export function fillBlocks(
  generator: BitGenerator,
  out: Fillable,
  fill: (kernels: BulkKernels, address: number, count: number) => void,
): void {
  const size = Math.min(BLOCK, out.length);
  withState(generator, (kernels) => {
    workspace().withScratch(out.BYTES_PER_ELEMENT * size, (address) => {
      const block = viewLike(out, address, size);
      for (let done = 0; done < out.length; done += size) {
        const count = Math.min(size, out.length - done);
        fill(kernels, address, count);
        out.set(count === size ? block : block.subarray(0, count), done);
      }
    });
  });
}

function viewLike(out: Fillable, address: number, length: number): Fillable {
  const { buffer } = workspace().memory;
  if (out instanceof Float64Array) return new Float64Array(buffer, address, length);
  return out instanceof Int32Array
    ? new Int32Array(buffer, address, length)
    : new Uint32Array(buffer, address, length);
}
