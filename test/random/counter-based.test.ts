import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  philox2x32,
  philox2x64,
  philox4x32,
  philox4x64,
  threefry2x32,
  threefry2x64,
  threefry4x32,
  threefry4x64,
} from 'nfold/random';
import { knownAnswers } from '../known-answers/read.js';

const OF_32 = {
  'philox2x32-10': philox2x32,
  'philox4x32-10': philox4x32,
  'threefry2x32-20': threefry2x32,
  'threefry4x32-20': threefry4x32,
};
const OF_64 = {
  'philox2x64-10': philox2x64,
  'philox4x64-10': philox4x64,
  'threefry2x64-20': threefry2x64,
  'threefry4x64-20': threefry4x64,
};

test('philox and threefry are Random123’s', () => {
  interface Vector {
    gen: string;
    ctr: string[];
    key: string[];
    out: string[];
  }
  const vectors = knownAnswers<Vector[]>('random123_vectors.json');
  assert.equal(vectors.length, 40);
  const small = (text: string): number => Number.parseInt(text, 16);
  const large = (text: string): bigint => BigInt(`0x${text}`);
  for (const { gen, ctr, key, out } of vectors) {
    const words =
      gen in OF_32
        ? Array.from(OF_32[gen as keyof typeof OF_32](ctr.map(small), key.map(small)), hex)
        : Array.from(OF_64[gen as keyof typeof OF_64](ctr.map(large), key.map(large)), hex);
    assert.deepEqual(words, out, `${gen} of ${ctr.join()} and ${key.join()}`);
  }
});

const hex = (word: number | bigint): string => word.toString(16);

test('counters and keys of the wrong size or range are refused in one line', () => {
  const cases = [
    [() => philox4x32([1, 2], [3, 4]), /^counter must be an array of 4 words, got \[1,2\]/],
    [() => philox2x32([1, 2], []), /^key must be an array of 1 word, got/],
    [() => threefry2x32([1, 2 ** 32], [0, 0]), /^counter\[1\] must be a whole number from 0 to 4294967295/],
    [() => threefry2x64([1n, 2n], [0n, -1n]), /^key\[1\] must be a bigint from 0 to 2\^64 - 1, got -1n/],
  ] as const;
  for (const [call, message] of cases) assert.throws(call, { code: 'ERR_INVALID_ARGUMENT', message });
});
