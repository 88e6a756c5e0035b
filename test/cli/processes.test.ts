import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CliResult, runFixture } from './run-cli.js';

/** Sends Ctrl-C once for each time that standard error shows the pattern for the first time. */
function interruptOn(patterns: readonly RegExp[], args: readonly string[]): Promise<CliResult> {
  const waiting = [...patterns];
  return runFixture(args, {
    onStderr(text, child) {
      if (waiting.length > 0 && waiting[0].test(text)) {
        waiting.shift();
        child.kill('SIGINT');
      }
    },
  });
}

test('the first Ctrl-C keeps the partial results and says that they are partial', async () => {
  const { code, stdout, stderr } = await interruptOn([/ready/], ['wait']);
  assert.equal(stdout, '3 done\n');
  assert.match(stderr, /interrupted, finishing/);
  assert.match(stderr, /interrupted: these results are partial/);
  assert.equal(code, 130);
  const json = await interruptOn([/ready/], ['wait', '--json']);
  const document = JSON.parse(json.stdout) as { partial: boolean; result: unknown; warnings: string[] };
  assert.deepEqual([document.partial, document.result], [true, { done: 3 }]);
  assert.deepEqual(document.warnings, ['interrupted: these results are partial']);
});

test('a command that has nothing when it is interrupted says so', async () => {
  const { code, stdout, stderr } = await interruptOn([/ready/], ['wait', '--throwing']);
  assert.deepEqual([code, stdout], [130, '']);
  assert.match(stderr, /interrupted before there was a result\n$/);
});

test('the second Ctrl-C ends the process at once', async () => {
  for (const workers of [[], ['--busy']]) {
    const args = ['wait', '--deaf', ...workers];
    const { code, stdout } = await interruptOn([/ready/, /again stops at once/], args);
    assert.deepEqual([code, stdout], [130, ''], args.join(' '));
  }
});

test('a reader that closes early ends the process quietly', async () => {
  for (const args of [['flood'], ['flood', '--json']]) {
    const { code, stderr } = await runFixture(args, {
      onStdout: (_, child) => child.stdout?.destroy(),
    });
    assert.deepEqual([code, stderr], [0, ''], args.join(' '));
  }
});

test('long output arrives whole', async () => {
  const { stdout, code } = await runFixture(['flood', '--json']);
  const { result } = JSON.parse(stdout) as { result: { values: number[] } };
  assert.deepEqual([code, result.values.length, result.values.at(-1)], [0, 300_000, 299_999.5]);
});
