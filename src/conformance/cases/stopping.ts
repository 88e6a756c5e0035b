import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import type { TaskContext } from '../../pool/index.js';

export const stopping: readonly GroupedCase[] = [
  {
    name: 'a cancelled call fails at once; the others are not disturbed',
    run: async ({ pool }) => {
      const waits = async (_: number, { signal }: TaskContext): Promise<void> => {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      };
      const results = range(pool.workers + 3).map((i) => pool.apply(waits, [i]));
      const sibling = pool.apply((x: number) => x, [1]);
      for (const result of results) assert.equal(result.cancel(), true);
      for (const result of results) assert.equal((await assert.rejection(result)).code, 'ERR_CANCELLED');
      assert.equal(results[0].cancel(), false);
      assert.equal(await sibling, 1);
    },
  },
  {
    name: 'an AbortSignal before and during the call',
    run: async ({ pool }) => {
      const aborted = AbortSignal.abort(new Error('why'));
      const error = await assert.rejection(pool.map((x) => x, range(5), { signal: aborted }));
      assert.equal(error.code, 'ERR_CANCELLED');
      assert.equal((error.cause as Error).message, 'why');
      const controller = new AbortController();
      const task = async (_: number, { signal, report }: TaskContext): Promise<void> => {
        report(0);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      };
      const running = pool.map(task, range(5), {
        signal: controller.signal,
        onReport: () => controller.abort(),
      });
      assert.equal((await assert.rejection(running)).code, 'ERR_CANCELLED');
      assert.equal(await pool.apply(() => 'still working', []), 'still working');
    },
  },
  {
    name: 'ready, successful, wait and get',
    run: async ({ pool }) => {
      const never = pool.apply(async (_: number, { signal }: TaskContext) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }, [1]); // prettier-ignore
      assert.equal(never.ready(), false);
      assert.throws(() => never.successful(), { code: 'ERR_NOT_READY' });
      assert.equal(await never.wait(1), false);
      assert.equal((await assert.rejection(never.get(1))).code, 'ERR_TIMEOUT');
      never.cancel();
      assert.equal(await never.wait(), true);
      assert.equal(never.successful(), false);
      const good = pool.apply(() => 1, []);
      assert.equal(await good.get(60_000), 1);
      assert.deepEqual([good.ready(), good.successful()], [true, true]);
    },
  },
];
