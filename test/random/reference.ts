/**
 * NumPy's bit generators and four of its distributions, written as their C sources are read, on BigInt: slow, and as
 * plain as can be. numpy/random/src (BSD-3-Clause and MIT); tables of the ziggurat by way of read.ts.
 */
import type { SeedSequence } from 'nfold/random';
import { fromHexFloat, knownAnswers } from '../known-answers/read.js';

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const u128 = (x: bigint): bigint => BigInt.asUintN(128, x);

/** A state as 64-bit words, in the layout of the kernels, without the kept half. */
export interface ReferenceGenerator {
  words: bigint[];
  next(): bigint;
}

export const references = {
  sfc64: (words: bigint[]): ReferenceGenerator => ({
    words,
    next(): bigint {
      const [a, b, c, counter] = this.words;
      const out = u64(a + b + counter);
      const rotated = u64((c << 24n) | (c >> 40n));
      this.words = [b ^ (b >> 11n), u64(c + (c << 3n)), u64(rotated + out), u64(counter + 1n)];
      return out;
    },
  }),
  pcg64dxsm: (words: bigint[]): ReferenceGenerator => ({
    words,
    next(): bigint {
      const multiplier = 0xda942042e4dd58b5n;
      const [low, high, ...increment] = this.words;
      let out = high ^ (high >> 32n);
      out = u64(out * multiplier);
      out ^= out >> 48n;
      out = u64(out * (low | 1n));
      const state = ((high << 64n) | low) * multiplier + ((increment[1] << 64n) | increment[0]);
      this.words = [u64(state), u64(state >> 64n), ...increment];
      return out;
    },
  }),
  philox: (words: bigint[]): ReferenceGenerator => ({
    words,
    next(): bigint {
      let position = Number(this.words[10]);
      if (position === 4) {
        let counter = 0n;
        for (let i = 3; i >= 0; i--) counter = (counter << 64n) | this.words[i];
        counter = BigInt.asUintN(256, counter + 1n);
        for (let i = 0; i < 4; i++) this.words[i] = u64(counter >> BigInt(64 * i));
        const block = philoxBlock(this.words.slice(0, 4), this.words.slice(4, 6));
        this.words.splice(6, 4, ...block);
        position = 0;
      }
      this.words[10] = BigInt(position + 1);
      return this.words[6 + position];
    },
  }),
};

export type Name = keyof typeof references;

function philoxBlock(counter: bigint[], key: bigint[]): bigint[] {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [p0, p1] = [a * 0xd2e7470ee14c6c93n, c * 0xca5a826395121157n];
    [a, b, c, d] = [(p1 >> 64n) ^ b ^ k0, u64(p1), (p0 >> 64n) ^ d ^ k1, u64(p0)];
    [k0, k1] = [u64(k0 + 0x9e3779b97f4a7c15n), u64(k1 + 0xbb67ae8584caa73bn)];
  }
  return [a, b, c, d];
}

/** The state that NumPy's generators start from. */
export function seeded(name: Name, sequence: SeedSequence): bigint[] {
  const halves = sequence.generateState(8);
  const words = [0, 1, 2, 3].map((i) => BigInt(halves[2 * i]) | (BigInt(halves[2 * i + 1]) << 32n));
  if (name === 'philox') return [0n, 0n, 0n, 0n, words[0], words[1], 0n, 0n, 0n, 0n, 4n];
  if (name === 'sfc64') {
    const generator = references.sfc64([words[0], words[1], words[2], 1n]);
    for (let i = 0; i < 12; i++) generator.next();
    return generator.words;
  }
  const multiplier = 0x2360ed051fc65da44385df649fccf645n;
  const increment = u128((((words[2] << 64n) | words[3]) << 1n) | 1n);
  const state = u128((increment + ((words[0] << 64n) | words[1])) * multiplier + increment);
  return [u64(state), state >> 64n, u64(increment), increment >> 64n];
}

/** Draws of NumPy's distributions from a generator, with the half that 32-bit draws keep. */
export class ReferenceDraws {
  constructor(
    readonly generator: ReferenceGenerator,
    public half?: bigint,
  ) {}

  random(): number {
    return Number(this.generator.next() >> 11n) * 2 ** -53;
  }

  standardExponential(): number {
    const { ke, we, fe } = tables;
    for (;;) {
      const word = this.generator.next();
      const layer = Number((word >> 3n) & 255n);
      const random53 = Number(word >> 11n);
      const x = random53 * we[layer];
      if (random53 < ke[layer]) return x;
      if (layer === 0) return tables.exp_r - Math.log1p(-this.random());
      if ((fe[layer - 1] - fe[layer]) * this.random() + fe[layer] < Math.exp(-x)) return x;
    }
  }

  standardNormal(): number {
    const { ki, wi, fi, nor_r } = tables;
    for (;;) {
      const word = this.generator.next();
      const layer = Number(word & 255n);
      const distance = Number((word >> 9n) & 0xf_ffff_ffff_ffffn);
      let x = distance * wi[layer];
      if (((word >> 8n) & 1n) === 1n) x = -x;
      if (distance < ki[layer]) return x;
      if (layer === 0) {
        for (;;) {
          const beyond = -0.2736612373297583 * Math.log1p(-this.random());
          const y = -Math.log1p(-this.random());
          if (y + y <= beyond * beyond) continue;
          return ((word >> 17n) & 1n) === 1n ? -(nor_r + beyond) : nor_r + beyond;
        }
      }
      if ((fi[layer - 1] - fi[layer]) * this.random() + fi[layer] < Math.exp(-0.5 * x * x)) return x;
    }
  }

  next32(): bigint {
    const kept = this.half;
    this.half = undefined;
    if (kept !== undefined) return kept;
    const word = this.generator.next();
    this.half = word >> 32n;
    return word & 0xffff_ffffn;
  }

  /** A whole number from 0 to `range`, as random_bounded_uint64_fill draws it. */
  integer(range: number): number {
    if (range === 0) return 0;
    const width = range < 2 ** 32 ? 32n : 64n;
    const values = BigInt(range) + 1n;
    const threshold = (1n << width) % values;
    for (;;) {
      const product = (width === 32n ? this.next32() : this.generator.next()) * values;
      if (BigInt.asUintN(Number(width), product) >= threshold) return Number(product >> width);
    }
  }
}

const tables = readTables();

function readTables(): Record<'ki' | 'wi' | 'fi' | 'ke' | 'we' | 'fe', number[]> &
  Record<'nor_r' | 'exp_r', number> {
  const file = knownAnswers<Record<string, string[]> & { nor_r: string; exp_r: string }>(
    'ziggurat_tables.json',
  );
  const whole = (name: string): number[] => file[name].map((text) => Number.parseInt(text, 16));
  const double = (name: string): number[] => file[name].map(fromHexFloat);
  return {
    ki: whole('ki'),
    ke: whole('ke'),
    wi: double('wi'),
    fi: double('fi'),
    we: double('we'),
    fe: double('fe'),
    nor_r: fromHexFloat(file.nor_r),
    exp_r: fromHexFloat(file.exp_r),
  };
}
