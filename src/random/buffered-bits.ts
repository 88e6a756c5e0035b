import { type BitGenerator, splitNext } from './bit-generator.js';
import type { Bits } from './bits.js';
import { hasKernels, kernelsBuilt } from './kernels/index.js';
import { BLOCK_OUTPUTS, drawRawBlock } from './raw-blocks.js';

/** So many draws are made one by one before a block is worth it: a task that draws three numbers pays for three. */
const PATIENCE = 16;
/** Single draws of this thread before WebAssembly is compiled for them, which takes some 5 ms: as long as half a million. */
const WORTH_COMPILING = 100_000;

const NOTHING = new Int32Array(0);
/** The patience with a generator that has no blocks. */
const ENDLESS = 2 ** 30;
let singleDraws = 0;

/**
 * A stream's bits: the generator's own, drawn one by one at first and then in blocks, which costs a third. All
 * distributions see this one class whatever the generator, so that V8 keeps their loops fast. Nobody can tell from the
 * numbers: whoever needs the generator itself calls {@link settled}, which takes back what was drawn ahead.
 */
export class BufferedBits implements Bits {
  high = 0;
  low = 0;
  /** The generator, which may have drawn ahead: see {@link settled}. */
  readonly generator: BitGenerator;
  /** Outputs as pairs of words, lower half first, then the generator's words as they were before the block. */
  #block = NOTHING;
  /** Place in the block, in words; at the end when there is nothing to be read. */
  #at = 0;
  #end = 0;
  #patience = PATIENCE;

  constructor(generator: BitGenerator) {
    this.generator = generator;
  }

  next(): void {
    if (this.#at === this.#end && !this.#fill()) {
      const generator = this.generator;
      generator.next();
      this.high = generator.high;
      this.low = generator.low;
      return;
    }
    const at = this.#at;
    this.#at = at + 2;
    this.low = this.#block[at];
    this.high = this.#block[at + 1];
  }

  next32(): number {
    const generator = this.generator;
    return generator.keepsHalf ? splitNext(this, generator.words) : generator.next32();
  }

  next53(): number {
    this.next();
    return (this.high >>> 0) * 2 ** 21 + (this.low >>> 11);
  }

  nextDouble(): number {
    if (this.#at === this.#end && !this.#fill()) return this.generator.nextDouble();
    const at = this.#at;
    this.#at = at + 2;
    return ((this.#block[at + 1] >>> 0) * 2 ** 21 + (this.#block[at] >>> 11)) * 2 ** -53;
  }

  /** The generator, where the numbers that were drawn have left it. */
  settled(): BitGenerator {
    const generator = this.generator;
    const drawn = this.#at;
    if (drawn < this.#end) {
      this.#restore();
      drawRawBlock(generator, this.#block, drawn / 2);
    }
    this.#at = this.#end = 0;
    this.#patience = PATIENCE;
    return generator;
  }

  /** Draws a block if that is possible and worth it. */
  #fill(): boolean {
    if (this.#patience-- > 0) return false;
    if (singleDraws < WORTH_COMPILING && !kernelsBuilt(this.generator)) {
      singleDraws += PATIENCE;
      this.#patience = PATIENCE;
      return false;
    }
    const generator = this.generator;
    if (!hasKernels(generator)) {
      this.#patience = ENDLESS;
      return false;
    }
    const { words } = generator;
    if (this.#block === NOTHING) this.#block = new Int32Array(2 * BLOCK_OUTPUTS + words.length);
    this.#block.set(words, 2 * BLOCK_OUTPUTS);
    drawRawBlock(generator, this.#block, BLOCK_OUTPUTS);
    this.#at = 0;
    this.#end = 2 * BLOCK_OUTPUTS;
    this.#patience = 0;
    return true;
  }

  /** Puts the words back as they were before the block, but for the half: that is always the present one. */
  #restore(): void {
    const { words } = this.generator;
    for (let i = 0; i < words.length - 2; i++) words[i] = this.#block[2 * BLOCK_OUTPUTS + i];
  }
}
