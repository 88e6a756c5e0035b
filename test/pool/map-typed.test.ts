/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { type Backend, NfoldError, type NumericArray, Pool, inline, partial, taskInfo, tasks } from 'nfold';
import { type ChunkObserver, WorkerExecutor, type WorkerEvents, type WorkerHandle } from '#nfold/executor';

const work = tasks<typeof import('./fixtures/kernels.js')>(new URL('./fixtures/kernels.js', import.meta.url));

/** A backend whose workers are promises in this thread that share no memory, though structured clone would. */
const copying: Backend = {
  name: 'copying',
  async start({ runtime }) {
    const { createRuntime } = (await import(runtime)) as import('#nfold/executor').RuntimeModule;
    const spawn = (worker: number, events: WorkerEvents): WorkerHandle => {
      const send = (message: unknown): void => {
        const copy = structuredClone(message) as Parameters<WorkerEvents['message']>[0];
        setImmediate(() => events.message(copy));
      };
      const { receive } = bind(createRuntime({ worker, send }));
      queueMicrotask(() => events.ready());
      return {
        post: (message) => void setImmediate(receive, structuredClone(refuseShared(message))),
        hold: () => {},
        stop: () => setImmediate(() => events.lost({})),
        kill: () => setImmediate(() => events.lost({})),
      };
    };
    return new WorkerExecutor(2, spawn);
  },
};

function bind<R extends { receive(message: never): void }>(runtime: R): { receive: R['receive'] } {
  return { receive: (message) => runtime.receive(message) };
}

function refuseShared<M>(message: M): M {
  for (const value of Object.values((message as { args?: object }).args ?? {})) {
    assert.ok(!(ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer));
  }
  return message;
}

const pools = {
  threads: new Pool(3),
  serial: new Pool({ backend: 'serial' }),
  'a backend without shared memory': new Pool({ backend: copying }),
};
after(() => Promise.all(Object.values(pools).map((pool) => pool.terminate())));

const iota = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i);

async function rejection(promise: PromiseLike<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => assert.fail('it should have failed'),
    (error: Error) => error,
  );
}

for (const [name, pool] of Object.entries(pools)) {
  describe(`mapTyped with ${name}`, () => {
    it('gives each item its place, for any length and block size', async () => {
      for (const n of [0, 1, 2, 7, 1000, 1025, 5000]) {
        for (const blockSize of [1, 13, 'auto'] as const) {
          const result = await pool.mapTyped((x, i) => 2 * x + i, iota(n), { blockSize });
          assert.ok(result instanceof Float64Array && !(result.buffer instanceof SharedArrayBuffer));
          assert.deepEqual(result, iota(n).map((x) => 3 * x)); // prettier-ignore
        }
      }
    });

    it('agrees with the array method to the last bit', async () => {
      await fc.assert(
        fc.asyncProperty(fc.float64Array(), async (input) => {
          const result = await pool.mapTyped((x) => Math.sqrt(x) / 3 - x, input);
          assert.deepEqual(result, input.map((x) => Math.sqrt(x) / 3 - x)); // prettier-ignore
        }),
        { numRuns: 25, seed: 1 },
      );
    });

    it('takes every kind of function that travels', async () => {
      const scale = 3;
      const input = iota(100);
      const tripled = input.map((x) => 3 * x);
      assert.deepEqual(await pool.mapTyped(inline((x: number) => scale * x, { scope: { scale } }), input), tripled); // prettier-ignore
      assert.deepEqual(await pool.mapTyped(partial((a: number, x: number) => a * x, 3), input), tripled); // prettier-ignore
      assert.deepEqual(await pool.mapTyped(work.triple, input), tripled);
    });

    it('calls a block kernel with the same blocks whatever the workers', async () => {
      const blocks = await pool.mapTyped(
        (input, output, offset) => void output.fill(offset + input.length / 1024),
        iota(10_000),
        { block: true, blockSize: 300 },
      );
      const expected = iota(10_000).map((i) => i - (i % 300) + Math.min(300, 10_000 - i + (i % 300)) / 1024);
      assert.deepEqual(blocks, expected);
      assert.deepEqual(await pool.mapTyped(work.tripleBlock, iota(5000), { block: true }), iota(5000).map((x) => 3 * x)); // prettier-ignore
    });

    it('keeps the kind of the array, and its rounding', async () => {
      const kinds = [Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array];
      for (const Kind of [...kinds, Uint8ClampedArray]) {
        const input = Kind.from([1, 2, 100, 250]) as NumericArray;
        const result = await pool.mapTyped((x) => 1.6 * x - 3, input);
        assert.equal(result.constructor, Kind);
        assert.deepEqual([...result], Array.from((input as Float32Array).map((x) => 1.6 * x - 3)));
      }
    });

    it('leaves the input alone, and fills what it is given', async () => {
      const input = iota(3000);
      const own = new Float64Array(3000);
      assert.equal(await pool.mapTyped((x) => -x, input, { out: own }), own);
      assert.equal(own[2999], -2999);
      const shared = await pool.mapTyped((x) => -x, input, { shared: true });
      assert.ok(shared.buffer instanceof SharedArrayBuffer);
      assert.deepEqual(shared, own);
      assert.equal(await pool.mapTyped((x) => -x, shared, { out: shared }), shared);
      assert.equal(shared[2999], 2999);
      assert.deepEqual(input, iota(3000));
    });

    it('takes part of a buffer, shared or not', async () => {
      for (const buffer of [new ArrayBuffer(800), new SharedArrayBuffer(800)]) {
        new Float64Array(buffer).set(iota(100));
        const part = new Float64Array(buffer, 80, 10);
        assert.deepEqual([...(await pool.mapTyped((x) => x + 1, part))], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]); // prettier-ignore
      }
    });

    it("fails with the kernel's own error of the lowest index", async () => {
      const kernel = (x: number): number => {
        if (x > 1234) throw new RangeError(`no ${x}`);
        return x;
      };
      for (const blockSize of [1, 100, 'auto'] as const) {
        const error = await rejection(pool.mapTyped(kernel, iota(3000), { blockSize }));
        assert.ok(error instanceof RangeError);
        assert.equal(error.message, 'no 1235');
        assert.equal(taskInfo(error)?.index, 1235);
      }
      const block = await rejection(pool.mapTyped(work.failingBlock, iota(1000), { block: true, blockSize: 10 })); // prettier-ignore
      assert.equal(block.message, 'block 500');
      assert.equal(taskInfo(block)?.index, 500);
    });

    it('refuses values that are no numbers, and promises', async () => {
      const text = await rejection(pool.mapTyped((x) => (x === 5 ? 'five' : x) as number, iota(9)));
      assert.match(text.message, /must return a number, got string/);
      assert.equal(taskInfo(text)?.index, 5);
      const promise = await rejection(pool.mapTyped((async (x: number) => x) as never, iota(9)));
      assert.match(promise.message, /must not be asynchronous/);
      const block = await rejection(pool.mapTyped((async () => {}) as never, iota(9), { block: true }));
      assert.match(block.message, /must not be asynchronous/);
    });

    it('refuses kernels that cannot travel, and inputs and options that it does not know', async () => {
      const outside = 1;
      const capture = await rejection(pool.mapTyped((x) => x + outside, iota(3)));
      assert.equal(capture.code, 'ERR_TASK_NOT_PORTABLE');
      const misuse: [unknown, object, RegExp][] = [
        [[1, 2], {}, /Float64Array\.from/],
        [new BigInt64Array(2), {}, /a typed array of numbers/],
        [iota(2), { blocksize: 3 }, /did you mean "blockSize"/],
        [iota(2), { blockSize: 0 }, /blockSize/],
        [iota(2), { out: new Float64Array(3) }, /out must be a Float64Array of length 2/],
        [iota(2), { out: new Float32Array(2) }, /got .*Float32Array of length 2/],
      ];
      for (const [input, options, message] of misuse) {
        assert.throws(() => pool.mapTyped((x) => x, input as Float64Array, options), { code: 'ERR_INVALID_ARGUMENT', message }); // prettier-ignore
      }
    });

    it('is cancelled by its signal', async () => {
      const aborted = pool.mapTyped((x) => x, iota(10), { signal: AbortSignal.abort() });
      assert.equal((await rejection(aborted)).code, 'ERR_CANCELLED');
      assert.equal((await pool.mapTyped((x) => x, iota(10)))[9], 9);
    });

    it('tells what was done where', async () => {
      let items = 0;
      await pool.mapTyped((x) => x, iota(5000), { onSpan: ({ count }) => (items += count) });
      assert.equal(items, 5000);
    });
  });
}

describe('mapTyped while it runs', () => {
  it('lets other calls in, and stops between blocks when it is cancelled', async () => {
    for (const pool of [pools.threads, pools.serial]) {
      const controller = new AbortController();
      const calls = new Int32Array(new SharedArrayBuffer(4));
      const forever = inline((x: number) => {
        for (const end = performance.now() + 1; performance.now() < end; ) Atomics.load(calls, 0);
        Atomics.add(calls, 0, 1);
        return x;
      }, { scope: { calls } }); // prettier-ignore
      const result = pool.mapTyped(forever, iota(1e6), { blockSize: 1, signal: controller.signal });
      assert.equal(await pool.apply((x: number) => x, [1]), 1);
      controller.abort();
      assert.equal((await rejection(result)).code, 'ERR_CANCELLED');
      assert.equal(await pool.apply((x: number) => x, [2]), 2);
      assert.ok(Atomics.load(calls, 0) < 1e5);
    }
  });

  it('fails when its pool is terminated, and is awaited when it is closed', async () => {
    const terminated = new Pool(2);
    const lost = rejection(terminated.mapTyped((x) => x, iota(1e5)));
    await terminated.terminate();
    assert.equal((await lost).code, 'ERR_POOL_CLOSED');
    const closed = new Pool(2);
    const kept = closed.mapTyped((x) => x, iota(1e5));
    await closed.close();
    assert.equal((await kept)[99_999], 99_999);
  });
});

describe('mapTyped when workers are lost', () => {
  it('runs their gaps again: no wrong result, however many end', async () => {
    await using pool = new Pool(2);
    const deaths = new Int32Array(new SharedArrayBuffer(8));
    const fragile = inline((x: number, i: number) => {
      // A worker ends at every 997th call counted over all of them, which is at another item each time.
      if (Atomics.add(deaths, 0, 1) % 997 === 996 && Atomics.add(deaths, 1, -1) > 0) process.exit(i % 3);
      return x * x + i;
    }, { scope: { deaths } }); // prettier-ignore
    for (const n of [20_000, 25_000]) {
      deaths.set([0, 20]);
      const result = await pool.mapTyped(fragile, iota(n), { blockSize: 50 });
      assert.deepEqual(result, iota(n).map((x) => x * x + x)); // prettier-ignore
      assert.ok(deaths[1] <= 0, 'twenty workers should have ended');
    }
    assert.equal(await pool.apply((x: number) => x, [1]), 1);
  });

  it('gives up on a block that ends every worker, and says which', async () => {
    await using pool = new Pool(2);
    const deadly = (x: number): number => (x === 777 ? process.exit(3) : x);
    const error = await rejection(pool.mapTyped(deadly, iota(2000), { blockSize: 10 }));
    assert.equal(error.code, 'ERR_WORKER_LOST');
    assert.match(error.message, /items 770 to 779/);
    assert.ok(error.cause instanceof Error);
  });

  it('without shared memory as well', async () => {
    let losses = 3;
    await using pool = new Pool({ backend: losing(() => losses-- > 0) });
    const result = await pool.mapTyped((x) => x + 1, iota(5000));
    assert.deepEqual(result, iota(5000).map((x) => x + 1)); // prettier-ignore
    losses = Infinity;
    const error = await rejection(pool.mapTyped((x) => x + 1, iota(5000)));
    assert.equal(error.code, 'ERR_WORKER_LOST');
    assert.match(error.message, /items 0 to/);
  });
});

/** The copying backend, whose first chunks are lost. */
function losing(lose: () => boolean): Backend {
  return {
    name: 'losing',
    async start(options) {
      const executor = await copying.start(options);
      const submit = executor.submit.bind(executor);
      const lost = Object.assign(new Error('gone'), {});
      return Object.assign(executor, {
        submit: (chunk: Parameters<typeof submit>[0], observer: ChunkObserver) => {
          if (!lose()) return submit(chunk, observer);
          setImmediate(() => observer.failed(chunk, 0, chunk.count, workerLost(lost)));
          return { cancel: () => {} };
        },
      });
    },
  };
}

function workerLost(cause: Error): unknown {
  return new NfoldError('ERR_WORKER_LOST', 'lost', {}, { cause });
}
