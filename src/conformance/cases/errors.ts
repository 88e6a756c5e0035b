import { isNfoldError } from '../../core/index.js';
import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import { WORK, work } from '../modules.js';
import { inline, taskInfo, tasks } from '../../pool/index.js';

export const errors: readonly GroupedCase[] = [
  {
    name: "the user's own error, whole",
    run: async ({ pool }) => {
      const error = await assert.rejection(pool.apply(work.far, [9]));
      assert.ok(error instanceof RangeError);
      assert.equal(error.name, 'TooFar');
      assert.equal(error.message, '9 is too far');
      assert.equal(error.code, 'E_FAR');
      assert.ok(error.cause instanceof TypeError);
      assert.match(error.stack!, /work\.[jt]s/);
      assert.equal(typeof taskInfo(error)?.index, 'number');
    },
  },
  {
    name: 'a rejected promise',
    run: async ({ pool }) => {
      const error = await assert.rejection(pool.apply(async () => Promise.reject(new SyntaxError('no')), []));
      assert.ok(error instanceof SyntaxError);
    },
  },
  {
    name: 'a failing call leaves its siblings alone',
    run: async ({ pool }) => {
      const fail = (x: number): number => {
        if (x % 3 === 0) throw new Error(`no ${x}`);
        return x;
      };
      const settled = await Promise.allSettled(range(2000).map((i) => pool.apply(fail, [i])));
      assert.ok(settled.every(({ status }, i) => (status === 'rejected') === (i % 3 === 0)));
    },
  },
  {
    name: 'a map fails with the error of the lowest index',
    run: async ({ pool }) => {
      const fail = (x: number): number => {
        if (x > 700) throw new Error(`no ${x}`);
        return x;
      };
      for (const chunkSize of [1, 50, 'auto'] as const) {
        const error = await assert.rejection(pool.map(fail, range(1000), { chunkSize }));
        assert.equal(error.message, 'no 701');
        assert.equal(taskInfo(error)?.index, 701);
      }
    },
  },
  {
    name: 'something thrown that is no error',
    run: async ({ pool }) => {
      const error = await assert.rejection(pool.apply(() => { throw 'text'; }, [])); // prettier-ignore
      assert.equal(error.code, 'ERR_TASK_FAILED');
      assert.equal(error.cause, 'text');
    },
  },
  {
    name: 'a result that cannot be cloned: that call alone fails',
    run: async ({ pool }) => {
      const make = (x: number): unknown => (x === 1 ? { deep: [() => x] } : { x });
      const settled = await Promise.allSettled([0, 1, 2].map((x) => pool.apply(make, [x])));
      assert.deepEqual(
        settled.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      const error = (settled[1] as PromiseRejectedResult).reason as Error;
      assert.ok(isNfoldError(error, 'ERR_NOT_CLONABLE') && /deep\[0\]/.test(error.message), String(error));
    },
  },
  {
    name: 'one result among thousands that cannot be cloned, in one chunk',
    run: async ({ pool }) => {
      const make = (x: number): unknown => {
        if (x === 1500) throw new Error('thrown');
        return x === 2000 ? Symbol('s') : x;
      };
      const settled = await Promise.allSettled(range(3000).map((x) => pool.apply(make, [x])));
      const bad = settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []));
      assert.deepEqual(bad, [1500, 2000]);
      assert.ok(settled.every((s, i) => s.status === 'rejected' || s.value === i));
    },
  },
  {
    name: 'arguments that cannot be cloned: those calls alone fail',
    run: async ({ pool }) => {
      const items = range(400).map((i) => (i % 100 === 5 ? { deep: { s: Symbol('s') } } : { i }));
      const settled = await Promise.allSettled(items.map((item) => pool.apply((x: object) => x, [item])));
      assert.ok(settled.every(({ status }, i) => (status === 'rejected') === (i % 100 === 5)));
      const error = await assert.rejection(pool.map((x) => x, items, { chunkSize: 50 }));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /call 5 .*deep\.s/);
    },
  },
  {
    name: 'a scope that cannot be cloned',
    run: async ({ pool }) => {
      const fn = inline((x: number) => x, { scope: { weak: new WeakMap() } });
      const error = await assert.rejection(pool.map(fn, range(3)));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /weak/);
    },
  },
  {
    name: 'captured variables are named before anything is sent',
    run: async ({ pool }) => {
      const [outside] = range(1);
      const error = await assert.rejection(pool.map((x) => x + outside, [1]));
      assert.equal(error.code, 'ERR_TASK_NOT_PORTABLE');
      assert.match(error.message, /outside/);
    },
  },
  {
    name: 'a module or an export that does not exist',
    run: async ({ pool }) => {
      const missing = tasks<{ f: () => void }>(new URL('../missing.js', import.meta.url));
      assert.equal((await assert.rejection(pool.apply(missing.f, []))).code, 'ERR_TASK_NOT_FOUND');
      const misspelt = tasks<{ sqare: (x: number) => number }>(WORK);
      const error = await assert.rejection(pool.map(misspelt.sqare, [1, 2]));
      assert.match(error.message, /did you mean "square"\?/);
    },
  },
];
