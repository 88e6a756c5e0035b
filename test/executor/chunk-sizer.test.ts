import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { type ChunkChoice, ChunkCutter, WorkRate, nextChunk } from '#nfold/executor';

const state = { total: 10_000, remaining: 10_000, measured: 100, secondsPerUnit: 1e-4, workers: 2 };

/** A made-up machine: `workers` that take two chunks each, whoever is free first goes on. Times in seconds. */
function simulate(
  costs: readonly number[],
  workers: number,
  cutter: ChunkCutter,
): { readonly choices: ChunkChoice[]; readonly end: number; readonly work: number } {
  const choices: ChunkChoice[] = [];
  const queue: ChunkChoice[] = [];
  const free = Array.from({ length: workers }, () => 0);
  const running: { until: number; chunk: ChunkChoice; seconds: number; worker: number }[] = [];
  let time = 0;
  let end = 0;
  for (;;) {
    while (queue.length + running.length < 2 * workers) {
      const choice = cutter.next(workers);
      if (choice === undefined) break;
      choices.push(choice);
      queue.push(choice);
    }
    for (let worker = 0; worker < workers && queue.length > 0; worker++) {
      if (free[worker] > time) continue;
      const chunk = queue.shift()!;
      let seconds = 0;
      for (let i = chunk.first; i < chunk.first + chunk.count; i++) seconds += costs[i];
      free[worker] = time + seconds + 1e-9;
      running.push({ until: free[worker], chunk, seconds, worker });
    }
    if (running.length === 0) break;
    running.sort((a, b) => a.until - b.until);
    const done = running.shift()!;
    time = end = done.until;
    cutter.took(done.chunk.first, done.chunk.count, done.seconds);
  }
  return { choices, end, work: costs.reduce((sum, cost) => sum + cost, 0) };
}

const covers = (choices: readonly ChunkChoice[], count: number): void => {
  let at = 0;
  for (const choice of choices) {
    assert.equal(choice.first, at);
    assert.ok(choice.count >= 1);
    at += choice.count;
  }
  assert.equal(at, count);
};

describe('the size of the next chunk', () => {
  it('probes first, with little of the work', () => {
    assert.deepEqual(nextChunk({ ...state, measured: 0, secondsPerUnit: NaN, total: 1e6, remaining: 1e6 }), {
      size: 1e6 / 1024 / 2,
      reason: 'probe',
    });
  });

  it('then grows, aims at a time, and shrinks with what remains', () => {
    const of = (changes: Partial<typeof state>) => nextChunk({ ...state, ...changes });
    assert.deepEqual(of({ measured: 3 }), { size: 24, reason: 'growth' });
    assert.deepEqual(of({}), { size: 160, reason: 'time' });
    assert.deepEqual(of({ remaining: 1000 }), { size: 125, reason: 'share' });
    assert.deepEqual(of({ remaining: 100 }), { size: 20, reason: 'share' });
    assert.deepEqual(of({ remaining: 20 }), { size: 20, reason: 'rest' });
  });

  it('knows no end where there is none', () => {
    const endless = { ...state, total: Infinity, remaining: Infinity };
    assert.deepEqual(nextChunk({ ...endless, measured: 0 }), { size: 0, reason: 'probe' });
    assert.deepEqual(nextChunk(endless), { size: 160, reason: 'time' });
  });

  it('keeps to the rule, whatever was measured', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 256 }),
        (total, left, measured, secondsPerUnit, workers) => {
          const remaining = total * left;
          const { size } = nextChunk({ total, remaining, measured, secondsPerUnit, workers });
          assert.ok(size >= 0 && size <= remaining);
          if (measured > 0) {
            assert.ok(size <= 8 * measured);
            assert.ok(size * secondsPerUnit <= 0.016 * (1 + 1e-12));
            const least = 0.002 / Math.max(secondsPerUnit, 1e-8);
            assert.ok(size <= Math.max(remaining / (4 * workers), least) * (1 + 1e-12));
            assert.ok(size <= Math.max(remaining / workers, total / 128 / workers) * (1 + 1e-12));
          } else assert.ok(size <= total / 1024 / workers);
        },
      ),
      { seed: 5 },
    );
  });

  it('trusts what was measured lately most', () => {
    const rate = new WorkRate();
    assert.equal(rate.measured, 0);
    rate.add(10, 10);
    assert.equal(rate.secondsPerUnit, 1);
    for (let i = 0; i < 10; i++) rate.add(10, 1);
    assert.ok(Math.abs(rate.secondsPerUnit - 0.1) < 1e-3);
    assert.equal(rate.measured, 110);
  });
});

describe('cutting while the work goes on', () => {
  const costs = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-7, max: 0.05, noNaN: true })), {
    minLength: 0,
    maxLength: 400,
  });

  it('puts every item in one chunk, in order, whatever it takes', () => {
    fc.assert(
      fc.property(
        costs,
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.integer({ min: 1, max: 50 })),
        fc.boolean(),
        (seconds, workers, given, weighed) => {
          const cutter = new ChunkCutter(seconds, {
            chunkSize: given ?? 'auto',
            ...(weighed && { cost: (x: unknown) => x as number }),
          });
          const { choices } = simulate(seconds, workers, cutter);
          covers(choices, seconds.length);
          assert.ok(cutter.done);
          if (given !== null) assert.ok(choices.slice(0, -1).every(({ count }) => count === given));
        },
      ),
      { seed: 6 },
    );
  });

  it('gives each of a few slow items a chunk of its own', () => {
    const seconds = Array.from({ length: 20 }, () => 0.02);
    const { choices } = simulate(seconds, 2, new ChunkCutter(seconds));
    assert.equal(choices.length, 20);
  });

  it('makes few chunks of much cheap work, of at most 16,384 items', () => {
    const seconds = Array.from({ length: 1_000_000 }, () => 2e-8);
    const { choices } = simulate(seconds, 2, new ChunkCutter(seconds));
    covers(choices, seconds.length);
    assert.ok(choices.length < 100, `${choices.length} chunks`);
    assert.equal(Math.max(...choices.map(({ count }) => count)), 16_384);
    assert.ok(choices.some(({ reason }) => reason === 'items'));
  });

  it('aims at 2 to 16 ms a chunk', () => {
    const seconds = Array.from({ length: 20_000 }, () => 1e-4);
    const { choices } = simulate(seconds, 2, new ChunkCutter(seconds));
    const aimed = choices.filter(({ reason }) => reason === 'time' || reason === 'share');
    assert.ok(aimed.slice(0, -8).every(({ count }) => count >= 20 && count <= 160));
    assert.ok(choices.length - aimed.length <= 12 && choices.length < 180);
  });

  const skewed: Record<string, (i: number, n: number) => number> = {
    even: () => 1e-3,
    'growing with the square': (i, n) => (3e-3 * i * i) / (n * n),
    'falling with the square': (i, n) => (3e-3 * (n - i) ** 2) / (n * n),
    'one in 50 a hundred times the others': (i) => (i % 50 === 17 ? 0.033 : 3.3e-4),
    'nothing at first, then everything': (i, n) => (i < n / 2 ? 1e-7 : 2e-3),
  };
  for (const [name, cost] of Object.entries(skewed)) {
    for (const workers of [1, 2, 4, 8]) {
      it(`keeps ${workers} workers busy: ${name}`, () => {
        const seconds = Array.from({ length: 8000 }, (_, i) => cost(i, 8000));
        const { end, work, choices } = simulate(seconds, workers, new ChunkCutter(seconds));
        covers(choices, seconds.length);
        assert.ok(work / (workers * end) > 0.96, `${work / (workers * end)}`);
      });
    }
  }

  it('cuts by cost where that is given', () => {
    const seconds = Array.from({ length: 4000 }, (_, i) => i * 1e-6);
    const { choices } = simulate(seconds, 2, new ChunkCutter(seconds, { cost: (_, i) => i }));
    covers(choices, 4000);
    const timed = choices.filter(({ reason }) => reason === 'time');
    assert.ok(timed.length > 10);
    assert.ok(timed[0].count > timed[timed.length - 1].count);
  });

  it('stops when it is told to', () => {
    const cutter = new ChunkCutter({ length: 10 });
    assert.equal(cutter.next(1)?.first, 0);
    cutter.stop();
    assert.equal(cutter.next(1), undefined);
  });

  it('refuses impossible sizes and costs', () => {
    assert.throws(() => new ChunkCutter([1], { chunkSize: 0 }), { code: 'ERR_INVALID_ARGUMENT' });
    assert.throws(() => new ChunkCutter([1], { cost: () => -1 }), { code: 'ERR_INVALID_ARGUMENT' });
  });
});
