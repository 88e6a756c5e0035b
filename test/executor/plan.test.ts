import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { planChunks } from '#nfold/executor';

const sizes = (plan: readonly number[]): number[] => plan.slice(1).map((end, i) => end - plan[i]);

const cost = (_: unknown, i: number): number => (i % 7 === 0 ? 20 : 1) * (i + 1);

describe('chunk plan', () => {
  it('covers every item once, in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.option(fc.integer({ min: 1, max: 700 })),
        (count, size) => {
          const plan = planChunks({ length: count }, { chunkSize: size ?? 'auto' });
          assert.equal(plan[0], 0);
          assert.equal(plan.at(-1), count);
          assert.ok(sizes(plan).every((s) => s >= 1 && (size === null || s <= size)));
        },
      ),
      { seed: 1 },
    );
  });

  it('gives each of a few items a chunk of its own', () => {
    assert.deepEqual(
      sizes(planChunks({ length: 60 })),
      Array.from({ length: 60 }, () => 1),
    );
  });

  it('makes about a hundred chunks of a big job, shrinking towards the end', () => {
    const plan = sizes(planChunks({ length: 1_000_000 }));
    assert.equal(plan.length, 98);
    assert.ok(plan.every((size, i) => i === 0 || size <= plan[i - 1] + 1));
    assert.equal(plan[0], 31_250);
    assert.ok(plan[plan.length - 1] <= 3906);
  });

  it('balances work that grows with the index', () => {
    const costs = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const plan = planChunks(costs, { cost: (_, i) => i });
    const work = plan.slice(1).map((end, i) => costs.subarray(plan[i], end).reduce((a, b) => a + b, 0));
    const total = work.reduce((a, b) => a + b, 0);
    assert.ok(plan.length > 60 && plan.length < 110);
    assert.ok(Math.max(...work) <= total / 30);
    assert.ok(work[work.length - 1] <= total / 128);
  });

  for (const workers of [2, 4, 8, 16]) {
    it(`keeps ${workers} workers busy on skewed work: within 6 % of an even share`, () => {
      const items = { length: 10_000 };
      const plan = planChunks(items, { cost });
      const loads = Array.from({ length: workers }, () => 0);
      let total = 0;
      for (let c = 0; c + 1 < plan.length; c++) {
        let work = 0;
        for (let i = plan[c]; i < plan[c + 1]; i++) work += cost(undefined, i);
        // Whoever is free first takes the next chunk.
        loads[loads.indexOf(Math.min(...loads))] += work;
        total += work;
      }
      assert.ok(
        Math.max(...loads) <= (1.06 * total) / workers,
        String(Math.max(...loads) / (total / workers)),
      );
    });
  }

  it('treats items without any cost as equal', () => {
    assert.deepEqual(planChunks({ length: 500 }, { cost: () => 0 }), planChunks({ length: 500 }));
  });

  it('refuses impossible sizes and costs', () => {
    for (const chunkSize of [0, -1, 1.5, Number.NaN]) {
      assert.throws(() => planChunks({ length: 3 }, { chunkSize }), { code: 'ERR_INVALID_ARGUMENT' });
    }
    assert.throws(() => planChunks({ length: 3 }, { cost: (_, i) => 1 - i }), {
      message: 'cost must return a finite number of at least 0, got -1 for item 2',
    });
  });
});
