import { stream } from '../../random/index.js';
import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { asynchronous, range } from '../data.js';
import { work } from '../modules.js';
import { type TaskContext, inline, partial, taskInfo } from '../../pool/index.js';

export const reductions: readonly GroupedCase[] = [
  {
    name: 'reduce in the order of the items, with every kind of function',
    run: async ({ pool }) => {
      const letters = (x: number): string => String.fromCharCode(97 + (x % 26));
      const join = (a: string, b: string): string => a + b;
      const expected = range(1000).map(letters).join('');
      for (const chunkSize of [1, 13, 1000, 'auto'] as const) {
        assert.equal(await pool.reduce(letters, range(1000), join, { chunkSize }), expected);
      }
      const [scale, offset] = [2, 1];
      const fn = inline((x: number) => scale * x, { scope: { scale } });
      const plus = inline((a: number, b: number) => a + b + offset - 1, { scope: { offset } });
      assert.equal(await pool.reduce(fn, range(101), plus), 10100);
      assert.equal(await pool.reduce(work.square, asynchronous(range(5)), work.add), 30);
      const power = partial((base: number, x: number) => base ** x, 2);
      assert.equal(await pool.reduce(power, range(10), async (a, b) => a + b), 1023);
    },
  },
  {
    name: 'reduce begins with initial, once, and needs it for no items',
    run: async ({ pool }) => {
      const text = (x: number): string => `${x}`;
      const join = (a: string, b: string): string => a + b;
      assert.equal(await pool.reduce(text, range(5), join, { initial: '>', chunkSize: 2 }), '>01234');
      assert.equal(await pool.reduce(text, [], join, { initial: 'none' }), 'none');
      await assert.rejects(pool.reduce(text, [], join), {
        code: 'ERR_INVALID_ARGUMENT',
        message: /initial/,
      });
    },
  },
  {
    name: "reduce gives each item its own context, and fails with the lowest item's error",
    run: async ({ pool }) => {
      const draw = (_x: number, { index, random }: TaskContext): number[] => [index, random.random()];
      const both = (a: number[], b: number[]): number[] => [...a, ...b];
      const expected = range(40).flatMap((i) => [i, stream(3, i).random()]);
      assert.deepEqual(await pool.reduce(draw, range(40), both, { seed: 3, chunkSize: 7 }), expected);
      const fail = (x: number): number => {
        if (x > 700) throw new RangeError(`no ${x}`);
        return x;
      };
      const error = await pool
        .reduce(fail, range(1000), (a, b) => a + b)
        .then(
          () => assert.fail('it should have failed'),
          (reason: unknown) => reason,
        );
      assert.ok(error instanceof RangeError && error.message === 'no 701', String(error));
      assert.equal(taskInfo(error)?.index, 701);
      const [outside] = range(1);
      await assert.rejects(
        pool.reduce(
          (x) => x,
          range(3),
          (a: number, b: number) => a + b + outside,
        ),
        { code: 'ERR_TASK_NOT_PORTABLE', message: /outside/ },
      );
    },
  },
];
