import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, fillParallel, stream, summarizeDraws } from 'nfold';
import { quantile } from 'nfold/stats';

const seed = 20_261_125;
const DRAWS = 150_001;

function shared(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

test('draws are the same bits serially and for 1, 2, 7 and 64 workers, in shared memory or not', async () => {
  const { values: serial } = await fillParallel(DRAWS, 'normal', [3, 5], { seed });
  const first = stream(seed, 0).fillNormal(new Float64Array(16_384), 3, 5);
  const last = stream(seed, 9).fillNormal(new Float64Array(DRAWS - 9 * 16_384), 3, 5);
  assert.deepEqual(serial.slice(0, 16_384), first);
  assert.deepEqual(serial.slice(9 * 16_384), last);
  for (const workers of [1, 2, 7, 64]) {
    await using pool = new Pool(workers);
    const { values } = await fillParallel(shared(DRAWS), 'normal', [3, 5], { seed, pool });
    assert.deepEqual(Array.from(values), Array.from(serial), `${workers} workers`);
    const plain = await fillParallel(new Float64Array(DRAWS), 'normal', [3, 5], { seed, pool });
    assert.deepEqual(Array.from(plain.values), Array.from(serial), `${workers} workers, plain memory`);
  }
});

test('every backend and bit generator gives the same draws', async () => {
  for (const bitGenerator of ['sfc64', 'pcg64dxsm', 'philox'] as const) {
    const { values: expected } = await fillParallel(40_000, 'poisson', [4], { seed, bitGenerator });
    for (const backend of ['serial', 'processes'] as const) {
      await using pool = new Pool({ workers: 2, backend });
      const { values } = await fillParallel(40_000, 'poisson', [4], { seed, bitGenerator, pool });
      assert.deepEqual(Array.from(values), Array.from(expected), `${bitGenerator}, ${backend}`);
    }
  }
});

test('summaries have the same bits for any number of workers, and are those of the draws', async () => {
  const serial = await summarizeDraws('gamma', [2, 3], { draws: DRAWS, seed });
  const { values } = await fillParallel(DRAWS, 'gamma', [2, 3], { seed });
  const { value, low, high } = serial.sketch.quantile(0.9);
  const exact = quantile(values, 0.9);
  assert.ok(exact >= low && exact <= high + (high - low), `${exact} near [${low}, ${high}]`);
  assert.ok(Math.abs(value - exact) <= high - low);
  assert.ok(Math.abs(serial.moments.mean - 6) < 5 * serial.moments.standardError);
  for (const workers of [1, 2, 7, 64]) {
    await using pool = new Pool(workers);
    const summary = await summarizeDraws('gamma', [2, 3], { draws: DRAWS, seed, pool });
    assert.deepEqual(summary.moments.state, serial.moments.state, `${workers} workers`);
    assert.deepEqual(summary.sketch.state, serial.sketch.state, `${workers} workers`);
  }
});

test('progress counts draws, a random seed is reported, an aborted signal ends the work', async () => {
  const seen: number[] = [];
  const onProgress = (done: number): number => seen.push(done);
  const summary = await summarizeDraws('random', [], { draws: 40_000, onProgress });
  assert.equal(seen.at(-1), 40_000);
  assert.ok(Number.isSafeInteger(summary.seed));
  const again = await summarizeDraws('random', [], { draws: 40_000, seed: summary.seed });
  assert.deepEqual(again.moments.state, summary.moments.state);
  const signal = AbortSignal.abort();
  await assert.rejects(summarizeDraws('random', [], { draws: 1e9, signal }), { code: 'ERR_CANCELLED' });
});

test('bad input gets one clear line', async () => {
  await assert.rejects(
    fillParallel(10, 'norml', [0, 1]),
    /distribution must be one of .* did you mean "normal"\?/,
  );
  await assert.rejects(fillParallel(10, 'normal', [0, -1]), { code: 'ERR_INVALID_ARGUMENT' });
  await assert.rejects(
    fillParallel(-1, 'normal', [0, 1]),
    /out must be a Float64Array, or a whole number of draws/,
  );
  await assert.rejects(
    summarizeDraws('normal', [0, 1], { draws: 0 }),
    /draws must be a whole number of at least 1/,
  );
});
