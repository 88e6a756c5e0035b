/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
// What every backend must do. A backend's test file calls `conformance` and lists what it cannot do, with the reason.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type Backend,
  type BackendName,
  type ModuleFunction,
  Pool,
  type TaskContext,
  inline,
  isNfoldError,
  partial,
  taskInfo,
  tasks,
} from 'nfold';
import { stream } from 'nfold/random';
import { verbs } from './verbs.js';

const work = tasks<typeof import('./work.js')>(new URL('./work.js', import.meta.url));

/** Why a backend does not pass a case. */
export type Skips = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  readonly run: (pool: Pool) => Promise<void>;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function rejection(promise: PromiseLike<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
    return error;
  }
  return assert.fail('it should have failed');
}

const values: readonly Case[] = [
  {
    name: 'a plain function',
    run: async (pool) => assert.equal(await pool.apply((a: number, b: number) => a - b, [5, 3]), 2),
  },
  {
    name: 'no arguments, and no value',
    run: async (pool) => assert.equal(await pool.apply(() => undefined, []), undefined),
  },
  {
    name: 'an asynchronous function',
    run: async (pool) =>
      assert.deepEqual(
        await pool.map(async (x) => x + 1, range(200)),
        range(200).map((x) => x + 1),
      ),
  },
  {
    name: 'a mixture of values and promises',
    run: async (pool) => {
      const mixed = (x: number): number | Promise<number> => (x % 3 === 0 ? Promise.resolve(x) : x);
      assert.deepEqual(await pool.map(mixed, range(300)), range(300));
    },
  },
  {
    name: 'an inline function with its scope',
    run: async (pool) => {
      const [scale, add] = [3, (x: number): number => x + 1];
      const fn = inline((x: number) => add(scale * x), { scope: { scale, add } });
      assert.deepEqual(await pool.map(fn, [1, 2]), [4, 7]);
    },
  },
  {
    name: 'a function of a module',
    run: async (pool) => assert.deepEqual(await pool.map(work.square, [2, 3]), [4, 9]),
  },
  {
    name: 'a function of a module as plain data, with bound arguments',
    run: async (pool) => {
      const fn: ModuleFunction<(a: number, b: number) => number> = {
        kind: 'module',
        url: new URL('./work.js', import.meta.url).href,
        name: 'integral',
        bound: [100, (x: number) => x],
      };
      assert.ok(Math.abs((await pool.apply(fn, [0, 2])) - 2) < 1e-9);
    },
  },
  {
    name: 'a partial function',
    run: async (pool) =>
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
    run: async (pool) => {
      const value = await pool.applyAsync(work.integral, [1000, (x: number) => 1 / (1 + x * x), 0, 1]).get();
      assert.ok(Math.abs(value - Math.PI / 4) < 1e-6);
    },
  },
  {
    name: 'functions as items',
    run: async (pool) =>
      assert.deepEqual(await pool.map((f) => f(4), [(x: number) => x + 1, (x: number) => x * x]), [5, 16]),
  },
  {
    name: 'numbers to the last bit',
    run: async (pool) => {
      const odd = [0, -0, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE, 0.1 + 0.2];
      const back = await pool.map((x) => x, odd);
      assert.ok(odd.every((x, i) => Object.is(x, back[i])));
    },
  },
  {
    name: 'everything that structured clone carries, by value',
    run: async (pool) => {
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
    run: async (pool) => assert.deepEqual(await pool.map((x) => 2 * x, Float64Array.of(1, 2, 3)), [2, 4, 6]),
  },
  {
    name: 'iterables as items',
    run: async (pool) =>
      assert.deepEqual(await pool.map(([k, v]) => `${k}${v}`, new Map([['a', 1]])), ['a1']),
  },
  { name: 'nothing at all', run: async (pool) => assert.deepEqual(await pool.map((x) => x, []), []) },
  {
    name: 'starmap',
    run: async (pool) => {
      assert.deepEqual(await pool.starmap((a: number, b: string) => b.repeat(a), [[1, 'x'], [2, 'y']]), ['x', 'yy']); // prettier-ignore
    },
  },
  {
    name: 'many calls in one turn, of two functions by turns, with their own indices',
    run: async (pool) => {
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
    run: async (pool) => {
      for (const chunkSize of [1, 7, 1000, 'auto'] as const) {
        assert.deepEqual(
          await pool.map((x) => 2 * x, range(500), { chunkSize }),
          range(500).map((x) => 2 * x),
        );
      }
    },
  },
  {
    name: 'arrays that are handed over, in and out, come to the same as copies',
    run: async (pool) => {
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
    run: async (pool) => {
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
    run: async (pool) => {
      const [first, second, kept] = range(3).map(() => new Float64Array(10));
      await pool.apply((...all: Float64Array[]) => all.length, [first, second, kept], { transfer: [first, second.buffer] }); // prettier-ignore
      assert.deepEqual([first.length, second.length, kept.length], [0, 0, 10]);
      const error = await rejection(pool.apply((x: Float64Array) => x.length, [first]));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /handed over before/);
    },
  },
  {
    name: 'shared memory stays shared',
    run: async (pool) => {
      const counter = new Int32Array(new SharedArrayBuffer(4));
      const add = (_: number, cells: Int32Array): number => Atomics.add(cells, 0, 1);
      await pool.starmap(add, range(500).map((i): [number, Int32Array] => [i, counter])); // prettier-ignore
      assert.equal(counter[0], 500);
    },
  },
  {
    name: 'mapTyped, for numbers and for blocks, with its errors',
    run: async (pool) => {
      const input = Float64Array.from(range(3000));
      const squares = input.map((x) => x * x);
      assert.deepEqual(await pool.mapTyped(work.square, input), squares);
      const block = (x: Float64Array, y: Float64Array): void => x.forEach((v, i) => (y[i] = v * v));
      assert.deepEqual(await pool.mapTyped(block, input, { block: true, blockSize: 100 }), squares);
      const error = await rejection(pool.mapTyped(work.far, input));
      assert.equal(error.message, '0 is too far');
      assert.equal(taskInfo(error)?.index, 0);
    },
  },
];

const context: readonly Case[] = [
  {
    name: 'the context comes after the arguments, to functions that declare it',
    run: async (pool) => {
      assert.deepEqual(await pool.map((_x, { index }) => index, ['a', 'b', 'c']), [0, 1, 2]);
      assert.equal(await pool.apply((a: number, b: number = 5) => a + b, [1]), 6);
      assert.deepEqual(
        await pool.starmap((a: number, b: number, { index }: TaskContext) => [a, b, index], [[1, 2]]),
        [[1, 2, 0]],
      );
    },
  },
  {
    name: 'random streams belong to the index, not to the worker or the chunk',
    run: async (pool) => {
      const expected = range(100).map((i) => [i, stream(42, i).random()]);
      for (const chunkSize of [1, 13, 100]) {
        assert.deepEqual(await pool.map(work.draw, range(100), { seed: 42, chunkSize }), expected);
      }
      assert.deepEqual(
        await pool.map(work.draw, range(3)),
        range(3).map((i) => [i, stream(pool.seed, i).random()]),
      );
    },
  },
  {
    name: 'reports and spans reach the caller',
    run: async (pool) => {
      const reports: unknown[] = [];
      let calls = 0;
      const task = (x: number, { report }: TaskContext): number => (report(x / 2, `at ${x}`), x);
      await pool.map(task, [0, 1], {
        onReport: (report) => reports.push(report),
        onSpan: ({ worker, first, count, start, end }) => {
          assert.ok(worker >= 0 && worker < pool.workers && first >= 0 && end >= start && start > 1e9);
          calls += count;
        },
      });
      assert.deepEqual(reports.length, 2);
      assert.equal(calls, 2);
    },
  },
];

const failures: readonly Case[] = [
  {
    name: "the user's own error, whole",
    run: async (pool) => {
      const error = await rejection(pool.apply(work.far, [9]));
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
    run: async (pool) => {
      const error = await rejection(pool.apply(async () => Promise.reject(new SyntaxError('no')), []));
      assert.ok(error instanceof SyntaxError);
    },
  },
  {
    name: 'a failing call leaves its siblings alone',
    run: async (pool) => {
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
    run: async (pool) => {
      const fail = (x: number): number => {
        if (x > 700) throw new Error(`no ${x}`);
        return x;
      };
      for (const chunkSize of [1, 50, 'auto'] as const) {
        const error = await rejection(pool.map(fail, range(1000), { chunkSize }));
        assert.equal(error.message, 'no 701');
        assert.equal(taskInfo(error)?.index, 701);
      }
    },
  },
  {
    name: 'something thrown that is no error',
    run: async (pool) => {
      const error = await rejection(pool.apply(() => { throw 'text'; }, [])); // prettier-ignore
      assert.equal(error.code, 'ERR_TASK_FAILED');
      assert.equal(error.cause, 'text');
    },
  },
  {
    name: 'a result that cannot be cloned: that call alone fails',
    run: async (pool) => {
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
    run: async (pool) => {
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
    run: async (pool) => {
      const items = range(400).map((i) => (i % 100 === 5 ? { deep: { s: Symbol('s') } } : { i }));
      const settled = await Promise.allSettled(items.map((item) => pool.apply((x: object) => x, [item])));
      assert.ok(settled.every(({ status }, i) => (status === 'rejected') === (i % 100 === 5)));
      const error = await rejection(pool.map((x) => x, items, { chunkSize: 50 }));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /call 5 .*deep\.s/);
    },
  },
  {
    name: 'a scope that cannot be cloned',
    run: async (pool) => {
      const fn = inline((x: number) => x, { scope: { weak: new WeakMap() } });
      const error = await rejection(pool.map(fn, range(3)));
      assert.equal(error.code, 'ERR_NOT_CLONABLE');
      assert.match(error.message, /weak/);
    },
  },
  {
    name: 'captured variables are named before anything is sent',
    run: async (pool) => {
      const outside = 1;
      const error = await rejection(pool.map((x) => x + outside, [1]));
      assert.equal(error.code, 'ERR_TASK_NOT_PORTABLE');
      assert.match(error.message, /outside/);
    },
  },
  {
    name: 'a module or an export that does not exist',
    run: async (pool) => {
      const missing = tasks<{ f: () => void }>(new URL('./missing.js', import.meta.url));
      assert.equal((await rejection(pool.apply(missing.f, []))).code, 'ERR_TASK_NOT_FOUND');
      const misspelt = tasks<{ sqare: (x: number) => number }>(new URL('./work.js', import.meta.url));
      const error = await rejection(pool.map(misspelt.sqare, [1, 2]));
      assert.match(error.message, /did you mean "square"\?/);
    },
  },
];

const control: readonly Case[] = [
  {
    name: 'a cancelled call fails at once; the others are not disturbed',
    run: async (pool) => {
      const waits = async (_: number, { signal }: TaskContext): Promise<void> => {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      };
      const results = range(pool.workers + 3).map((i) => pool.apply(waits, [i]));
      const sibling = pool.apply((x: number) => x, [1]);
      for (const result of results) assert.equal(result.cancel(), true);
      for (const result of results) assert.equal((await rejection(result)).code, 'ERR_CANCELLED');
      assert.equal(results[0].cancel(), false);
      assert.equal(await sibling, 1);
    },
  },
  {
    name: 'an AbortSignal before and during the call',
    run: async (pool) => {
      const aborted = AbortSignal.abort(new Error('why'));
      const error = await rejection(pool.map((x) => x, range(5), { signal: aborted }));
      assert.equal(error.code, 'ERR_CANCELLED');
      assert.equal((error.cause as Error).message, 'why');
      const controller = new AbortController();
      const task = async (_: number, { signal, report }: TaskContext): Promise<void> => {
        report(0);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      };
      const running = pool.map(task, range(5), {
        signal: controller.signal,
        onReport: () => controller.abort(),
      });
      assert.equal((await rejection(running)).code, 'ERR_CANCELLED');
      assert.equal(await pool.apply(() => 'still working', []), 'still working');
    },
  },
  {
    name: 'ready, successful, wait and get',
    run: async (pool) => {
      const never = pool.apply(async (_: number, { signal }: TaskContext) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }, [1]); // prettier-ignore
      assert.equal(never.ready(), false);
      assert.throws(() => never.successful(), { code: 'ERR_NOT_READY' });
      assert.equal(await never.wait(1), false);
      assert.equal((await rejection(never.get(1))).code, 'ERR_TIMEOUT');
      never.cancel();
      assert.equal(await never.wait(), true);
      assert.equal(never.successful(), false);
      const good = pool.apply(() => 1, []);
      assert.equal(await good.get(60_000), 1);
      assert.deepEqual([good.ready(), good.successful()], [true, true]);
    },
  },
  {
    name: 'imap in order, from any source, with any chunk size',
    run: async (pool) => {
      async function* source(): AsyncGenerator<number> {
        for (const i of range(50)) yield i;
      }
      for (const chunkSize of [1, 7, 100]) {
        for (const items of [range(50), source(), new Set(range(50))]) {
          const seen: number[] = [];
          for await (const value of pool.imap((x) => x + 1, items, { chunkSize })) seen.push(value);
          assert.deepEqual(
            seen,
            range(50).map((x) => x + 1),
          );
        }
      }
    },
  },
  {
    name: 'imap of an endless source: the window holds, and leaving the loop stops the source',
    run: async (pool) => {
      let read = 0;
      let returned = false;
      function* endless(): Generator<number> {
        try {
          for (;;) yield read++;
        } finally {
          returned = true;
        }
      }
      for await (const value of pool.imap((x) => x, endless(), { window: 3 })) {
        assert.ok(read <= value + 4, `${read} items were read when ${value} was delivered`);
        if (value === 20) break;
      }
      assert.equal(returned, true);
    },
  },
  {
    name: 'imap delivers what came before an error, of a task or of the source',
    run: async (pool) => {
      function* failing(): Generator<number> {
        yield 1;
        yield 2;
        throw new RangeError('source');
      }
      const seen: number[] = [];
      const read = async (items: Iterable<number>, fn: (x: number) => number): Promise<void> => {
        for await (const value of pool.imap(fn, items)) seen.push(value);
      };
      assert.equal((await rejection(read(failing(), (x) => x))).message, 'source');
      assert.deepEqual(seen.splice(0), [1, 2]);
      const three = (x: number): number => { if (x === 3) throw new Error('task'); return x; }; // prettier-ignore
      assert.equal((await rejection(read(range(9), three))).message, 'task');
      assert.deepEqual(seen, [0, 1, 2]);
    },
  },
];

const faults: readonly Case[] = [
  ...([0, 1, 7] as const).map((code) => ({
    name: `process.exit(${code}) in a task: that task fails, all others have their results`,
    run: async (pool: Pool) => {
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
  })),
  {
    name: 'no call that has finished runs twice when its worker exits',
    run: async (pool) => {
      const counts = new Int32Array(new SharedArrayBuffer(4 * 100));
      const count = (x: number, seen: Int32Array): void => {
        Atomics.add(seen, x, 1);
        if (x === 57) process.exit();
      };
      const error = await rejection(pool.starmap(count, range(100).map((i) => [i, counts] as [number, Int32Array]), { chunkSize: 100 })); // prettier-ignore
      assert.equal(error.code, 'ERR_WORKER_LOST');
      assert.ok(
        counts.every((n) => n <= 1),
        String(counts),
      );
    },
  },
  {
    name: 'an error outside the promise of a task',
    run: async (pool) => {
      const escapes = async (): Promise<void> => {
        setTimeout(() => {
          throw new Error('escaped');
        });
        await new Promise(() => setInterval(() => {}, 1000));
      };
      const error = await rejection(pool.apply(escapes, []));
      assert.equal(error.code, 'ERR_WORKER_LOST');
      assert.match(error.message, /escaped/);
      assert.equal((error.cause as Error).message, 'escaped');
    },
  },
  {
    name: 'a rejection that nobody handles',
    run: async (pool) => {
      const escapes = async (): Promise<void> => {
        void Promise.reject(new Error('unhandled'));
        await new Promise(() => setInterval(() => {}, 1000));
      };
      assert.equal((await rejection(pool.apply(escapes, []))).code, 'ERR_WORKER_LOST');
    },
  },
  {
    name: 'stack overflow is an error like any other',
    run: async (pool) => {
      const deep = (n: number): number => { const down = (m: number): number => down(m + 1) + 1; return down(n); }; // prettier-ignore
      assert.ok((await rejection(pool.apply(deep, [0]))) instanceof RangeError);
    },
  },
  {
    name: 'terminate ends an endless loop',
    run: async (pool) => {
      const forever = (_: number, { report }: TaskContext): never => { report(0); for (;;); }; // prettier-ignore
      const other = new Pool({ workers: 1, backend: backendOf.get(pool)! });
      const result = other.apply(forever, [0], { onReport: () => void other.terminate() });
      assert.equal((await rejection(result)).code, 'ERR_POOL_CLOSED');
      await other.join();
    },
  },
];

const backendOf = new WeakMap<Pool, BackendName | Backend>();

const groups: Readonly<Record<string, readonly Case[]>> = {
  values,
  context,
  failures,
  control,
  verbs,
  faults,
};

/** Runs the suite against a backend; every skipped case (by its name, or a group's) has a reason. */
export function conformance(name: string, backend: BackendName | Backend, skips: Skips = {}): void {
  for (const workers of [1, 3]) {
    for (const [group, cases] of Object.entries(groups)) {
      describe(`${name}, ${workers} workers: ${group}`, () => {
        let pool: Pool;
        before(() => {
          pool = new Pool({ workers, backend, seed: 7 });
          backendOf.set(pool, backend);
        });
        after(() => pool.close());
        for (const { name: what, run } of cases) {
          it(what, { skip: skips[what] ?? skips[group] ?? false }, () => run(pool));
        }
      });
    }
  }
  describe(`${name}: the end`, () => endings(name, backend));
}

function endings(name: string, backend: BackendName | Backend): void {
  const make = (): Pool => new Pool({ workers: 2, backend });

  it('close waits for the work and refuses more', async () => {
    const pool = make();
    const results = range(300).map((i) => pool.apply((x: number) => x, [i]));
    const closing = pool.close();
    assert.throws(() => pool.map((x) => x, [1]), { code: 'ERR_POOL_CLOSED' });
    assert.deepEqual(await Promise.all(results), range(300));
    await closing;
    await pool.join();
    await pool.close();
  });

  it('terminate fails what is not done', async () => {
    const pool = make();
    const results = [1, 2, 3, 4].map(
      (i) =>
      pool.apply(async (_: number, { signal }: TaskContext) => new Promise((r) => signal.addEventListener('abort', r)), [i]), // prettier-ignore
    );
    await pool.terminate();
    for (const result of results) assert.equal((await rejection(result)).code, 'ERR_POOL_CLOSED');
    await pool.join();
  });

  it('await using closes the pool', async () => {
    let left: Pool;
    {
      await using pool = make();
      left = pool;
      assert.deepEqual(await pool.map((x) => x + 1, [1]), [2]);
    }
    assert.throws(() => left.apply(() => 1, []), { code: 'ERR_POOL_CLOSED' });
  });

  it(`a pool that never ran anything ends at once (${name})`, async () => {
    await make().close();
    await make().terminate();
  });

  it('join wants close or terminate first', async () => {
    await assert.rejects(make().join(), { code: 'ERR_NOT_READY' });
  });
}
