import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const fixture = fileURLToPath(new URL('./fixtures/program.js', import.meta.url));

interface Ending {
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of fixtures/program.ts to its own end; one that hangs is killed long after it should have ended. */
function end(program: string, backend: string, flags: readonly string[] = []): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, fixture, program, backend],
      { timeout: 60_000 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? null), out, err });
      },
    );
  });
}

for (const backend of ['threads', 'processes'])
  describe(`a process with a pool of ${backend}`, () => suite(backend));

function suite(backend: string): void {
  const programs: readonly [program: string, what: string, expected: Partial<Ending>][] = [
    ['idle', 'an idle pool that was never closed lets it end', { code: 0, out: 'done 6\n' }],
    ['unused', 'a pool that was never used lets it end', { code: 0, out: 'done\n' }],
    ['awaited', 'awaited work keeps it alive', { code: 0, out: 'awaited 1\n' }],
    ['background', 'work that nobody awaits is finished, too', { code: 0, out: 'seen 3\n' }],
    ['lost', 'a worker that dies is heard', { code: 0, out: 'ERR_WORKER_LOST\n' }],
    ['left', 'a loop over an endless source that was left lets it end', { code: 0, out: 'left\n' }],
    ['synchronous', 'mapSync lets it end', { code: 0, out: 'done 2 4\n' }],
    ['closed', 'close is waited for', { code: 0, out: 'closed\n' }],
    ['terminated', 'terminate ends an endless loop', { code: 0, out: 'terminated\n' }],
    [
      'cancelled',
      'cancelled work that still runs does not keep results waiting',
      { code: 0, out: 'ERR_CANCELLED\n' },
    ],
    ['printed', 'what a task printed is not lost', { code: 0, out: 'from the task\n' }],
  ];
  for (const [program, what, expected] of programs) {
    it(what, async () => {
      const { code, out, err } = await end(program, backend);
      assert.deepEqual({ code, out, err }, { ...expected, err: '' });
    });
  }

  it('may be given flags of V8, with mapSync too', async () => {
    const { code, out, err } = await end('synchronous', backend, ['--max-old-space-size=500']);
    assert.deepEqual({ code, out, err }, { code: 0, out: 'done 2 4\n', err: '' });
  });

  it('may be a text on the command line', async () => {
    const text = `import { Pool } from 'nfold'; console.log(await new Pool({ workers: 1, backend: '${backend}' }).apply((x) => x + 1, [1]))`;
    const [node, ...args] = [process.execPath, '--input-type=module', '--eval', text];
    const out = await new Promise((resolve) => execFile(node, args, (_error, stdout) => resolve(stdout)));
    assert.equal(out, '2\n');
  });

  it('ends with the error of a task whose result nobody awaits', async () => {
    const { code, err } = await end('unheard', backend);
    assert.equal(code, 1);
    assert.match(err, /RangeError: nobody listens/);
    assert.match(err, /in call 0 on worker 0/);
  });

  it('warns of an error between two calls, and goes on', async () => {
    const { code, out, err } = await end('between', backend);
    assert.deepEqual([code, out], [0, 'still here\n']);
    assert.match(
      err,
      /NfoldWarning: worker 0 ended between two calls because of an uncaught error: Error: late/,
    );
  });
}
