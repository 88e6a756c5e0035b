import { stream } from '../../random/index.js';
import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import { work } from '../modules.js';
import type { TaskContext } from '../../pool/index.js';

export const context: readonly GroupedCase[] = [
  {
    name: 'the context comes after the arguments, to functions that declare it',
    run: async ({ pool }) => {
      assert.deepEqual(await pool.map((_x, { index }) => index, ['a', 'b', 'c']), [0, 1, 2]);
      assert.equal(await pool.apply((a: number, b: number = 5) => a + b, [1]), 6);
      assert.deepEqual(
        await pool.starmap((a: number, b: number, { index }: TaskContext) => [a, b, index], [[1, 2]]),
        [[1, 2, 0]],
      );
    },
  },
  {
    name: 'random streams belong to the index, not to the worker or the chunk',
    run: async ({ pool }) => {
      const expected = range(100).map((i) => [i, stream(42, i).random()]);
      for (const chunkSize of [1, 13, 100]) {
        assert.deepEqual(await pool.map(work.draw, range(100), { seed: 42, chunkSize }), expected);
      }
      assert.deepEqual(
        await pool.map(work.draw, range(3)),
        range(3).map((i) => [i, stream(pool.seed, i).random()]),
      );
    },
  },
  {
    name: 'reports and spans reach the caller',
    run: async ({ pool }) => {
      const reports: unknown[] = [];
      let calls = 0;
      const task = (x: number, { report }: TaskContext): number => (report(x / 2, `at ${x}`), x);
      await pool.map(task, [0, 1], {
        onReport: (report) => reports.push(report),
        onSpan: ({ worker, first, count, start, end }) => {
          assert.ok(worker >= 0 && worker < pool.workers && first >= 0 && end >= start && start > 1e9);
          calls += count;
        },
      });
      assert.deepEqual(reports.length, 2);
      assert.equal(calls, 2);
    },
  },
];
