/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
// Cases of the conformance suite: the verbs beyond apply, map and imap.
import assert from 'node:assert/strict';
import { type Pool, type TaskContext, inline, partial, taskInfo, tasks } from 'nfold';
import { stream } from 'nfold/random';

const work = tasks<typeof import('./work.js')>(new URL('./work.js', import.meta.url));

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const squares = (n: number): number[] => range(n).map((x) => x * x);

async function* asynchronous<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield item;
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const value of source) seen.push(value);
  return seen;
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** A source that counts what is read of it, and notes its end. */
class Endless implements Iterable<number> {
  read = 0;
  returned = false;
  *[Symbol.iterator](): Generator<number> {
    try {
      for (;;) yield this.read++;
    } finally {
      this.returned = true;
    }
  }
}

export interface VerbCase {
  readonly name: string;
  readonly run: (pool: Pool) => Promise<void>;
}

const sources: readonly VerbCase[] = [
  {
    name: 'map and starmap of an asynchronous source',
    run: async (pool) => {
      assert.deepEqual(await pool.map((x) => x * x, asynchronous(range(100))), squares(100));
      const pairs = range(9).map((i): [number, number] => [i, 2]);
      assert.deepEqual(await pool.starmap((a: number, b: number) => a ** b, asynchronous(pairs)), squares(9));
    },
  },
  {
    name: 'a map whose asynchronous source fails',
    run: async (pool) => {
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
    run: async (pool) => {
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

const unordered: readonly VerbCase[] = [
  {
    name: 'imapUnordered yields every value once, from any source, with any chunk size',
    run: async (pool) => {
      for (const chunkSize of [1, 7, 100]) {
        for (const items of [range(50), asynchronous(range(50)), new Set(range(50))]) {
          const seen = await all(pool.imapUnordered((x) => x * x, items, { chunkSize }));
          assert.deepEqual(ascending(seen), squares(50));
        }
      }
    },
  },
  {
    name: 'imapUnordered of an endless source: the window holds, and leaving the loop stops the source',
    run: async (pool) => {
      const source = new Endless();
      let seen = 0;
      for await (const value of pool.imapUnordered((x) => x, source, { window: 3, chunkSize: 2 })) {
        assert.ok(value >= 0);
        seen++;
        // Three chunks of two wait or are on their way, and one is being read.
        assert.ok(source.read <= seen + 7, `${source.read} items were read when ${seen} were delivered`);
        if (seen === 21) break;
      }
      assert.equal(source.returned, true);
    },
  },
  {
    name: 'imapUnordered delivers what came before an error, of a task or of the source',
    run: async (pool) => {
      function* failing(): Generator<number> {
        yield 1;
        yield 2;
        throw new RangeError('source');
      }
      const seen: number[] = [];
      const read = async (items: Iterable<number>, fn: (x: number) => number): Promise<void> => {
        for await (const value of pool.imapUnordered(fn, items, { window: 1 })) seen.push(value);
      };
      await assert.rejects(
        read(failing(), (x) => x),
        /source/,
      );
      assert.deepEqual(ascending(seen.splice(0)), [1, 2]);
      const three = (x: number): number => { if (x === 3) throw new Error('task'); return x; }; // prettier-ignore
      await assert.rejects(read(range(9), three), /task/);
      assert.deepEqual(seen, [0, 1, 2]);
    },
  },
  {
    name: 'imap and imapUnordered end with ERR_CANCELLED when their signal aborts',
    run: async (pool) => {
      for (const verb of ['imap', 'imapUnordered'] as const) {
        const controller = new AbortController();
        const source = new Endless();
        const reading = async (): Promise<void> => {
          for await (const value of pool[verb]((x) => x, source, { signal: controller.signal })) {
            if (value >= 5) controller.abort();
          }
        };
        await assert.rejects(reading(), { code: 'ERR_CANCELLED' });
        assert.equal(source.returned, true);
      }
    },
  },
];

const reductions: readonly VerbCase[] = [
  {
    name: 'reduce in the order of the items, with every kind of function',
    run: async (pool) => {
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
    run: async (pool) => {
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
    run: async (pool) => {
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
      const outside = 1;
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

const blocking: readonly VerbCase[] = [
  {
    name: 'mapSync gives the values of map, and throws its errors',
    run: async (pool) => {
      const draw = (x: number, { random }: TaskContext): number => x + random.random();
      assert.deepEqual(pool.mapSync(draw, range(100)), await pool.map(draw, range(100)));
      assert.throws(() => pool.mapSync(work.far, [9]), { name: 'TooFar', code: 'E_FAR' });
    },
  },
];

const everyWorker: readonly VerbCase[] = [
  {
    name: 'broadcast runs once on every worker, in the order of the workers',
    run: async (pool) => {
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
    run: async (pool) => {
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
    run: async (pool) => {
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

const watching: readonly VerbCase[] = [
  {
    name: 'progress tells the end, by callback and by iteration, and what tasks report',
    run: async (pool) => {
      const told: number[] = [];
      const result = pool.map((x) => x, range(1000), {
        chunkSize: 10,
        onProgress: ({ done }) => told.push(done),
      });
      const states = await all(result.progress());
      assert.deepEqual(told, ascending(told));
      assert.equal(told.at(-1), 1000);
      const { rate, ...last } = states.at(-1)!;
      assert.deepEqual(last, { done: 1000, total: 1000, fraction: 1, remaining: 0 });
      assert.ok(rate > 0);
      const fractions: number[] = [];
      const half = (x: number, { report }: TaskContext): number => (report(0.5), x);
      await pool.map(half, [1], {
        onProgress: ({ done, fraction }) => void (done === 0 && fractions.push(fraction)),
      });
      assert.deepEqual(fractions, [0.5]);
      let done = 0;
      await pool.reduce(
        (x) => x,
        range(77),
        (a, b) => a + b,
        { onProgress: (p) => void (done = p.done) },
      );
      assert.equal(done, 77);
    },
  },
  {
    name: 'progress ends when the call fails or is cancelled, and may be left early',
    run: async (pool) => {
      const failing = pool.map((): never => { throw new Error('no'); }, range(9)); // prettier-ignore
      const [states] = await Promise.all([all(failing.progress()), assert.rejects(failing, /no/)]);
      assert.ok(states.length >= 1);
      const cancelled = pool.map((x) => x, asynchronous(new Endless()));
      const watched = all(cancelled.progress());
      cancelled.cancel();
      assert.deepEqual(await watched, []);
      const result = pool.map((x) => x, range(100), { chunkSize: 1 });
      for await (const { done } of result.progress()) if (done > 0) break;
      assert.deepEqual(await result, range(100));
      assert.equal((await all(pool.apply(() => 1, []).progress())).length, 1);
    },
  },
  {
    name: 'statistics: the shares of every worker add up to 1, and every task is counted',
    run: async (pool) => {
      const result = pool.map((x) => Math.sqrt(x), range(5000), { chunkSize: 50 });
      assert.equal(result.statistics, undefined);
      await result;
      const reduction = pool.reduce(
        (x) => x,
        range(5000),
        (a, b) => a + b,
      );
      await reduction;
      for (const { statistics } of [result, reduction]) {
        assert.ok(statistics !== undefined);
        assert.equal(statistics.tasks, 5000);
        assert.equal(statistics.workers.length, pool.workers);
        for (const shares of [...statistics.workers, statistics.shares]) {
          const parts = [shares.startUp, shares.waiting, shares.transport, shares.working];
          assert.ok(
            parts.every((part) => part >= 0 && part <= 1),
            String(parts),
          );
          assert.ok(Math.abs(parts.reduce((a, b) => a + b) - 1) < 1e-12, String(parts));
        }
        assert.equal(
          statistics.workers.reduce((sum, { tasks: count }) => sum + count, 0),
          5000,
        );
        const seconds = statistics.longest.map((long) => long.seconds);
        assert.deepEqual(seconds, ascending(seconds).reverse());
        assert.ok(seconds.length >= 1 && seconds.length <= 5);
      }
    },
  },
];

export const verbs: readonly VerbCase[] = [
  ...sources,
  ...unordered,
  ...reductions,
  ...blocking,
  ...everyWorker,
  ...watching,
];
