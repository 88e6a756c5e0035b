import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { processors } from 'nfold';
import { runCli } from './run-cli.js';

test('cores shows what the library sees, for people and for programs', async () => {
  const usable = await processors();
  const { code, stdout, stderr } = await runCli(['cores', '--json']);
  assert.deepEqual([code, stderr], [0, '']);
  const document = JSON.parse(stdout) as { command: string; env: { cores: number }; result: unknown };
  assert.equal(document.command, 'cores');
  assert.deepEqual(document.result, usable);
  assert.equal(document.env.cores, usable.available);
  const lines = (await runCli(['cores'])).stdout.trimEnd().split('\n');
  assert.equal(lines.length, 4);
  assert.match(lines[3], new RegExp(`^nfold uses +${usable.available}  workers? with --workers auto`));
});

const taskset = spawnSync('taskset', ['-c', '0', 'true']);
const cannotPin = taskset.status === 0 ? false : 'taskset is not installed or processor 0 is not open to us';

test('cores obeys the affinity mask', { skip: cannotPin }, () => {
  const { stdout } = spawnSync(
    'taskset',
    ['-c', '0', process.execPath, 'dist/cli/main.js', 'cores', '--json'],
    {
      encoding: 'utf8',
    },
  );
  const { result } = JSON.parse(stdout) as { result: { affinity: number; available: number } };
  assert.deepEqual([result.affinity, result.available], [1, 1]);
});

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args);
  assert.deepEqual([code, stdout], [2, '']);
  return stderr;
}

test('cores refuses what it does not take, in one line', async () => {
  assert.equal(await refused('core'), 'nfold: unknown command "core"; did you mean "cores"?\n');
  assert.equal(await refused('cores', '--jsn'), 'nfold: unknown option --jsn; did you mean "--json"?\n');
  assert.equal(
    await refused('cores', '2'),
    'nfold: cores takes no arguments, got also "2"; see nfold cores --help\n',
  );
});
