/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Pool, type TaskContext, isNfoldError } from 'nfold';

const program = fileURLToPath(new URL('../pool/fixtures/program.js', import.meta.url));

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('processes', () => {
  it('run in processes of their own', async () => {
    await using pool = new Pool({ workers: 2, backend: 'processes' });
    const pids = await pool.map(() => process.pid, range(10), { chunkSize: 1 });
    assert.ok(!pids.includes(process.pid));
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`do not survive a parent that is ended by ${signal}, not even in an endless loop`, async () => {
      const parent = spawn(process.execPath, [program, 'orphans', 'processes'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pids = line.toString().trim().split(' ').map(Number);
      assert.equal(pids.length, 2);
      assert.ok(pids.every(isAlive));
      // All of them hold the pipe that the parent prints to: it ends with the last of them.
      parent.stdout.resume();
      const closed = once(parent.stdout, 'end');
      parent.kill(signal);
      await closed;
    });
  }

  it('go on when the reader of their output has gone', async () => {
    const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
    const printing = spawn(process.execPath, [program, 'unread', 'processes'], { stdio });
    const ended = once(printing, 'exit');
    await once(printing.stdout, 'data');
    printing.stdout.destroy();
    assert.deepEqual(await ended, [0, null]);
  });

  it('kill -9 in the middle of a piece: that call fails, the others have their results', async () => {
    await using pool = new Pool({ workers: 2, backend: 'processes' });
    const dies = (x: number): number => {
      if (x === 37) process.kill(process.pid, 'SIGKILL');
      return 2 * x;
    };
    const settled = await Promise.allSettled(range(2000).map((i) => pool.apply(dies, [i])));
    for (const [i, result] of settled.entries()) {
      if (result.status === 'fulfilled') assert.equal(result.value, 2 * i);
      else {
        assert.equal(i, 37);
        assert.ok(isNfoldError(result.reason, 'ERR_WORKER_LOST'));
        assert.match(result.reason.message, /signal SIGKILL/);
        assert.equal(result.reason.details['signal'], 'SIGKILL');
      }
    }
    assert.equal(settled.filter(({ status }) => status === 'rejected').length, 1);
  });

  it('no call that has finished runs twice when its worker exits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nfold-test-'));
    const count = (x: number, path: string): void => {
      process.getBuiltinModule('node:fs').appendFileSync(path, `${x}\n`);
      if (x === 57) process.exit();
    };
    try {
      await using pool = new Pool({ workers: 2, backend: 'processes' });
      const path = join(folder, 'calls');
      const settled = await Promise.allSettled(range(100).map((i) => pool.apply(count, [i, path])));
      assert.equal(settled.filter(({ status }) => status === 'rejected').length, 1);
      const ran = readFileSync(path, 'utf8').trim().split('\n').map(Number);
      assert.deepEqual(
        ran.sort((a, b) => a - b),
        range(100),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a crash: that call fails, the others have their results', async () => {
    await using pool = new Pool({ workers: 2, backend: 'processes' });
    const crash = (x: number): number => {
      if (x === 3) process.abort();
      return x;
    };
    const settled = await Promise.allSettled(range(8).map((i) => pool.apply(crash, [i])));
    assert.deepEqual(
      settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : [])),
      [3],
    );
  });

  it('send large results and arguments whole', async () => {
    await using pool = new Pool({ workers: 1, backend: 'processes' });
    const numbers = Float64Array.from({ length: 1_000_000 }, (_, i) => i / 3);
    const [doubled] = await pool.map((x: Float64Array) => x.map((v) => 2 * v), [numbers]);
    assert.equal(doubled.length, numbers.length);
    assert.equal(doubled.buffer.byteLength, numbers.byteLength);
    assert.ok(doubled.every((v, i) => v === 2 * numbers[i]));
  });

  it('refuse shared memory, which they cannot share', async () => {
    await using pool = new Pool({ workers: 1, backend: 'processes' });
    const shared = { deep: [new SharedArrayBuffer(8)] };
    await assert.rejects(
      pool.apply((x: object) => x, [shared]),
      /SharedArrayBuffer at \[0\]\.deep\[0\]/,
    );
    await assert.rejects(
      pool.apply(() => ({ inner: new SharedArrayBuffer(8) }), []),
      {
        code: 'ERR_NOT_CLONABLE',
      },
    );
    assert.equal(await pool.apply((x: number) => x, [1]), 1);
  });

  it('may use the channel of child processes for themselves', async () => {
    await using pool = new Pool({ workers: 1, backend: 'processes' });
    const talks = (x: number): number => {
      process.send!({ anything: x });
      return x;
    };
    assert.deepEqual(await pool.map(talks, [1, 2]), [1, 2]);
  });

  it('leave when asked while a task waits for its signal', async () => {
    const pool = new Pool({ workers: 1, backend: 'processes' });
    const waits = async (_: number, { signal }: TaskContext): Promise<void> => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const result = pool.apply(waits, [0]);
    result.cancel();
    await pool.close();
    await assert.rejects(result, { code: 'ERR_CANCELLED' });
  });
});
