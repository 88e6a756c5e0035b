import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import type { TaskContext } from '../../pool/index.js';

export const broadcasts: readonly GroupedCase[] = [
  {
    name: 'broadcast runs once on every worker, in the order of the workers',
    needs: ['addressable'],
    run: async ({ pool }) => {
      await pool.ready();
      const mark = (text: string, { index }: TaskContext): string => {
        const memory = globalThis as { mark?: string };
        memory.mark = `${text}${index}`;
        return memory.mark;
      };
      assert.deepEqual(
        await pool.broadcast(mark, ['w']),
        range(pool.workers).map((i) => `w${i}`),
      );
      const recall = (): string | undefined => (globalThis as { mark?: string }).mark;
      assert.deepEqual(
        await pool.broadcast(recall, []),
        range(pool.workers).map((i) => `w${i}`),
      );
    },
  },
  {
    name: 'broadcast reaches workers that are busy with a long queue',
    needs: ['addressable'],
    run: async ({ pool }) => {
      const queue = pool.map((x) => x, range(500), { chunkSize: 1 });
      assert.deepEqual(
        await pool.broadcast((_: number, { index }: TaskContext) => index, [0]),
        range(pool.workers),
      );
      assert.deepEqual(await queue, range(500));
    },
  },
  {
    name: 'a broadcast fails with the error of the lowest worker, after all have run',
    needs: ['addressable'],
    run: async ({ pool }) => {
      const fail = (_: number, { index }: TaskContext): void => { throw new Error(`no ${index}`); }; // prettier-ignore
      await assert.rejects(pool.broadcast(fail, [0]), /no 0/);
      await assert.rejects(
        pool.broadcast((f: unknown) => f, [Symbol('s')]),
        { code: 'ERR_NOT_CLONABLE' },
      );
      const cancelled = pool.broadcast((x: number) => x, [1]);
      cancelled.cancel();
      await assert.rejects(cancelled, { code: 'ERR_CANCELLED' });
    },
  },
];
