import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { type AsyncResult, type Backend, type ChunkChoice, Pool } from 'nfold';
import { type Chunk, type ChunkObserver, planChunks } from '#nfold/executor';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

interface Made {
  readonly backend: Backend;
  /** How often each call was run, by index. */
  readonly ran: Map<number, number>;
  readonly mostInFlight: () => number;
}

/**
 * An executor with a made-up clock: it doubles, fails at the items in `failing`, takes `seconds(item)` for each, and
 * settles chunks in the order in which `pick` chooses among those on their way.
 */
function machine(
  workers: number,
  seconds: (item: number) => number,
  failing: ReadonlySet<number>,
  pick: (count: number) => number,
): Made {
  const ran = new Map<number, number>();
  const waiting: { chunk: Chunk; observer: ChunkObserver; cancelled: boolean }[] = [];
  let most = 0;
  let going = false;
  const settle = (chunk: Chunk, observer: ChunkObserver): void => {
    for (let at = 0; at < chunk.count; at++) {
      const item = chunk.args[at] as number;
      const index = chunk.first + at;
      ran.set(index, (ran.get(index) ?? 0) + 1);
      if (failing.has(item)) observer.failed(chunk, at, 1, new Error(`item ${item}`));
      else
        observer.values(chunk, at, [2 * item], {
          worker: 0,
          first: index,
          count: 1,
          start: 0,
          end: seconds(item),
        });
    }
  };
  const go = (): void => {
    const next = waiting.splice(pick(waiting.length), 1)[0];
    if (next !== undefined && !next.cancelled) settle(next.chunk, next.observer);
    going = waiting.length > 0;
    if (going) queueMicrotask(go);
  };
  const backend: Backend = {
    name: 'made up',
    start: () => ({
      workers,
      submit: (chunk, observer) => {
        const entry = { chunk, observer, cancelled: false };
        waiting.push(entry);
        most = Math.max(most, waiting.length);
        if (!going) queueMicrotask(go);
        going = true;
        return { cancel: () => void (entry.cancelled = true) };
      },
      close: async () => {},
      terminate: async () => {},
    }),
  };
  return { backend, ran, mostInFlight: () => most };
}

describe('map in chunks of a size that is measured', () => {
  it('runs every call once and gives what a serial map does, with the error of the lowest index', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.double({ min: 0, max: 0.05, noNaN: true }), { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: 0, max: 299 }), { maxLength: 3 }),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }),
        fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 40 })),
        async (count, workers, times, failing, order, chunkSize) => {
          let turn = 0;
          const bad = new Set(failing.filter((item) => item < count));
          const made = machine(
            workers,
            (item) => times[item % times.length],
            bad,
            (n) => order[turn++ % order.length] % Math.max(1, n),
          );
          const pool = new Pool({ workers, backend: made.backend });
          const choices: ChunkChoice[] = [];
          const onChunking = (choice: ChunkChoice): void => void choices.push(choice);
          const result = pool.map((x) => 2 * x, range(count), { chunkSize, onChunking });
          if (bad.size > 0) await assert.rejects(result, { message: `item ${Math.min(...bad)}` });
          else {
            assert.deepEqual(
              await result,
              range(count).map((x) => 2 * x),
            );
            assert.equal(made.ran.size, count);
            assert.equal(
              choices.reduce((sum, choice) => sum + choice.count, 0),
              count,
            );
          }
          assert.ok([...made.ran.values()].every((often) => often === 1));
          assert.ok(made.mostInFlight() <= 2 * workers);
          await pool.close();
        },
      ),
      { seed: 7, numRuns: 150 },
    );
  });

  it('may be given an executor that settles chunks at once', async () => {
    const backend: Backend = {
      name: 'immediate',
      start: ({ workers }) => ({
        workers,
        submit: (chunk, observer) => {
          const span = { worker: 0, first: chunk.first, count: chunk.count, start: 0, end: 1 };
          observer.values(chunk, 0, Array.from(chunk.args), span);
          return { cancel: () => {} };
        },
        close: async () => {},
        terminate: async () => {},
      }),
    };
    await using pool = new Pool({ workers: 1, backend });
    assert.deepEqual(await pool.map((x) => x, range(50_000), { chunkSize: 1 }), range(50_000));
  });

  it('takes the items as they are when it is called', async () => {
    await using pool = new Pool({ workers: 1, backend: 'serial' });
    for (const items of [range(50), range(50).map(String), Float64Array.from(range(50))]) {
      const before = Array.from<unknown>(items);
      const result = pool.map((x: unknown) => x, items as Iterable<unknown>, { chunkSize: 2 });
      for (let i = 0; i < 50; i++) items[i] = -1;
      assert.deepEqual(await result, before);
    }
  });

  it('does not probe a short map of a function whose calls it has timed, unless the costs differ', async () => {
    const reasons = async (pool: Pool, fn: (x: number) => number, cost?: () => number): Promise<string[]> => {
      const seen: string[] = [];
      const onChunking = ({ reason, count }: ChunkChoice): void => void seen.push(`${reason} ${count}`);
      await pool.map(fn, range(1000), { onChunking, cost });
      return seen;
    };
    for (const [seconds, expected] of [
      [1e-6, 'expected 125'],
      [1, 'probe 1'],
    ] as const) {
      const made = machine(
        2,
        () => seconds,
        new Set(),
        () => 0,
      );
      const pool = new Pool({ workers: 2, backend: made.backend });
      const double = (x: number): number => 2 * x;
      assert.equal((await reasons(pool, double))[0], 'probe 1');
      assert.equal((await reasons(pool, double))[0], expected);
      assert.equal((await reasons(pool, double, () => 1))[0], 'probe 1');
      assert.equal((await reasons(pool, (x) => 3 * x))[0], 'probe 1');
      await pool.close();
    }
  });

  it('is finished by a pool that closes, and ended by one that is terminated', async () => {
    const pool = new Pool({ workers: 2, backend: 'serial' });
    const result = pool.map((x) => x + 1, range(200), { chunkSize: 1 });
    await pool.close();
    assert.equal((await result).length, 200);
    const other = new Pool({ workers: 2, backend: 'serial' });
    const lost = other.map((x) => x + 1, range(200), { chunkSize: 1 });
    await other.terminate();
    await assert.rejects(lost, { code: 'ERR_POOL_CLOSED' });
  });

  it('hands listed memory over with the call that it belongs to', async () => {
    await using pool = new Pool(2);
    const arrays = range(6).map((i) => Float64Array.of(i, i));
    const sums = await pool.map((x) => x[0] + x[1], arrays, { transfer: arrays });
    assert.deepEqual(sums, [0, 2, 4, 6, 8, 10]);
  });

  it('draws the same numbers whatever the chunks', async () => {
    const draw = (_: number, { random }: { random: { random(): number } }): number => random.random();
    await using one = new Pool({ workers: 1, seed: 3 });
    await using two = new Pool({ workers: 2, seed: 3 });
    const expected = await one.map(draw, range(300), { chunkSize: 300 });
    assert.deepEqual(await two.map(draw, range(300)), expected);
    assert.deepEqual(await two.map(draw, range(300), { cost: (x) => x }), expected);
  });
});

describe('imap in chunks of a size that is measured', () => {
  it('grows its chunks, up to 1024 items, and reads no more than two a worker ahead', async () => {
    await using pool = new Pool(2);
    let read = 0;
    function* endless(): Generator<number> {
      for (;;) yield read++;
    }
    const counts: number[] = [];
    let seen = 0;
    for await (const value of pool.imap((x) => x, endless(), {
      onChunking: ({ count }) => counts.push(count),
    })) {
      assert.equal(value, seen++);
      // Four chunks wait or are on their way, one is being gathered, and one is being read.
      assert.ok(read <= seen + 6 * 1024);
      if (seen === 50_000) break;
    }
    assert.equal(counts[0], 1);
    assert.ok(counts.every((count) => count <= 1024));
    // What was read when the loop was left is not sent.
    const sent = counts.reduce((sum, count) => sum + count, 0);
    assert.ok(sent <= read && read - sent <= 1024); // prettier-ignore
  });

  it('never reads more items ahead than a window says', async () => {
    await using pool = new Pool(2);
    for (const verb of ['imap', 'imapUnordered'] as const) {
      let read = 0;
      function* endless(): Generator<number> {
        for (;;) yield read++;
      }
      const counts: number[] = [];
      const options = { window: 100, onChunking: ({ count }: ChunkChoice) => void counts.push(count) };
      let seen = 0;
      for await (const value of pool[verb]((x) => x, endless(), options)) {
        assert.ok(value >= 0);
        seen++;
        assert.ok(read <= seen + 100 + 25, `${read} items were read when ${seen} were delivered`);
        if (seen === 5000) break;
      }
      assert.ok(Math.max(...counts) <= 25);
    }
  });

  it('sends what it has read when an asynchronous source waits for a result', async () => {
    await using pool = new Pool(2);
    const results: number[] = [];
    let wake: () => void = () => {};
    async function* feedback(): AsyncGenerator<number> {
      for (let i = 0; i < 40; i++) yield i;
      while (results.length < 40) await new Promise<void>((resolve) => (wake = resolve));
      yield results.reduce((a, b) => a + b, 0);
    }
    for await (const value of pool.imap((x) => x, feedback())) {
      results.push(value);
      wake();
    }
    assert.equal(results[40], 780);
  });

  it('tells the plan of a reduction, which no time changes', async () => {
    await using pool = new Pool({ workers: 1, backend: 'serial' });
    const choices: ChunkChoice[] = [];
    const onChunking = (choice: ChunkChoice): void => void choices.push(choice);
    assert.equal(await pool.reduce((x) => x, range(64), (a, b) => a + b, { onChunking }), 2016); // prettier-ignore
    assert.equal(choices.length, planChunks({ length: 64 }).length - 1);
    assert.ok(choices.every(({ reason }) => reason === 'plan'));
  });
});

describe('apply in chunks of a size that is measured', () => {
  /** Submits as many calls as `count`, and says how many were in each chunk. */
  const sizes = async (seconds: number, counts: readonly number[]): Promise<number[][]> => {
    const sent: number[] = [];
    const backend: Backend = {
      name: 'noting',
      start: ({ workers }) => ({
        workers,
        submit: (chunk, observer) => {
          const { first, count } = chunk;
          sent.push(count);
          const span = { worker: 0, first, count, start: 0, end: count * seconds };
          queueMicrotask(() => observer.values(chunk, 0, Array.from(chunk.args), span));
          return { cancel: () => {} };
        },
        close: async () => {},
        terminate: async () => {},
      }),
    };
    await using pool = new Pool({ workers: 2, backend });
    const all: number[][] = [];
    for (const count of counts) {
      const results: AsyncResult<number>[] = [];
      for (let i = 0; i < count; i++) results.push(pool.apply((x: number) => x, [i]));
      assert.deepEqual(await Promise.all(results), range(count));
      all.push(sent.splice(0));
    }
    return all;
  };

  it('sends few calls one by one, and many by the time that earlier ones took', async () => {
    const [few, unknown, known, full] = await sizes(1e-5, [63, 500, 500, 1024]);
    assert.equal(few.length, 63);
    assert.ok(unknown.length < 15 && known.length < 15);
    assert.ok(Math.max(...known) <= 250);
    assert.deepEqual(full, [1024]);
  });

  it('divides a full batch of which nothing is known among the workers', async () => {
    const [full] = await sizes(1e-5, [1024]);
    assert.ok(full.length >= 4 && Math.max(...full) <= 256, String(full));
  });

  it('divides even a full batch when its calls are slow', async () => {
    const [, full] = await sizes(0.004, [64, 1024]);
    assert.deepEqual(new Set(full), new Set([4]));
  });
});
