// What a task costs, on a pool whose time is set, and what workers: 'auto' comes to.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskCost, taskCostFindings } from 'nfold/bench';
import { Pool } from 'nfold/pool';

/** A pool of which a message takes 50 µs there and back, a task of apply 2 µs and one of map 0.5 µs. */
function fakePool(workers: number) {
  let time = 0;
  let waiting = 0;
  const pool = {
    workers,
    async apply(_f: unknown, [x]: readonly [number]) {
      if (waiting++ === 0) time += 50e-6;
      time += 2e-6;
      await Promise.resolve();
      waiting--;
      return x;
    },
    async map(_f: unknown, items: readonly number[]) {
      time += 50e-6 + 0.5e-6 * items.length;
      await Promise.resolve();
      return items;
    },
  } as unknown as Pool;
  return { pool, clock: () => time };
}

const near = (value: number, expected: number): void =>
  assert.ok(Math.abs(value / expected - 1) < 1e-6, `${value} instead of ${expected}`);

describe('the cost of a task', () => {
  it('and the duration from which workers pay follow from the clock', async () => {
    const { pool, clock } = fakePool(3);
    const cost = await taskCost(pool, { tasks: 100, rounds: 6, clock });
    near(cost.applied.median, 2.5e-6);
    near(cost.mapped.median, 1e-6);
    near(cost.alone.median, 52e-6);
    near(cost.breakEven.applied, 2.5e-6 * 1.5);
    near(cost.breakEven.mapped, 1e-6 * 1.5);
    near(cost.breakEven.alone, 26e-6);
    assert.deepEqual(taskCostFindings(cost), [
      'A task costs 2.50 µs among many of apply, 1.00 µs among many of map, and 52.0 µs alone.',
      '3 workers pay from tasks of 3.75 µs on (apply), 1.50 µs (map), and 26.0 µs when 3 are sent at once; shorter ones belong together in one task.',
    ]);
  });

  it('is never earned back by one worker', async () => {
    const { pool, clock } = fakePool(1);
    const cost = await taskCost(pool, { tasks: 10, rounds: 1, clock });
    assert.equal(cost.breakEven.alone, Infinity);
    assert.match(taskCostFindings(cost)[1], /^1 worker never pays/);
    await assert.rejects(taskCost(pool, { tasks: 0 }), { code: 'ERR_INVALID_ARGUMENT' });
  });

  it('can be measured on a real pool', async () => {
    await using pool = new Pool({ workers: 2 });
    const cost = await taskCost(pool, { tasks: 20, rounds: 2 });
    assert.equal(cost.comparison.partial, false);
    assert.ok(cost.applied.median >= 0 && cost.alone.median > 0);
  });
});
