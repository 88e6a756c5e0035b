import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { Endless, asynchronous, range, squares } from '../data.js';

export const sources: readonly GroupedCase[] = [
  {
    name: 'map and starmap of an asynchronous source',
    run: async ({ pool }) => {
      assert.deepEqual(await pool.map((x) => x * x, asynchronous(range(100))), squares(100));
      const pairs = range(9).map((i): [number, number] => [i, 2]);
      assert.deepEqual(await pool.starmap((a: number, b: number) => a ** b, asynchronous(pairs)), squares(9));
    },
  },
  {
    name: 'a map whose asynchronous source fails',
    run: async ({ pool }) => {
      async function* failing(): AsyncGenerator<number> {
        yield 1;
        throw new RangeError('source');
      }
      await assert.rejects(
        pool.map((x) => x, failing()),
        /source/,
      );
    },
  },
  {
    name: 'a cancelled map reads its endless asynchronous source no further',
    run: async ({ pool }) => {
      const source = new Endless();
      const result = pool.map((x) => x, asynchronous(source));
      assert.equal(result.cancel(), true);
      await assert.rejects(result, { code: 'ERR_CANCELLED' });
      // The pool waits for the source to be closed before it takes what comes now to its end.
      assert.equal(await pool.apply(() => 1, []), 1);
      assert.ok(source.read <= 2, `${source.read} items were read`);
      assert.equal(source.returned, true);
    },
  },
];
