import type { BitGeneratorName } from '../core/index.js';
import { webAssemblyUsable, workspace } from '../wasm/index.js';
import type { BitGenerator } from './bit-generator.js';
import { sfc64Kernels, sfc64KernelsBuilt } from './sfc64-kernels.js';

/**
 * Outputs in a block. By bench/random-draws.mjs with other numbers here, 32 cost a fifth more a draw, 256 a seventh less; but
 * each stream keeps its block while it lives, 0.5 kB this way.
 */
export const BLOCK_OUTPUTS = 64;

/** Where kernels leave a block, and a view of it that is made anew when the memory grows. */
let address = 0;
let view: Int32Array | undefined;

/** Whether a generator's outputs can be made in blocks faster than one by one. */
export function hasRawBlocks(name: BitGeneratorName): boolean {
  return name === 'sfc64' && webAssemblyUsable();
}

/** Whether nothing has to be compiled first. */
export function rawBlocksReady(): boolean {
  return sfc64KernelsBuilt();
}

/** Draws `count` outputs, at most {@link BLOCK_OUTPUTS}, into `out`: lower half, upper half, each in its turn. */
export function drawRawBlock({ words }: BitGenerator, out: Int32Array, count: number): void {
  const kernels = sfc64Kernels();
  if (address === 0) address = workspace().reserve(8 * BLOCK_OUTPUTS);
  const { allWords } = workspace();
  const at = kernels.stateAddress / 4;
  for (let i = 0; i < words.length; i++) allWords[at + i] = words[i];
  kernels.raw(kernels.stateAddress, address, count);
  for (let i = 0; i < words.length; i++) words[i] = allWords[at + i];
  if (view === undefined || view.length === 0)
    view = allWords.subarray(address / 4, address / 4 + 2 * BLOCK_OUTPUTS);
  out.set(view);
}
