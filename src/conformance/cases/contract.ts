// What an executor owes its caller, seen without the pool that forgives some of it.
import { isNfoldError } from '../../core/index.js';
import { Pool, type TaskContext } from '../../pool/index.js';
import * as assert from '../assert.js';
import type { CaseContext, GroupedCase } from '../case.js';
import { range } from '../data.js';
import { Recorder } from '../recorder.js';

/** A pool over a recorder of the backend's executor. */
function recorded({ backend, workers }: CaseContext): { pool: Pool; recorder: Recorder } {
  const recorder = new Recorder(backend);
  return { recorder, pool: new Pool({ workers, backend: recorder, seed: 7 }) };
}

/** Every third call throws. */
function work(pool: Pool): Promise<unknown> {
  const thirds = (x: number): number => { if (x % 3 === 0) throw new Error(`no ${x}`); return x; }; // prettier-ignore
  return Promise.allSettled([
    ...range(400).map((i) => pool.apply(thirds, [i])),
    pool.map(async (x) => x, range(500), { chunkSize: 7 }),
    pool.map((x) => ({ x }), range(500)),
  ]);
}

export const contract: readonly GroupedCase[] = [
  {
    name: 'every call of a chunk is told exactly once',
    run: async (context) => {
      const { pool, recorder } = recorded(context);
      await work(pool);
      await pool.close();
      assert.ok(recorder.records.length > 2);
      for (const { chunk, told } of recorder.records) {
        const wrong = told.findIndex((times) => times !== 1);
        assert.ok(
          wrong === -1 && told.length === chunk.count,
          `call ${wrong} of ${chunk.count} was told ${told[wrong]} times`,
        );
      }
    },
  },
  {
    name: 'spans name one of the workers, the calls, and a stretch of time',
    run: async (context) => {
      const { pool, recorder } = recorded(context);
      await work(pool);
      const { workers } = pool;
      assert.ok(workers >= 1 && workers <= context.workers, `${workers} workers for ${context.workers}`);
      await pool.close();
      for (const { worker, first, count, start, end } of recorder.records.flatMap(({ spans }) => spans)) {
        assert.ok(worker >= 0 && worker < workers, `worker ${worker} of ${workers}`);
        assert.ok(first >= 0 && count >= 1 && start <= end, `${count} calls in ${start} to ${end}`);
      }
    },
  },
  {
    name: 'nothing is told of a chunk after it was cancelled',
    run: async (context) => {
      const { pool, recorder } = recorded(context);
      const results = range(500).map((i) => pool.map((x) => x, [i, i], { chunkSize: 1 }));
      await results[0];
      for (const result of results) result.cancel();
      await work(pool);
      await pool.close();
      const late = recorder.records.reduce((sum, record) => sum + record.late, 0);
      assert.equal(late, 0);
    },
  },
  {
    name: 'close resolves when every call has been told, and not before',
    run: async (context) => {
      const { pool, recorder } = recorded(context);
      const later = async (x: number): Promise<number> => {
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
        return x;
      };
      const results = range(20).map((i) => pool.apply(later, [i]));
      await pool.close();
      const told = recorder.records.flatMap((record) => record.told);
      assert.deepEqual(
        told,
        results.map(() => 1),
      );
    },
  },
  {
    name: 'terminate tells ERR_POOL_CLOSED of every call that has not settled',
    run: async (context) => {
      const { pool, recorder } = recorded(context);
      const waits = async (_: number, { signal, report }: TaskContext): Promise<void> => {
        report(0);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      };
      const running = new Promise<void>((resolve) => {
        const result = pool.map(waits, range(10), { chunkSize: 1, onReport: () => resolve() });
        result.catch(() => {});
      });
      await running;
      await pool.terminate();
      for (const { told, errors, cancelled } of recorder.records) {
        assert.ok(
          cancelled || (told.every((times) => times === 1) && errors.length > 0),
          `a call was told ${told.join(', ')} times`,
        );
        assert.ok(
          errors.every((error) => isNfoldError(error, 'ERR_POOL_CLOSED')),
          String(errors[0]),
        );
      }
    },
  },
];
