/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Backend, Pool, tasks } from 'nfold';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Sums that rounding makes depend on the order of the operations. */
const noisy = (x: number): number => Math.sin(x) * 10 ** ((x * 7919) % 17);
const plus = (a: number, b: number): number => a + b;

describe('reduce', () => {
  it('gives the same bits for 1, 2 and 7 workers, threads or serial', async () => {
    const sums: number[] = [];
    for (const options of [{ workers: 1 }, { workers: 2 }, { workers: 7 }, { backend: 'serial' as const }]) {
      await using pool = new Pool(options);
      sums.push(await pool.reduce(noisy, range(5000), plus));
    }
    for (const sum of sums) assert.ok(Object.is(sum, sums[0]), `${sum} and ${sums[0]}`);
  });

  it('gives the same bits when workers that hold its chunks are lost', async () => {
    await using pool = new Pool({ workers: 2 });
    const expected = await pool.reduce(noisy, range(5000), plus, { chunkSize: 10 });
    for (let round = 0; round < 5; round++) {
      // Chunks of the sum are sent ahead to workers that end while they run something else.
      const deaths = range(4).map((code) => pool.apply((x: number) => process.exit(x), [code]));
      const sum = pool.reduce(noisy, range(5000), plus, { chunkSize: 10 });
      const more = range(4).map((code) => pool.apply((x: number) => process.exit(x), [code]));
      const ends = await Promise.allSettled([...deaths, ...more]);
      assert.ok(ends.every(({ status }) => status === 'rejected'));
      assert.ok(Object.is(await sum, expected));
    }
  });

  it('checks its options', () => {
    const pool = new Pool(1);
    assert.throws(() => pool.reduce(noisy, [1], plus, { onResults: () => {} } as object), {
      code: 'ERR_INVALID_ARGUMENT',
    });
    assert.throws(() => pool.reduce(noisy, 5 as never, plus), /^NfoldError: items must be/);
  });
});

describe('broadcast and ready', () => {
  it('a worker that ends during a broadcast fails it, and is replaced', async () => {
    await using pool = new Pool(2);
    const dies = pool.broadcast((_: number, { index }: { index: number }) => {
      if (index === 1) process.exit(3);
    }, [0]); // prettier-ignore
    await assert.rejects(dies, { code: 'ERR_WORKER_LOST' });
    assert.deepEqual(await pool.broadcast(() => 1, []), [1, 1]);
  });

  it('need a backend that can choose its workers, except for ready', async () => {
    const backend: Backend = {
      name: 'plain',
      start: ({ workers }) => ({
        workers,
        submit: () => ({ cancel: () => {} }),
        close: async () => {},
        terminate: async () => {},
      }),
    };
    await using pool = new Pool({ workers: 2, backend });
    await pool.ready();
    await assert.rejects(
      pool.broadcast(() => 1, []),
      { code: 'ERR_UNSUPPORTED', message: /plain/ },
    );
  });

  it('fail when the backend cannot be started, and when the pool is closed', async () => {
    const backend: Backend = { name: 'broken', start: () => Promise.reject(new Error('no such machine')) };
    const pool = new Pool({ workers: 2, backend });
    await assert.rejects(pool.ready(), { code: 'ERR_WORKER_START', message: /no such machine/ });
    await assert.rejects(
      pool.broadcast(() => 1, []),
      { code: 'ERR_WORKER_START' },
    );
    await pool.close();
    await assert.rejects(pool.ready(), { code: 'ERR_POOL_CLOSED' });
  });
});

describe('leaving an imap early', () => {
  for (const verb of ['imap', 'imapUnordered'] as const) {
    it(`${verb} cancels every chunk that has not been read`, async () => {
      const open = new Set<number>();
      const backend: Backend = {
        name: 'first only',
        start: ({ workers }) => ({
          workers,
          submit: (chunk, observer) => {
            open.add(chunk.first);
            const span = { worker: 0, first: chunk.first, count: 1, start: 0, end: 0 };
            if (chunk.first === 0) {
              queueMicrotask(() => {
                open.delete(0);
                observer.values(chunk, 0, [0], span);
              });
            }
            return { cancel: () => void open.delete(chunk.first) };
          },
          close: async () => {},
          terminate: async () => {},
        }),
      };
      await using pool = new Pool({ workers: 4, backend });
      let most = 0;
      for await (const value of pool[verb]((x) => x, range(1000), { window: 5 })) {
        most = open.size;
        if (value === 0) break;
      }
      assert.ok(most >= 1 && most <= 5);
      assert.equal(open.size, 0);
    });
  }
});

describe('settled runs', () => {
  it('a settled run ends where every further call would fail', async () => {
    const missing = tasks<{ nothing: (x: number) => number }>(
      new URL('fixtures/kernels.js', import.meta.url),
    ).nothing;
    const pool = new Pool(1);
    const first = pool.imap(missing, [1, 2, 3], { settle: true }).next();
    await assert.rejects(first, { code: 'ERR_TASK_NOT_FOUND' });
    const forever = pool
      .imapUnordered(() => new Promise<never>(() => {}), [1, 2, 3], { settle: true })
      .next();
    const failed = assert.rejects(forever, { code: 'ERR_POOL_CLOSED' });
    await pool.ready();
    await pool.terminate();
    await failed;
    assert.throws(() => new Pool(1).imap((x: number) => x, [1], { settle: false as never }), {
      message: 'settle must be true or left out, got false (boolean)',
    });
  });

  it('an aborted settled run yields what was done and throws', async () => {
    await using pool = new Pool(1);
    const stop = new AbortController();
    const block = (x: number): unknown => (x < 2 ? x : new Promise(() => {}));
    const seen: unknown[] = [];
    const run = async (): Promise<void> => {
      for await (const call of pool.imap(block, [0, 1, 2, 3], {
        settle: true,
        chunkSize: 1,
        signal: stop.signal,
      })) {
        seen.push(call);
        if (call.index === 1) stop.abort();
      }
    };
    await assert.rejects(run(), { code: 'ERR_CANCELLED' });
    assert.deepEqual(seen, [
      { index: 0, status: 'fulfilled', value: 0 },
      { index: 1, status: 'fulfilled', value: 1 },
    ]);
  });
});

it('an abort ends imap and imapUnordered while they wait for a source that gives nothing', async () => {
  await using pool = new Pool(1);
  for (const verb of ['imap', 'imapUnordered'] as const) {
    const stop = new AbortController();
    const source = async function* (): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => {});
    };
    const run = pool[verb]((x) => x, source(), { signal: stop.signal });
    assert.deepEqual(await run.next(), { done: false, value: 1 });
    const next = run.next();
    stop.abort();
    await assert.rejects(next, { code: 'ERR_CANCELLED' });
  }
});
