import type { TaskContext } from '../../pool/index.js';
import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';

export const endings: readonly GroupedCase[] = [
  {
    name: 'close waits for the work and refuses more',
    run: async ({ make }) => {
      const pool = make();
      const results = range(300).map((i) => pool.apply((x: number) => x, [i]));
      const closing = pool.close();
      assert.throws(() => pool.map((x) => x, [1]), { code: 'ERR_POOL_CLOSED' });
      assert.deepEqual(await Promise.all(results), range(300));
      await closing;
      await pool.join();
      await pool.close();
    },
  },
  {
    name: 'terminate fails what is not done',
    run: async ({ make }) => {
      const pool = make();
      const waits = async (_: number, { signal }: TaskContext): Promise<void> => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      };
      const results = [1, 2, 3, 4].map((i) => pool.apply(waits, [i]));
      await pool.terminate();
      for (const result of results) await assert.rejects(result, { code: 'ERR_POOL_CLOSED' });
      await pool.join();
    },
  },
  {
    name: 'await using closes the pool',
    run: async ({ make }) => {
      const pool = make();
      {
        await using user = pool;
        assert.deepEqual(await user.map((x) => x + 1, [1]), [2]);
      }
      assert.throws(() => pool.apply(() => 1, []), { code: 'ERR_POOL_CLOSED' });
    },
  },
  {
    name: 'a pool that never ran anything ends at once',
    run: async ({ make }) => {
      await make().close();
      await make().terminate();
    },
  },
  {
    name: 'join wants close or terminate first',
    run: async ({ make }) => assert.rejects(make().join(), { code: 'ERR_NOT_READY' }),
  },
];
