/**
 * MT19937, the Mersenne Twister: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed
 * uniform pseudo-random number generator", ACM Trans. Model. Comput. Simul. 8 (1998) 3-30. Seeded and drawn from as in
 * NumPy: numpy/random/src/mt19937/mt19937.c (MIT). Its outputs have 32 bits.
 */
import { BitGenerator, type StateLayout } from './bit-generator.js';
import { jumpTwister } from './mt19937-jump.js';
import { N, twist } from './mt19937-twist.js';
import type { SeedSequence } from './seed-sequence.js';

const LAYOUT: StateLayout = { bits: 32, count: N, blockSize: N };
const TWO_M53 = 2 ** -53;

export class Mt19937 extends BitGenerator {
  /** @param seed where the state comes from; without it all words are 0, to be filled with a state */
  constructor(seed?: SeedSequence) {
    super(new Int32Array(N + 1));
    if (seed === undefined) return;
    seed.fillState(this.words, N);
    // Of the first word only the highest bit counts, and it keeps the state from being all zeros.
    this.words[0] = 0x8000_0000;
    this.words[N] = N - 1;
  }

  get name() {
    return 'mt19937' as const;
  }

  get layout(): StateLayout {
    return LAYOUT;
  }

  override get keepsHalf(): boolean {
    return false;
  }

  /** Two outputs, the upper half first. */
  next(): void {
    this.high = this.#output();
    this.low = this.#output();
  }

  override next32(): number {
    return this.#output() >>> 0;
  }

  /** Of two outputs the upper 27 and 26 bits. */
  override nextDouble(): number {
    this.next();
    return ((this.high >>> 5) * 2 ** 26 + (this.low >>> 6)) * TWO_M53;
  }

  /** Moves on by 2^128 outputs `times` times, as NumPy's `jumped` does; each jump takes some 20 ms. */
  override jump(times: number): void {
    for (let i = 0; i < times; i++) jumpTwister(this.words);
  }

  override advance(_delta: bigint): never {
    throw this.cannot('advance', 'jump by 2^128 outputs with jumped(times)');
  }

  #output(): number {
    const { words } = this;
    let position = words[N];
    if (position >= N) {
      for (let i = 0; i < N; i++) twist(words, i);
      position = 0;
    }
    words[N] = position + 1;
    let y = words[position];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    return y ^ (y >>> 18);
  }
}
