/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Backend, Pool, type TaskContext, inline, stream } from 'nfold';

const invalid = (run: () => unknown, message: string | RegExp): void => {
  assert.throws(run, { code: 'ERR_INVALID_ARGUMENT', message });
};

describe('pool options', () => {
  it('workers are a whole number of at least 1, or auto', () => {
    for (const workers of [0, -1, 1.5, Number.NaN, Infinity, '2', null, 'many']) {
      invalid(
        () => new Pool({ workers: workers as number }),
        /^workers must be a whole number of at least 1, or 'auto', got /,
      );
    }
    invalid(() => new Pool(0), "workers must be a whole number of at least 1, or 'auto', got 0 (number)");
    assert.equal(new Pool(3).workers, 3);
    assert.ok(new Pool({ workers: 'auto' }).workers >= 1);
  });

  it('signals, callbacks and items that are none are refused by name', () => {
    const pool = new Pool(1);
    const options = { signal: 5, onProgress: 1, onReport: 'x', onResults: {}, onSpan: true, cost: 3 };
    for (const [name, value] of Object.entries(options)) {
      const start = new RegExp(`^${name} must be (a function|an AbortSignal), got `);
      invalid(() => void pool.map((x) => x, [1], { [name]: value }), start);
    }
    invalid(
      () => void pool.imap((x) => x, [1], { signal: {} as AbortSignal }),
      /^signal must be an AbortSignal/,
    );
    invalid(
      () => void pool.starmap((x) => x, [1] as unknown as [number][]),
      'items[0] must be an array of arguments, got 1 (number); write [x] for one argument, or use map()',
    );
    const awaited = (async function* () {})() as unknown as Iterable<number>;
    invalid(
      () => void pool.mapSync((x) => x, awaited),
      /^items must be .* that need not be awaited, .*; use map\(\)$/,
    );
  });

  it('unknown options and backends get a suggestion', () => {
    invalid(() => new Pool({ worker: 2 } as object), /did you mean "workers"\?$/);
    invalid(
      () => new Pool('4' as never),
      'options must be a number of workers, or an object of options, got "4" (string)',
    );
    invalid(
      () => inline((x: number) => x, { scop: {} } as object),
      /made of scope, .*did you mean "scope"\?$/,
    );
    invalid(
      () => void new Pool(1).reduce((x: number) => x, [1], undefined as never),
      /^reducer must be a function of two values/,
    );
    invalid(() => new Pool({ backend: 'thread' as 'threads' }), /did you mean "threads"\?$/);
    invalid(() => new Pool({ backend: {} as Backend }), /an object with start\(\)/);
    invalid(
      () => void new Pool(1).map((x) => x, [1], { chunksize: 1 } as object),
      /did you mean "chunkSize"\?$/,
    );
  });

  it('a seed is a whole number of at least 0, and a random one is told', () => {
    for (const seed of [-1, 0.5, 'x', -1n])
      invalid(() => new Pool({ seed: seed as number }), /^seed must be/);
    assert.equal(new Pool({ seed: 5n }).seed, 5n);
    const [a, b] = [new Pool().seed, new Pool().seed];
    assert.notEqual(a, b);
    assert.ok(Number.isSafeInteger(a));
  });

  it('arguments and items are checked at the call', () => {
    const pool = new Pool(1);
    invalid(() => void pool.apply((x: number) => x, 1 as never), /^args must be an array of arguments/);
    invalid(() => void pool.map((x) => x, 5 as never), /^items must be/);
    invalid(
      () => void pool.starmap((a: number) => a, [[1], [1, 2] as never]),
      /^items\[1\] must be an array of 1 arguments/,
    );
    invalid(() => void pool.imap((x) => x, [1], { chunkSize: 0 }), /^chunkSize must be/);
    invalid(() => void pool.imap((x) => x, [1], { window: 0 }), /^window must be/);
  });
});

describe('pool', () => {
  it('takes a backend of your own, in a few lines', async () => {
    const log: string[] = [];
    const backend: Backend = {
      name: 'doubling',
      start: ({ workers }) => ({
        workers,
        submit: (chunk, observer) => {
          const values = Array.from(chunk.args, (x) => 2 * (x as number));
          const span = { worker: 0, first: chunk.first, count: chunk.count, start: 0, end: 1 };
          queueMicrotask(() => observer.values(chunk, 0, values, span));
          return { cancel: () => {} };
        },
        close: async () => void log.push('close'),
        terminate: async () => void log.push('terminate'),
      }),
    };
    const pool = new Pool({ workers: 5, backend });
    assert.deepEqual(await pool.map((x) => x, [1, 2, 3]), [2, 4, 6]);
    assert.equal(await pool.apply((x: number) => x, [4]), 8);
    assert.equal(pool.workers, 5);
    await pool.close();
    assert.deepEqual(log, ['close']);
  });

  it('says why a backend cannot start, and tries again with the next call', async () => {
    let attempts = 0;
    const backend: Backend = {
      name: 'broken',
      start: () => {
        attempts++;
        throw new Error('no such machine');
      },
    };
    const pool = new Pool({ workers: 1, backend });
    for (let i = 1; i <= 2; i++) {
      await assert.rejects(
        pool.map((x) => x, [1]),
        { code: 'ERR_WORKER_START', message: /no such machine/ },
      );
      assert.equal(attempts, i);
    }
    await pool.close();
  });

  it('gives the same answer for 1, 2 and 7 workers, threads or serial', async () => {
    const walk = inline(
      (steps: number, { random }: TaskContext) => {
        let at = 0;
        for (let i = 0; i < steps; i++) at += random.random() - 0.5;
        return at;
      },
      { scope: {} },
    );
    const items = Array.from({ length: 300 }, (_, i) => i);
    const answers: number[][] = [];
    for (const options of [{ workers: 1 }, { workers: 2 }, { workers: 7 }, { backend: 'serial' as const }]) {
      await using pool = new Pool({ ...options, seed: 99 });
      answers.push(await pool.map(walk, items, { cost: (steps) => steps }));
    }
    for (const answer of answers.slice(1)) assert.deepEqual(answer, answers[0]);
  });

  it('draws from the bit generator that was chosen, in every verb', async () => {
    const draw = (x: number, { random }: TaskContext): number => x + random.random();
    const add = (a: number, b: number): number => a + b;
    for (const backend of ['threads', 'processes', 'serial'] as const) {
      await using pool = new Pool({ workers: 2, backend, seed: 7, bitGenerator: 'philox' });
      const streams = stream.with({ bitGenerator: 'philox' });
      const expected = [0, 1, 2].map((i) => i + streams(7, i).random());
      assert.deepEqual(await pool.map(draw, [0, 1, 2]), expected);
      const drawn: number[] = [];
      for await (const value of pool.imap(draw, [0, 1, 2])) drawn.push(value);
      assert.deepEqual(drawn, expected);
      assert.equal(await pool.reduce(draw, [0, 1, 2], add), expected[0] + expected[1] + expected[2]);
      assert.equal(await pool.apply(draw, [5]), 5 + streams(7, 0).random());
      assert.deepEqual(pool.mapSync(draw, [0, 1, 2]), expected);
      assert.deepEqual(
        await pool.map(draw, [0, 1], { seed: 8 }),
        [0, 1].map((i) => i + streams(8, i).random()),
      );
    }
    invalid(
      () => new Pool({ bitGenerator: 'pilox' as 'philox' }),
      /^bitGenerator must be one of .*did you mean "philox"\?/,
    );
  });

  it('loses nothing when workers die one after the other', async () => {
    await using pool = new Pool({ workers: 2 });
    const task = (x: number): number => {
      if (x % 97 === 5) process.exit(1);
      return x;
    };
    const settled = await Promise.allSettled(Array.from({ length: 1000 }, (_, i) => pool.apply(task, [i])));
    for (const [i, result] of settled.entries()) {
      assert.equal(result.status, i % 97 === 5 ? 'rejected' : 'fulfilled', `call ${i}`);
    }
  });

  it('takes 100,000 calls at once, and cancels some of them before they are sent', async () => {
    await using pool = new Pool({ workers: 2 });
    const results = Array.from({ length: 100_000 }, (_, i) => pool.apply((x: number) => x, [i]));
    for (let i = 99_990; i < 100_000; i++) results[i].cancel();
    const values = await Promise.all(results.slice(0, 99_990));
    assert.ok(values.every((x, i) => x === i));
    await assert.rejects(results[99_995], { code: 'ERR_CANCELLED' });
  });
});
