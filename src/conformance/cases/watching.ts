import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { Endless, ascending, asynchronous, collect, range } from '../data.js';
import type { TaskContext } from '../../pool/index.js';

export const watching: readonly GroupedCase[] = [
  {
    name: 'progress tells the end, by callback and by iteration, and what tasks report',
    run: async ({ pool }) => {
      const told: number[] = [];
      const result = pool.map((x) => x, range(1000), {
        chunkSize: 10,
        onProgress: ({ done }) => told.push(done),
      });
      const states = await collect(result.progress());
      assert.deepEqual(told, ascending(told));
      assert.equal(told.at(-1), 1000);
      const { rate, ...last } = states.at(-1)!;
      assert.deepEqual(last, { done: 1000, total: 1000, fraction: 1, remaining: 0 });
      assert.ok(rate > 0);
      const fractions: number[] = [];
      const half = (x: number, { report }: TaskContext): number => (report(0.5), x);
      await pool.map(half, [1], {
        onProgress: ({ done, fraction }) => void (done === 0 && fractions.push(fraction)),
      });
      assert.deepEqual(fractions, [0.5]);
      const beyond = ({ report }: TaskContext): void => report(2);
      await pool.apply(beyond, [], { onReport: ({ fraction }) => void fractions.push(fraction) });
      assert.deepEqual(fractions, [0.5, 1]);
      await assert.rejects(
        pool.apply(({ report }: TaskContext) => report(NaN), []),
        /fraction must be a finite number, got NaN/,
      );
      let done = 0;
      await pool.reduce(
        (x) => x,
        range(77),
        (a, b) => a + b,
        { onProgress: (p) => void (done = p.done) },
      );
      assert.equal(done, 77);
    },
  },
  {
    name: 'progress ends when the call fails or is cancelled, and may be left early',
    run: async ({ pool }) => {
      const failing = pool.map((): never => { throw new Error('no'); }, range(9)); // prettier-ignore
      const [states] = await Promise.all([collect(failing.progress()), assert.rejects(failing, /no/)]);
      assert.ok(states.length >= 1);
      const cancelled = pool.map((x) => x, asynchronous(new Endless()));
      const watched = collect(cancelled.progress());
      cancelled.cancel();
      assert.deepEqual(await watched, []);
      const result = pool.map((x) => x, range(100), { chunkSize: 1 });
      for await (const { done } of result.progress()) if (done > 0) break;
      assert.deepEqual(await result, range(100));
      assert.equal((await collect(pool.apply(() => 1, []).progress())).length, 1);
    },
  },
  {
    name: 'statistics: the shares of every worker add up to 1, and every task is counted',
    needs: ['observable'],
    run: async ({ pool }) => {
      const result = pool.map((x) => Math.sqrt(x), range(5000), { chunkSize: 50 });
      assert.equal(result.statistics, undefined);
      await result;
      const reduction = pool.reduce(
        (x) => x,
        range(5000),
        (a, b) => a + b,
      );
      await reduction;
      for (const { statistics } of [result, reduction]) {
        assert.ok(statistics !== undefined);
        assert.equal(statistics.tasks, 5000);
        assert.equal(statistics.workers.length, pool.workers);
        for (const shares of [...statistics.workers, statistics.shares]) {
          const parts = [shares.startUp, shares.waiting, shares.transport, shares.working];
          assert.ok(
            parts.every((part) => part >= 0 && part <= 1),
            String(parts),
          );
          assert.ok(Math.abs(parts.reduce((a, b) => a + b) - 1) < 1e-12, String(parts));
        }
        assert.equal(
          statistics.workers.reduce((sum, { tasks: count }) => sum + count, 0),
          5000,
        );
        const seconds = statistics.longest.map((long) => long.seconds);
        assert.deepEqual(seconds, ascending(seconds).reverse());
        assert.ok(seconds.length >= 1 && seconds.length <= 5);
      }
    },
  },
];
