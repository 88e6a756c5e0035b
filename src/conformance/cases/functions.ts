import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import { WORK, work } from '../modules.js';
import { type ModuleFunction, inline, partial } from '../../pool/index.js';

export const functions: readonly GroupedCase[] = [
  {
    name: 'a plain function',
    run: async ({ pool }) => assert.equal(await pool.apply((a: number, b: number) => a - b, [5, 3]), 2),
  },
  {
    name: 'no arguments, and no value',
    run: async ({ pool }) => assert.equal(await pool.apply(() => undefined, []), undefined),
  },
  {
    name: 'an asynchronous function',
    run: async ({ pool }) =>
      assert.deepEqual(
        await pool.map(async (x) => x + 1, range(200)),
        range(200).map((x) => x + 1),
      ),
  },
  {
    name: 'a mixture of values and promises',
    run: async ({ pool }) => {
      const mixed = (x: number): number | Promise<number> => (x % 3 === 0 ? Promise.resolve(x) : x);
      assert.deepEqual(await pool.map(mixed, range(300)), range(300));
    },
  },
  {
    name: 'an inline function with its scope',
    run: async ({ pool }) => {
      const [scale, add] = [3, (x: number): number => x + 1];
      const fn = inline((x: number) => add(scale * x), { scope: { scale, add } });
      assert.deepEqual(await pool.map(fn, [1, 2]), [4, 7]);
    },
  },
  {
    name: 'a function of a module',
    run: async ({ pool }) => assert.deepEqual(await pool.map(work.square, [2, 3]), [4, 9]),
  },
  {
    name: 'a function of a module as plain data, with bound arguments',
    run: async ({ pool }) => {
      const fn: ModuleFunction<(a: number, b: number) => number> = {
        kind: 'module',
        url: WORK.href,
        name: 'integral',
        bound: [100, (x: number) => x],
      };
      assert.ok(Math.abs((await pool.apply(fn, [0, 2])) - 2) < 1e-9);
    },
  },
  {
    name: 'a partial function',
    run: async ({ pool }) =>
      assert.deepEqual(
        await pool.map(
          partial((a: number, b: number) => a ** b, 2),
          [3, 4],
        ),
        [8, 16],
      ),
  },
  {
    name: 'a function among the arguments',
    run: async ({ pool }) => {
      const value = await pool.applyAsync(work.integral, [1000, (x: number) => 1 / (1 + x * x), 0, 1]).get();
      assert.ok(Math.abs(value - Math.PI / 4) < 1e-6);
    },
  },
  {
    name: 'functions as items',
    run: async ({ pool }) =>
      assert.deepEqual(await pool.map((f) => f(4), [(x: number) => x + 1, (x: number) => x * x]), [5, 16]),
  },
];
