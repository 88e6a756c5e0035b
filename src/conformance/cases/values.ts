import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import type { TaskContext } from '../../pool/index.js';

export const values: readonly GroupedCase[] = [
  {
    name: 'numbers to the last bit',
    run: async ({ pool }) => {
      const odd = [0, -0, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE, 0.1 + 0.2];
      const back = await pool.map((x) => x, odd);
      assert.ok(odd.every((x, i) => Object.is(x, back[i])));
    },
  },
  {
    name: 'everything that structured clone carries, by value',
    run: async ({ pool }) => {
      const item = {
        map: new Map([[1, new Set(['a'])]]),
        date: new Date(0),
        big: 10n,
        bytes: Uint8Array.of(1, 2),
        n: null,
      };
      const [back] = await pool.map((x) => x, [item]);
      assert.deepEqual(back, item);
      assert.notEqual(back, item);
    },
  },
  {
    name: 'typed arrays as items',
    run: async ({ pool }) =>
      assert.deepEqual(await pool.map((x) => 2 * x, Float64Array.of(1, 2, 3)), [2, 4, 6]),
  },
  {
    name: 'iterables as items',
    run: async ({ pool }) =>
      assert.deepEqual(await pool.map(([k, v]) => `${k}${v}`, new Map([['a', 1]])), ['a1']),
  },
  { name: 'nothing at all', run: async ({ pool }) => assert.deepEqual(await pool.map((x) => x, []), []) },
  {
    name: 'starmap',
    run: async ({ pool }) => {
      assert.deepEqual(await pool.starmap((a: number, b: string) => b.repeat(a), [[1, 'x'], [2, 'y']]), ['x', 'yy']); // prettier-ignore
    },
  },
  {
    name: 'many calls in one turn, of two functions by turns, with their own indices',
    run: async ({ pool }) => {
      const results = range(3000).map((i) =>
        i % 2 === 0
          ? pool.apply((x: number, { index }: TaskContext) => index - x, [i])
          : pool.apply((x: number, { index }: TaskContext) => x - index, [i]),
      );
      const differences = await Promise.all(results);
      const first = Math.abs(differences[0]);
      assert.ok(differences.every((d) => Math.abs(d) === first));
    },
  },
  {
    name: 'results in the order of the items, whatever the chunk size',
    run: async ({ pool }) => {
      for (const chunkSize of [1, 7, 1000, 'auto'] as const) {
        assert.deepEqual(
          await pool.map((x) => 2 * x, range(500), { chunkSize }),
          range(500).map((x) => 2 * x),
        );
      }
    },
  },
];
