import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeedSequence, randomSeed } from 'nfold/random';
import { knownAnswers } from '../known-answers/read.js';

interface Node {
  spawn_key: number[];
  state64: string[];
}
interface Vectors {
  seed_sequence: {
    entropy: string | string[];
    spawn_key: string[];
    pool: string[];
    state32: string[];
    state64: string[];
  }[];
  spawn_tree: {
    entropy: string;
    children: Node[];
    grandchildren_of_2: Node[];
    second_spawn_after_3: Node[];
  }[];
}
const vectors = knownAnswers<Vectors>('numpy_vectors.json');
const fromHex = (text: string): bigint => BigInt(`0x${text}`);
/** As NumPy's generate_state gives 64-bit words. */
const pairs = (words: Uint32Array): string[] =>
  Array.from({ length: words.length / 2 }, (_, i) =>
    ((BigInt(words[2 * i + 1]) << 32n) | BigInt(words[2 * i])).toString(16),
  );
const hex = (words: Uint32Array): string[] => Array.from(words, (word) => word.toString(16));

test('pool and generated state are NumPy’s for every entropy and spawn key', () => {
  assert.equal(vectors.seed_sequence.length, 67);
  for (const { entropy, spawn_key, pool, state32, state64 } of vectors.seed_sequence) {
    const sequence = new SeedSequence(
      typeof entropy === 'string' ? fromHex(entropy) : entropy.map(fromHex),
      spawn_key.map(fromHex),
      pool.length,
    );
    assert.deepEqual(hex(sequence.pool), pool);
    assert.deepEqual(hex(sequence.generateState(state32.length)), state32);
    assert.deepEqual(pairs(sequence.generateState(2 * state64.length)), state64);
  }
});

test('numbers and bigints of the same value are the same seed', () => {
  for (const seed of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const [small, big] = [new SeedSequence(seed, [seed]), new SeedSequence(BigInt(seed), [BigInt(seed)])];
    assert.deepEqual(small.pool, big.pool);
  }
});

test('children follow NumPy’s spawn tree and do not depend on when they are asked for', () => {
  for (const tree of vectors.spawn_tree) {
    const root = new SeedSequence(fromHex(tree.entropy));
    const nodes = [...tree.children, ...tree.grandchildren_of_2, ...tree.second_spawn_after_3];
    for (const { spawn_key, state64 } of nodes.toReversed()) {
      const node = spawn_key.reduce((parent, key) => parent.child(key), root);
      assert.deepEqual(pairs(node.generateState(2 * state64.length)), state64);
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
  assert.throws(() => new SeedSequence(1, [], 3), {
    message: /^poolSize must be a whole number of at least 4/,
  });
});

test('a random seed is a whole number that JSON keeps', () => {
  const seeds = Array.from({ length: 100 }, () => randomSeed());
  assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
  assert.equal(new Set(seeds).size, seeds.length);
  assert.ok(Math.max(...seeds) > 2 ** 48, 'all 53 bits are used');
});
