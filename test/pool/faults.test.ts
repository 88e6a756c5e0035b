/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
// What happens when tasks and workers go wrong, by making them: see docs/faults.md for the table.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type ApplyOptions,
  type AsyncResult,
  type NfoldError,
  Pool,
  type PoolOptions,
  type TaskContext,
  isNfoldError,
} from 'nfold';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const program = fileURLToPath(new URL('./fixtures/program.js', import.meta.url));

function runProgram(name: string, backend: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [program, name, backend], { timeout: 60_000 });
}

async function rejection(promise: PromiseLike<unknown>): Promise<NfoldError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isNfoldError(error), String(error));
    return error;
  }
  return assert.fail('it should have failed');
}

/** Of the calls 0 … n - 1, exactly these fail with this code; the others have their own number as the result. */
async function onlyThese(
  results: readonly AsyncResult<number>[],
  bad: readonly number[],
  code: string,
): Promise<NfoldError[]> {
  const settled = await Promise.allSettled(results);
  const errors: NfoldError[] = [];
  for (const [i, result] of settled.entries()) {
    if (result.status === 'fulfilled') {
      assert.equal(result.value, i);
      assert.ok(!bad.includes(i), `call ${i} should have failed`);
    } else {
      assert.ok(bad.includes(i), `call ${i} failed: ${result.reason}`);
      assert.ok(isNfoldError(result.reason, code as NfoldError['code']), String(result.reason));
      errors.push(result.reason);
    }
  }
  return errors;
}

/** Resolves when a worker of the pool has ended. */
async function workerLost(pool: Pool): Promise<void> {
  // Nothing else keeps this process alive until an idle worker has ended.
  const hold = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    const listener = (message: unknown): void => {
      if ((message as { pool: Pool }).pool !== pool) return;
      unsubscribe('nfold:worker:lost', listener);
      resolve();
    };
    subscribe('nfold:worker:lost', listener);
  });
  clearInterval(hold);
}

for (const backend of ['threads', 'processes'] as const) {
  describe(`faults, ${backend}`, () => suite(backend));
  describe(`life of workers, ${backend}`, () => life(backend));
}

function suite(backend: 'threads' | 'processes'): void {
  let pool: Pool;
  before(() => (pool = new Pool({ workers: 2, backend, seed: 1 })));
  after(() => pool.close());

  it('an endless loop with a time limit: it alone fails, and its worker is replaced', async () => {
    const loops = (x: number): number => {
      while ([5, 11].includes(x));
      return x;
    };
    const results = range(20).map((i) =>
      pool.apply(loops, [i], [5, 11].includes(i) ? { timeoutMs: 400 } : {}),
    );
    const [error] = await onlyThese(results, [5, 11], 'ERR_TIMEOUT');
    assert.match(error.message, /call \d+ took longer than the 400 ms it was given; its worker \d was ended/);
    assert.equal(await pool.apply((x: number) => x, [1]), 1);
  });

  it('a promise that never settles is an endless loop like any other', async () => {
    const waits = async (x: number): Promise<number> => {
      if (x === 1) await new Promise(() => setInterval(() => {}, 1000));
      return x;
    };
    const results = range(3).map((i) => pool.apply(waits, [i], i === 1 ? { timeoutMs: 300 } : {}));
    await onlyThese(results, [1], 'ERR_TIMEOUT');
  });

  it('a time limit in a map fails the map, and in a chunk blames the right call', async () => {
    const loops = (x: number): number => {
      while ([70].includes(x));
      return x;
    };
    const error = await rejection(pool.map(loops, range(100), { timeoutMs: 300, chunkSize: 100 }));
    assert.equal(error.code, 'ERR_TIMEOUT');
    assert.equal(error.details['index'], 70);
  });

  it('a call that is cancelled while it is stuck frees its worker when its time is over', async () => {
    await using single = new Pool({ workers: 1, backend });
    const stuck = (_: number, { report }: TaskContext): never => {
      report(0);
      for (;;);
    };
    const result = single.apply(stuck, [0], { timeoutMs: 300, onReport: () => result.cancel() });
    assert.equal((await rejection(result)).code, 'ERR_CANCELLED');
    assert.equal(await single.apply((x: number) => x, [3]), 3);
  });

  it('retries run a call again whose worker died, but not one that threw or timed out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nfold-test-'));
    const tries = (x: number, path: string): number => {
      const fs = process.getBuiltinModule('node:fs');
      fs.appendFileSync(path, `${x}\n`);
      const count = fs.readFileSync(path, 'utf8').split('\n').filter((line) => line === String(x)).length; // prettier-ignore
      if (x === 3 && count < 3) process.exit(9);
      if (x === 4) throw new RangeError('thrown');
      while ([5].includes(x));
      if (x === 6) process.exit(9);
      return x;
    };
    try {
      const path = join(folder, 'tries');
      const options = (i: number): ApplyOptions => ({ retries: 2, ...(i === 5 && { timeoutMs: 1000 }) });
      const settled = await Promise.allSettled(range(8).map((i) => pool.apply(tries, [i, path], options(i))));
      const outcome = settled.map((s) =>
        s.status === 'fulfilled' ? s.value : ((s.reason as NfoldError).code ?? (s.reason as Error).message),
      );
      assert.deepEqual(outcome, [0, 1, 2, 3, 'thrown', 'ERR_TIMEOUT', 'ERR_WORKER_LOST', 7]);
      const lost = (settled[6] as PromiseRejectedResult).reason as NfoldError;
      assert.equal(lost.details['attempt'], 3);
      const ran = readFileSync(path, 'utf8').trim().split('\n').map(Number);
      assert.deepEqual(
        range(8).map((x) => ran.filter((y) => y === x).length),
        [1, 1, 1, 3, 1, 1, 3, 1],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a call that runs again draws the same random numbers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nfold-test-'));
    const draws = (x: number, path: string, { random }: TaskContext): number => {
      const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
      const value = random.random();
      if (x === 1 && !existsSync(path)) {
        writeFileSync(path, '');
        process.exit(1);
      }
      return value;
    };
    try {
      const items = range(4).map((x): [number, string] => [x, join(folder, 'died')]);
      const first = await pool.starmap(draws, items, { seed: 3, retries: 1 });
      assert.deepEqual(first, await pool.starmap(draws, items, { seed: 3 }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a stack overflow and an error of the task itself leave the worker alone', async () => {
    await using single = new Pool({ workers: 1, backend });
    const identity = (): number => process.pid + ((globalThis as { mine?: number }).mine ??= Math.random());
    const here = await single.apply(identity, []);
    const deep = (): number => { const down = (m: number): number => down(m + 1) + 1; return down(0); }; // prettier-ignore
    await assert.rejects(single.apply(deep, []), RangeError);
    assert.equal(await single.apply(identity, []), here);
  });

  it('what was printed before an exit or a kill is not lost where the backend can help it', async () => {
    const { stdout } = await runProgram('lastWords', backend);
    const count = (line: string): number => stdout.split('\n').filter((text) => text === line).length;
    assert.equal(count('before the exit'), 20);
    // What a thread prints waits for this one to take it over, and what still waits is lost when a thread is killed.
    assert.ok(count('before the loop') >= (backend === 'processes' ? 20 : 1));
    assert.equal(count('ERR_TIMEOUT'), 1);
  });

  it('a pool inside a pool works, takes its share of the processors, and is warned of once', async () => {
    const { stdout, stderr } = await runProgram('nested', backend);
    assert.equal(stdout, '{"sum":30,"automatic":1}\n'.repeat(2));
    assert.equal(stderr.match(/NfoldWarning: a task has started workers of its own/g)?.length, 1, stderr);
  });

  it('an AbortSignal after the end changes nothing', async () => {
    const controller = new AbortController();
    const result = pool.map((x: number) => x, range(5), { signal: controller.signal });
    await result;
    controller.abort();
    assert.deepEqual(await result, range(5));
    assert.equal(result.successful(), true);
  });

  it('out of memory: that call alone fails', { timeout: 120_000 }, async () => {
    const resourceLimits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 3 };
    await using small = new Pool({ workers: 2, backend, resourceLimits });
    const grows = (x: number): number => {
      // A list of small things: a large array that grows ends the whole process whatever the limits, see docs/faults.md.
      let list: object | undefined;
      for (let i = 0; [2].includes(x); i++) list = { list, text: `${i}` };
      return x;
    };
    const [error] = await onlyThese(range(6).map((i) => small.apply(grows, [i])), [2], 'ERR_WORKER_LOST'); // prettier-ignore
    if (backend === 'threads') assert.match(error.message, /memory limit/);
  });

  it('workers that die while they start: waiting calls fail, none is left behind', async () => {
    const dying = new Pool({ workers: 2, backend, initializer: () => process.exit(3) });
    const error = await rejection(dying.apply((x: number) => x, [1]));
    assert.equal(error.code, 'ERR_WORKER_START');
    assert.equal(error.details['exitCode'], 3);
    await dying.close();
  });

  it('a misspelt or broken start of one worker only is tried again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nfold-test-'));
    const once = (path: string): void => {
      const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
      if (existsSync(path)) return;
      writeFileSync(path, '');
      throw new Error('not yet');
    };
    try {
      await using stubborn = new Pool({
        workers: 1,
        backend,
        initializer: once,
        initArgs: [join(folder, 'tried')],
      });
      assert.deepEqual(await stubborn.map((x: number) => x, range(3)), range(3));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

function life(backend: 'threads' | 'processes'): void {
  const make = (options: PoolOptions): Pool => new Pool({ backend, ...options });

  it('the initializer runs once on each worker, and what it returns is the state of its tasks', async () => {
    const initializer = async (base: number, f: (x: number) => number): Promise<{ base: number; calls: number }> => ({ base: f(base), calls: 0 }); // prettier-ignore
    await using pool = make({ workers: 2, initializer, initArgs: [20, (x: number) => x + 1] });
    const counts = await pool.map((_: number, { state }: TaskContext) => {
      const mine = state as { base: number; calls: number };
      return [mine.base, ++mine.calls];
    }, range(40)); // prettier-ignore
    assert.ok(counts.every(([base]) => base === 21));
    assert.ok(counts.filter(([, calls]) => calls === 1).length <= 2);
    assert.ok(counts.some(([, calls]) => calls >= 20));
  });

  it('an initializer that throws: its error is the cause', async () => {
    const pool = make({ workers: 2, initializer: () => { throw new RangeError('no licence'); } }); // prettier-ignore
    const error = await rejection(pool.map((x: number) => x, range(5)));
    assert.equal(error.code, 'ERR_WORKER_START');
    assert.match(error.message, /RangeError: no licence/);
    assert.ok(error.cause instanceof RangeError);
    await pool.close();
  });

  it('an initializer that cannot travel says so', async () => {
    const outside = 1;
    const pool = make({ workers: 1, initializer: () => outside });
    assert.equal((await rejection(pool.apply(() => 1, []))).code, 'ERR_TASK_NOT_PORTABLE');
    await pool.close();
    const other = make({ workers: 1, initializer: (x: unknown) => x, initArgs: [Symbol('s')] });
    const error = await rejection(other.apply(() => 1, []));
    assert.ok(isNfoldError(error.cause, 'ERR_NOT_CLONABLE'), String(error));
    await other.close();
  });

  it('maxTasksPerWorker replaces workers, and no worker runs more', async () => {
    await using pool = make({ workers: 2, maxTasksPerWorker: 3 });
    const mine = (): string => {
      const here = globalThis as { mine?: string };
      return (here.mine ??= `${process.pid} ${Math.random()}`);
    };
    for (const run of [pool.map(mine, range(12)), Promise.all(range(12).map(() => pool.apply(mine, [])))]) {
      const counts = new Map<string, number>();
      for (const id of await run) counts.set(id, (counts.get(id) ?? 0) + 1);
      assert.ok(Math.max(...counts.values()) <= 3);
      assert.ok(counts.size >= 4);
    }
  });

  it('maxMemoryPerWorkerMb replaces workers that hold too much, after the work and not before', async () => {
    await using pool = make({ workers: 1, maxMemoryPerWorkerMb: 200 });
    const keep = (x: number, mb: number): [worker: number, calls: number, x: number] => {
      const here = globalThis as { mine?: number; kept?: Uint8Array[] };
      (here.kept ??= []).push(new Uint8Array(mb * 2 ** 20).fill(1));
      return [(here.mine ??= Math.random()), here.kept.length, x];
    };
    const heavy = await pool.starmap(keep, range(6).map((x): [number, number] => [x, 300]), { chunkSize: 2 }); // prettier-ignore
    assert.deepEqual(heavy.map(([, calls, x]) => [calls, x]), range(6).map((x) => [1 + (x % 2), x])); // prettier-ignore
    assert.equal(new Set(heavy.map(([worker]) => worker)).size, 3);
    const light = await pool.starmap(keep, range(6).map((x): [number, number] => [x, 1]), { chunkSize: 1 }); // prettier-ignore
    assert.equal(new Set(light.map(([worker]) => worker)).size, 1);
  });

  it('garbage is no reason to replace a worker', async () => {
    await using pool = make({ workers: 1, maxMemoryPerWorkerMb: 200 });
    const waste = (): number => {
      const garbage = new Uint8Array(300 * 2 ** 20).fill(1);
      return ((globalThis as { mine?: number }).mine ??= garbage[5] + Math.random());
    };
    const workers = await pool.map(waste, range(3), { chunkSize: 1 });
    assert.equal(new Set(workers).size, 1);
  });

  it('idleTimeoutMs ends workers that have nothing to do; they are started again', async () => {
    await using pool = make({ workers: 1, idleTimeoutMs: 20 });
    const mine = (): number => ((globalThis as { mine?: number }).mine ??= process.pid + Math.random());
    const ended = workerLost(pool);
    const first = await pool.apply(mine, []);
    await ended;
    assert.notEqual(await pool.apply(mine, []), first);
  });

  it('env reaches the workers, and only them', async () => {
    await using pool = make({ workers: 1, env: { NFOLD_TEST: 'here', PATH: undefined } });
    const read = (): unknown[] => [
      process.env['NFOLD_TEST'],
      process.env['PATH'],
      typeof process.env['HOME'],
    ];
    assert.deepEqual((await pool.apply(read, [])).slice(0, 2), ['here', undefined]);
    assert.equal(process.env['NFOLD_TEST'], undefined);
    assert.notEqual(process.env['PATH'], undefined);
  });
}

describe('options of workers', () => {
  it('are checked', () => {
    const wrong: readonly [unknown, RegExp][] = [
      [{ initializer: 1 }, /initializer must be a function/],
      [{ initArgs: [1] }, /initArgs must be given together with initializer/],
      [{ initializer: () => 1, initArgs: 1 }, /initArgs must be an array/],
      [{ maxTasksPerWorker: 0 }, /maxTasksPerWorker must be a whole number of at least 1/],
      [{ idleTimeoutMs: -1 }, /idleTimeoutMs must be a number greater than 0/],
      [{ maxMemoryPerWorkerMb: '1 GB' }, /maxMemoryPerWorkerMb must be a number greater than 0/],
      [{ env: { A: 1 } }, /env\.A must be a string or undefined/],
      [{ resourceLimits: { heap: 1 } }, /resourceLimits must be made of/],
      [{ initialiser: () => 1 }, /did you mean "initializer"\?/],
    ];
    for (const [options, message] of wrong) {
      assert.throws(() => new Pool(options as PoolOptions), { code: 'ERR_INVALID_ARGUMENT', message });
    }
    const pool = new Pool(1);
    assert.throws(() => pool.map((x) => x, [1], { timeoutMs: 0 }), /timeoutMs must be a number greater/);
    assert.throws(() => pool.apply(() => 1, [], { retries: -1 }), /retries must be a whole number/);
  });

  it('serial workers have a life, too', async () => {
    const initializer = (): number[] => [];
    await using pool = new Pool({ backend: 'serial', initializer, maxTasksPerWorker: 2 });
    const task = (x: number, { state }: TaskContext): number => (state as number[]).push(x);
    assert.deepEqual(await pool.map(task, range(6)), [1, 2, 1, 2, 1, 2]);
    const never = async (x: number): Promise<number> => (x === 0 ? new Promise(() => {}) : x);
    const settled = await Promise.allSettled(
      [0, 1].map((x) => pool.apply(never, [x], x === 0 ? { timeoutMs: 20 } : {})),
    );
    assert.ok(settled[0].status === 'rejected' && isNfoldError(settled[0].reason, 'ERR_TIMEOUT'));
    assert.equal(settled[1].status, 'fulfilled');
  });
});
