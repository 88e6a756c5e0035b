import { workspace } from '../wasm/index.js';
import type { BitGenerator } from './bit-generator.js';
import { withState } from './kernels/index.js';

/**
 * Outputs in a block. By bench/random-draws.mjs with other numbers here, 32 cost a fifth more a draw, 256 a seventh less; but
 * each stream keeps its block while it lives, 0.5 kB this way.
 */
export const BLOCK_OUTPUTS = 64;

/** Where kernels leave a block, and a view of it that is made anew when the memory grows. */
let address = 0;
let view: Int32Array | undefined;

/** Draws `count` outputs, at most {@link BLOCK_OUTPUTS}, into `out`: lower half, upper half, each in its turn. */
export function drawRawBlock(generator: BitGenerator, out: Int32Array, count: number): void {
  if (address === 0) address = workspace().reserve(8 * BLOCK_OUTPUTS);
  withState(generator, (kernels) => kernels.raw(kernels.stateAddress, address, count));
  if (view === undefined || view.length === 0)
    view = workspace().allWords.subarray(address / 4, address / 4 + 2 * BLOCK_OUTPUTS);
  out.set(view);
}
