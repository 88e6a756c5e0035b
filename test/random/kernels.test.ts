import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeedSequence } from 'nfold/random';
import { type BulkKernels, bulkKernels } from '#nfold/random/kernels';
import { workspace } from '#nfold/wasm';
import { fromHexFloat, knownAnswers } from '../known-answers/read.js';
import { type Name, ReferenceDraws, references, seeded } from './reference.js';

const NAMES = { SFC64: 'sfc64', PCG64DXSM: 'pcg64dxsm', Philox: 'philox' } as const;
const names = Object.values(NAMES);

interface Case {
  readonly bitgen: string;
  readonly seed: string;
  readonly spawn_key: (string | number)[];
}
interface Distribution extends Case {
  readonly call: string;
  readonly values?: string[];
  readonly sha256_le_float64?: string;
  readonly next_raw_after: string[];
}
const vectors = knownAnswers<{
  raw: (Case & { raw: string[]; raw_1e6th: string[] })[];
  distributions: Distribution[];
}>('numpy_vectors.json');

const nameOf = (bitgen: string): Name | undefined => (NAMES as Record<string, Name>)[bitgen];

function startOf(name: Name, { seed, spawn_key }: Case): bigint[] {
  return seeded(name, new SeedSequence(BigInt(`0x${seed}`), spawn_key.map(BigInt)));
}

/** A stream on the kernels alone: the state lies in the workspace, and is read back as words. */
class Bulk {
  readonly kernels: BulkKernels;

  constructor(name: Name, words: readonly bigint[], half?: bigint) {
    this.kernels = bulkKernels(name);
    assert.equal(this.kernels.stateWords, 2 * words.length + 2);
    this.#state.set([...words, half === undefined ? 0n : (half << 32n) | 1n]);
  }

  get #state(): BigUint64Array {
    const { stateAddress, stateWords } = this.kernels;
    return new BigUint64Array(workspace().memory.buffer, stateAddress, stateWords / 2);
  }

  get words(): bigint[] {
    return Array.from(this.#state.subarray(0, -1));
  }

  get half(): bigint | undefined {
    const last = this.#state.at(-1) ?? 0n;
    return (last & 1n) === 1n ? last >> 32n : undefined;
  }

  /** Runs a kernel on fresh output, and checks that it wrote nothing behind it. */
  fill<T extends Float64Array | Int32Array | BigUint64Array>(
    kind: new (buffer: ArrayBuffer, address: number, length: number) => T,
    count: number,
    run: (kernels: BulkKernels, state: number, out: number) => void,
  ): T {
    return workspace().withScratch(8 * count + 8, (address) => {
      const all = new kind(workspace().memory.buffer, address, count + 1);
      const guard = all.constructor === BigUint64Array ? 77n : 77;
      (all as unknown as { [index: number]: number | bigint })[count] = guard;
      run(this.kernels, this.kernels.stateAddress, address);
      assert.equal(all[count], guard, 'nothing is written behind the output');
      return all.slice(0, count) as T;
    });
  }

  raw(count: number): BigUint64Array {
    return this.fill(BigUint64Array, count, (k, state, out) => k.raw(state, out, count));
  }

  doubles(kernel: 'random' | 'standardNormal' | 'standardExponential', count: number): Float64Array {
    return this.fill(Float64Array, count, (k, state, out) => k[kernel](state, out, count));
  }

  integers(count: number, low: number, range: number): Float64Array {
    return this.fill(Float64Array, count, (k, state, out) => k.integers(state, out, count, low, range));
  }
}

test('raw words are NumPy’s, the millionth included', () => {
  let checked = 0;
  for (const vector of vectors.raw) {
    const name = nameOf(vector.bitgen);
    if (name === undefined) continue;
    const bulk = new Bulk(name, startOf(name, vector));
    const hex = (words: BigUint64Array): string[] => Array.from(words, (word) => word.toString(16));
    assert.deepEqual(hex(bulk.raw(vector.raw.length)), vector.raw);
    const rest = hex(bulk.raw(1_000_000 - vector.raw.length));
    assert.deepEqual(rest.slice(-vector.raw_1e6th.length), vector.raw_1e6th);
    checked++;
  }
  assert.equal(checked, 18);
});

/** NumPy's calls as kernels. */
const CALLS: Record<string, (bulk: Bulk, count: number) => Float64Array> = {
  random: (bulk, count) => bulk.doubles('random', count),
  standard_normal: (bulk, count) => bulk.doubles('standardNormal', count),
  standard_exponential: (bulk, count) => bulk.doubles('standardExponential', count),
  'integers(0, 6, 40)': (bulk, count) => bulk.integers(count, 0, 5),
  'integers(0, 2**32-1, 20)': (bulk, count) => bulk.integers(count, 0, 2 ** 32 - 2),
  'integers(0, 2**32, 20)': (bulk, count) => bulk.integers(count, 0, 2 ** 32 - 1),
  'integers(0, 2**32+1, 20)': (bulk, count) => bulk.integers(count, 0, 2 ** 32),
  'integers(0, 10**15, 20)': (bulk, count) => bulk.integers(count, 0, 1e15 - 1),
};

test('distributions are NumPy’s, in the first values and in the digest of a million', () => {
  let checked = 0;
  for (const vector of vectors.distributions) {
    const name = nameOf(vector.bitgen);
    const call = CALLS[vector.call] ?? CALLS[/^(\w+)\(\d+\)/.exec(vector.call)?.[1] ?? ''];
    if (name === undefined || call === undefined) continue;
    const bulk = new Bulk(name, startOf(name, vector));
    if (vector.values === undefined) {
      const digest = createHash('sha256').update(call(bulk, 1_000_000)).digest('hex');
      assert.equal(digest, vector.sha256_le_float64, `${name}: ${vector.call}`);
    } else {
      const expected = vector.values.map((text) => (text.includes('x') ? fromHexFloat(text) : Number(text)));
      assert.deepEqual(Array.from(call(bulk, expected.length)), expected, `${name}: ${vector.call}`);
    }
    const after = Array.from(bulk.raw(vector.next_raw_after.length), (word) => word.toString(16));
    assert.deepEqual(after, vector.next_raw_after, `${name}: after ${vector.call}`);
    checked++;
  }
  assert.equal(checked, 3 * (2 * 8 + 3));
});

const word = fc.bigInt(0n, 2n ** 64n - 1n);
/** Any state a generator can be in; words of all ones make counters carry. */
const states: Record<Name, fc.Arbitrary<bigint[]>> = {
  sfc64: fc.array(fc.oneof(word, fc.constant(2n ** 64n - 1n)), { minLength: 4, maxLength: 4 }),
  pcg64dxsm: fc
    .array(fc.oneof(word, fc.constant(2n ** 64n - 1n)), { minLength: 4, maxLength: 4 })
    .map(([low, high, ...increment]) => [low, high, increment[0] | 1n, increment[1]]),
  philox: fc
    .tuple(
      fc.array(fc.oneof(word, fc.constant(2n ** 64n - 1n), fc.constant(2n ** 64n - 3n)), {
        minLength: 10,
        maxLength: 10,
      }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([words, position]) => [...words, BigInt(position)]),
};
const sizes = fc.oneof(
  fc.nat({ max: 40 }),
  fc.constantFrom(255, 256, 1000, 1023, 1024, 1025, 1030, 4095, 4096, 4097, 9000),
);
const ranges = fc.oneof(
  fc.constantFrom(0, 1, 5, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 52 + 1, 2 ** 53 - 1),
  fc.integer({ min: 0, max: 2 ** 32 }),
);

for (const name of names) {
  test(`${name}: kernels draw what the reference draws one by one, from any state, call after call`, () => {
    const methods = [
      'random',
      'standardNormal',
      'standardExponential',
      'integers',
      'raw',
      'int32s',
      'partialSums',
    ] as const;
    const steps = fc.array(fc.tuple(fc.constantFrom(...methods), sizes, ranges), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        states[name],
        fc.option(fc.bigInt(0n, 2n ** 32n - 1n), { nil: undefined }),
        steps,
        (start, half, calls) => {
          const bulk = new Bulk(name, start, half);
          const reference = new ReferenceDraws(references[name]([...start]), half);
          for (const [method, size, range] of calls) {
            const label = `${method} of ${size}, range ${range}`;
            const [ours, theirs] = pair(bulk, reference, method, size, range);
            assert.deepEqual(ours, theirs, label);
            assert.deepEqual(bulk.words, reference.generator.words, `state after ${label}`);
            assert.equal(bulk.half, reference.half, `half after ${label}`);
          }
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });
}

/** The same call by kernel and by reference. */
function pair(
  bulk: Bulk,
  reference: ReferenceDraws,
  method: 'random' | 'standardNormal' | 'standardExponential' | 'integers' | 'raw' | 'int32s' | 'partialSums',
  size: number,
  range: number,
): [unknown[], unknown[]] {
  const each = <T>(draw: () => T): T[] => Array.from({ length: size }, draw);
  switch (method) {
    case 'raw':
      return [Array.from(bulk.raw(size)), each(() => reference.generator.next())];
    case 'integers': {
      const low = 0 - Math.ceil(range / 2);
      return [Array.from(bulk.integers(size, low, range)), each(() => low + reference.integer(range))];
    }
    case 'int32s': {
      const narrow = Math.min(range, 2 ** 32 - 1);
      const ours = bulk.fill(Int32Array, size, (k, state, out) =>
        k.int32s(state, out, size, -(2 ** 31), narrow),
      );
      return [Array.from(ours), each(() => (reference.integer(narrow) - 2 ** 31) | 0)];
    }
    case 'partialSums': {
      let [last, sum] = [0, 0.25];
      const ours = bulk.fill(Float64Array, size, (k, state, out) => {
        last = k.partialSums(state, out, size, 0.25);
      });
      const theirs = each(() => (sum += reference.standardExponential()));
      return [
        [...ours, last],
        [...theirs, sum],
      ];
    }
    default:
      return [Array.from(bulk.doubles(method, size)), each(() => reference[method]())];
  }
}

test('affine scales and shifts every double, odd ones too', () => {
  const { affine } = bulkKernels('sfc64');
  for (const count of [0, 1, 2, 3, 4, 5, 7, 8, 9, 1001]) {
    workspace().withScratch(8 * count + 8, (address) => {
      const block = workspace().doubles(address, count + 1);
      for (let i = 0; i <= count; i++) block[i] = i / 7;
      affine(address, count, -3.5, 10.75);
      for (let i = 0; i < count; i++) assert.equal(block[i], -3.5 + 10.75 * (i / 7));
      assert.equal(block[count], count / 7);
    });
  }
});
