import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeedSequence } from 'nfold/random';
import { knownAnswers } from '../known-answers/read.js';

interface Vectors {
  seed_sequence: {
    entropy: string | string[];
    spawn_key: string[];
    pool: string[];
    state32: string[];
    state64: string[];
  }[];
  spawn_tree: { entropy: string; children: { spawn_key: number[]; state64: string[] }[] }[];
}
const vectors = knownAnswers<Vectors>('numpy_vectors.json');
const fromHex = (text: string): bigint => BigInt(`0x${text}`);
const hex = (words: Uint32Array): string[] => Array.from(words, (word) => word.toString(16));

test('pool and generated state are NumPy’s for every entropy and spawn key', () => {
  // Some vectors show NumPy's larger pools, which are not offered here.
  const cases = vectors.seed_sequence.filter(({ pool }) => pool.length === 4);
  assert.ok(cases.length > 50);
  for (const { entropy, spawn_key, pool, state32 } of cases) {
    const sequence = new SeedSequence(
      typeof entropy === 'string' ? fromHex(entropy) : entropy.map(fromHex),
      spawn_key.map(fromHex),
    );
    assert.deepEqual(hex(sequence.pool), pool);
    assert.deepEqual(hex(sequence.generateState(state32.length)), state32);
  }
});

test('numbers and bigints of the same value are the same seed', () => {
  for (const seed of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const [small, big] = [new SeedSequence(seed, [seed]), new SeedSequence(BigInt(seed), [BigInt(seed)])];
    assert.deepEqual(small.pool, big.pool);
  }
});

test('children follow NumPy’s spawn tree and do not depend on when they are asked for', () => {
  for (const { entropy, children } of vectors.spawn_tree) {
    const root = new SeedSequence(BigInt(`0x${entropy}`));
    for (const { spawn_key, state64 } of children.toReversed()) {
      const words = root.child(spawn_key[0]).generateState(2 * state64.length);
      const pairs = state64.map((_, i) => (BigInt(words[2 * i + 1]) << 32n) | BigInt(words[2 * i]));
      assert.deepEqual(
        pairs.map((pair) => pair.toString(16)),
        state64,
      );
    }
  }
});

test('a seed that is no whole number of at least 0 is refused in one line', () => {
  for (const seed of [-1, 1.5, Number.NaN, Infinity, 2 ** 53, -1n]) {
    assert.throws(() => new SeedSequence(seed), {
      code: 'ERR_INVALID_ARGUMENT',
      message: /^seed must be a whole number/,
    });
  }
  assert.throws(() => new SeedSequence(1, [-2]), { message: /^spawn key must be/ });
});
