import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import { work } from '../modules.js';
import { inline, partial, taskInfo } from '../../pool/index.js';

export const memory: readonly GroupedCase[] = [
  {
    name: 'arrays that are handed over, in and out, come to the same as copies',
    run: async ({ pool }) => {
      const make = (i: number): Float64Array => new Float64Array(4000).fill(i);
      const twice = (x: Float64Array): Float64Array => x.map((v) => 2 * v);
      for (const transfer of [false, true]) {
        assert.deepEqual(await pool.apply(twice, [make(1)], { transfer }), make(2));
        const items = range(20).map(make);
        assert.deepEqual(await pool.map(twice, items, { transfer, chunkSize: 7 }), range(20).map((i) => make(2 * i))); // prettier-ignore
        assert.deepEqual(await pool.starmap((_: number, x: Float64Array) => x, [[0, make(3)]], { transfer }), [make(3)]); // prettier-ignore
      }
      const deep = { inner: [make(5)] };
      const sum = (x: typeof deep): number => x.inner[0].reduce((a, b) => a + b);
      assert.equal(await pool.apply(sum, [deep], { transfer: [deep.inner[0]] }), 20_000);
      const whole = make(6);
      assert.deepEqual(await pool.apply((x: Float64Array) => x, [whole.subarray(0, 10)], { transfer: true }), make(6).subarray(0, 10)); // prettier-ignore
      assert.equal(whole.length, 4000);
    },
  },
  {
    name: 'what a function goes on using is returned as a copy',
    run: async ({ pool }) => {
      const scope = { kept: new Float64Array(5000).fill(1) };
      const { kept } = scope;
      for (const fn of [work.table, inline(() => kept, { scope }), partial((x: Float64Array) => x, kept)]) {
        for (let i = 0; i < 2 * pool.workers; i++) assert.equal((await pool.apply(fn, [])).length, 5000);
      }
      const item = new Float64Array(5000).fill(2);
      const same = await pool.map(
        (x) => x,
        range(50).map(() => item),
        { chunkSize: 50 },
      );
      assert.ok(same.every((x) => x.length === 5000 && x[4999] === 2));
    },
  },
  {
    name: 'memory that is handed over is empty here, and cannot be handed over again',
    needs: ['transfers'],
    run: async ({ pool }) => {
      const [first, second, kept] = range(3).map(() => new Float64Array(10));
      await pool.apply((...all: Float64Array[]) => all.length, [first, second, kept], { transfer: [first, second.buffer] }); // prettier-ignore
      assert.deepEqual([first.length, second.length, kept.length], [0, 0, 10]);
      const error = await assert.rejection(pool.apply((x: Float64Array) => x.length, [first]));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /handed over before/);
    },
  },
  {
    name: 'shared memory stays shared',
    needs: ['sharesMemory'],
    run: async ({ pool }) => {
      const counter = new Int32Array(new SharedArrayBuffer(4));
      const add = (_: number, cells: Int32Array): number => Atomics.add(cells, 0, 1);
      await pool.starmap(add, range(500).map((i): [number, Int32Array] => [i, counter])); // prettier-ignore
      assert.equal(counter[0], 500);
    },
  },
  {
    name: 'mapTyped, for numbers and for blocks, with its errors',
    run: async ({ pool }) => {
      const input = Float64Array.from(range(3000));
      const squares = input.map((x) => x * x);
      assert.deepEqual(await pool.mapTyped(work.square, input), squares);
      const block = (x: Float64Array, y: Float64Array): void => x.forEach((v, i) => (y[i] = v * v));
      assert.deepEqual(await pool.mapTyped(block, input, { block: true, blockSize: 100 }), squares);
      const error = await assert.rejection(pool.mapTyped(work.far, input));
      assert.equal(error.message, '0 is too far');
      assert.equal(taskInfo(error)?.index, 0);
    },
  },
];
