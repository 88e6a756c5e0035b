import { isNfoldError } from '../../core/index.js';
import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import type { TaskContext } from '../../pool/index.js';

function exiting(code: number): GroupedCase {
  return {
    name: `process.exit(${code}) in a task: that task fails, all others have their results`,
    needs: ['survivesExit'],
    run: async ({ pool }) => {
      const dies = (x: number, exit: number): number => {
        if (x === 250) process.exit(exit);
        return x;
      };
      const settled = await Promise.allSettled(range(1000).map((i) => pool.apply(dies, [i, code])));
      const bad = settled.flatMap((s, i) =>
        s.status === 'rejected' ? [[i, s.reason as unknown] as const] : [],
      );
      assert.equal(bad.length, 1);
      const [[index, error]] = bad;
      assert.equal(index, 250);
      assert.ok(isNfoldError(error, 'ERR_WORKER_LOST'), String(error));
      assert.equal(error.details['exitCode'], code);
      assert.equal(await pool.apply(() => 'replaced', []), 'replaced');
    },
  };
}

export const faults: readonly GroupedCase[] = [
  ...[0, 1, 7].map(exiting),
  {
    name: 'no call that has finished runs twice when its worker exits',
    needs: ['survivesExit', 'sharesMemory'],
    run: async ({ pool }) => {
      const counts = new Int32Array(new SharedArrayBuffer(4 * 100));
      const count = (x: number, seen: Int32Array): void => {
        Atomics.add(seen, x, 1);
        if (x === 57) process.exit();
      };
      const error = await assert.rejection(pool.starmap(count, range(100).map((i) => [i, counts] as [number, Int32Array]), { chunkSize: 100 })); // prettier-ignore
      assert.equal(error.code, 'ERR_WORKER_LOST');
      assert.ok(
        counts.every((n) => n <= 1),
        String(counts),
      );
    },
  },
  {
    name: 'an error outside the promise of a task',
    needs: ['survivesUncaught'],
    run: async ({ pool }) => {
      const escapes = async (): Promise<void> => {
        setTimeout(() => {
          throw new Error('escaped');
        });
        await new Promise(() => setInterval(() => {}, 1000));
      };
      const error = await assert.rejection(pool.apply(escapes, []));
      assert.equal(error.code, 'ERR_WORKER_LOST');
      assert.match(error.message, /escaped/);
      assert.equal((error.cause as Error).message, 'escaped');
    },
  },
  {
    name: 'a rejection that nobody handles',
    needs: ['survivesUncaught'],
    run: async ({ pool }) => {
      const escapes = async (): Promise<void> => {
        void Promise.reject(new Error('unhandled'));
        await new Promise(() => setInterval(() => {}, 1000));
      };
      assert.equal((await assert.rejection(pool.apply(escapes, []))).code, 'ERR_WORKER_LOST');
    },
  },
  {
    name: 'stack overflow is an error like any other',
    run: async ({ pool }) => {
      const deep = (n: number): number => { const down = (m: number): number => down(m + 1) + 1; return down(n); }; // prettier-ignore
      assert.ok((await assert.rejection(pool.apply(deep, [0]))) instanceof RangeError);
    },
  },
  {
    name: 'terminate ends an endless loop',
    needs: ['killable'],
    run: async ({ make }) => {
      const forever = (_: number, { report }: TaskContext): never => { report(0); for (;;); }; // prettier-ignore
      const other = make();
      const result = other.apply(forever, [0], { onReport: () => void other.terminate() });
      assert.equal((await assert.rejection(result)).code, 'ERR_POOL_CLOSED');
      await other.join();
    },
  },
];
