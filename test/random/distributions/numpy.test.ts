// The distributions give NumPy's numbers to the last bit, over every bit generator, and leave it where NumPy does.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type Bits, Draws, SeedSequence, stream } from 'nfold/random';
import { fromHexFloat, knownAnswers } from '../../known-answers/read.js';
import { drawsOf, filler, tableCall } from './calls.js';
import { DrawsFrom, GENERATORS } from './generators.js';

interface Vector {
  bitgen: keyof typeof GENERATORS;
  seed: string;
  spawn_key: number[];
  call: string;
  count?: number;
  values: string[];
  next_raw_after: string[];
  sha256_le_float64?: string;
}
const vectors = ['numpy_vectors.json', 'numpy_more.json'].flatMap(
  (file) => knownAnswers<{ distributions: Vector[] }>(file).distributions,
);

/** Calls whose numbers NumPy itself computes with a library or functions that differ in the last bits. */
const ROUNDED: Readonly<Record<string, string>> = {
  vonmises: 'cosines come from the engine',
  multivariate_normal: 'NumPy multiplies matrices by BLAS',
};

/** Whole numbers above 2^53 are compared as the doubles next to them. */
const parsed = (text: string): number => (text.includes('p') ? fromHexFloat(text) : Number(text));

/** The values that a vector keeps: all, or the first and last twenty. */
function kept<T>(values: ArrayLike<T>, vector: Vector): T[] {
  const all = Array.from(values);
  return all.length === vector.values.length ? all : [...all.slice(0, 20), ...all.slice(-20)];
}

function nextRaw(bits: Bits, bitgen: string): string {
  if (bitgen === 'MT19937') return bits.next32().toString(16);
  bits.next();
  return ((BigInt(bits.high >>> 0) << 32n) | BigInt(bits.low >>> 0)).toString(16);
}

function bitsOf(vector: Vector): Bits {
  const { Generator } = GENERATORS[vector.bitgen];
  return new Generator(new SeedSequence(BigInt(`0x${vector.seed}`), vector.spawn_key));
}

function check(vector: Vector): void {
  const draws = drawsOf(vector.call);
  assert.ok(draws !== undefined, `no method for ${vector.call}`);
  const bits = bitsOf(vector);
  const drawn = draws(new DrawsFrom(bits));
  if (vector.count !== undefined) assert.equal(drawn.length, vector.count, vector.call);
  const actual = kept<number | bigint>(drawn, vector);
  if (Object.hasOwn(ROUNDED, vector.call.split('(')[0])) {
    assert.equal(actual.length, vector.values.length);
    for (const [i, x] of actual.entries()) {
      const difference = Math.abs(Number(x) - parsed(vector.values[i]));
      assert.ok(difference < 1e-14 * (1 + Math.abs(Number(x))), vector.call);
    }
  } else {
    const expected = vector.values.map((text, i) =>
      typeof actual[i] === 'bigint' ? BigInt(text) : parsed(text),
    );
    assert.deepEqual(actual, expected, `${vector.bitgen}: ${vector.call}`);
  }
  assert.equal(
    nextRaw(bits, vector.bitgen),
    vector.next_raw_after[0],
    `after ${vector.bitgen}: ${vector.call}`,
  );
}

function streamOf({ bitgen, seed, spawn_key }: Vector): Draws {
  return stream.with({ bitGenerator: GENERATORS[bitgen].name })(BigInt(`0x${seed}`), ...spawn_key);
}

/** A million numbers at once, through one fill, of a stream in bulk where it can. */
function checkDigest(vector: Vector): void {
  const inTable = tableCall(vector.call.replace(' digest', ''))!;
  for (const draws of [new DrawsFrom(bitsOf(vector)), streamOf(vector)]) {
    const out = filler<Float64Array>(draws, inTable.name)(new Float64Array(inTable.count));
    assert.equal(createHash('sha256').update(out).digest('hex'), vector.sha256_le_float64, vector.call);
  }
}

for (const bitgen of Object.keys(GENERATORS) as (keyof typeof GENERATORS)[]) {
  const mine = vectors.filter((vector) => vector.bitgen === bitgen);
  test(`${mine.length} vectors of NumPy over ${bitgen}`, () => {
    assert.equal(mine.length, 201);
    for (const vector of mine) {
      if (vector.sha256_le_float64 === undefined) check(vector);
      else checkDigest(vector);
    }
  });
}

test('filling gives NumPy’s numbers too, in bulk and not', () => {
  for (const vector of vectors.filter((one) => one.sha256_le_float64 === undefined)) {
    const inTable = tableCall(vector.call);
    if (inTable === undefined || Object.hasOwn(ROUNDED, vector.call.split('(')[0])) continue;
    const { name, parameters, count } = inTable;
    for (const draws of [streamOf(vector), new DrawsFrom(bitsOf(vector))]) {
      const filled = filler<Float64Array>(draws, name)(new Float64Array(count), ...parameters);
      assert.deepEqual(kept(filled, vector), vector.values.map(parsed), vector.call);
    }
  }
});
