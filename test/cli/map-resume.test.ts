/** `nfold map` into a file: what an interrupted run leaves, and how another goes on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CliResult } from './run-cli.js';
import { Case, linesOf, withoutTimes } from './map-case.js';

const OUT = ['--out', 'r.ndjson'];
const RESUME = [...OUT, '--resume'];

const resultsOf = (run: Case, name = 'r.ndjson'): string => readFileSync(run.path(name), 'utf8');
const logOf = (run: Case): string[] => resultsOf(run, 'log').trimEnd().split('\n');

/** Runs until one input blocks, with at least one result written, and then sends the signal. */
async function cutShort(run: Case, signal: NodeJS.Signals, input: string): Promise<CliResult> {
  let sent = false;
  return run.map('blocking', ['texts', ...OUT, '--workers', '2'], {
    env: { TEST_LOG: run.path('log'), TEST_BLOCKING: input, TEST_RESULTS: run.path('r.ndjson') },
    onStderr(text, child) {
      if (sent || !text.includes('blocked')) return;
      sent = true;
      child.kill(signal);
    },
  });
}

for (const [signal, code] of [
  ['SIGKILL', null],
  ['SIGINT', 130],
] as const) {
  test(`after ${signal} a run goes on where it was, and ends as if nothing had been`, async (t) => {
    const run = new Case(t, 30);
    const cut = await cutShort(run, signal, run.paths[7]);
    assert.equal(cut.code, code, cut.stderr);
    const done = linesOf(resultsOf(run)).map(({ input }) => input);
    assert.ok(done.length > 0 && done.length < 30);
    const called = logOf(run);
    if (signal === 'SIGINT') {
      assert.match(cut.stderr, /^nfold: go on with: nfold map .* --out r.ndjson --workers 2 --resume$/m);
      assert.match(cut.stdout, /^\d+ done, 0 failed, 0 skipped in .* with 2 workers\n$/);
    }
    const env = { TEST_LOG: run.path('log'), TEST_BLOCKING: '', TEST_RESULTS: run.path('r.ndjson') };
    const resumed = await run.map('blocking', ['texts', ...RESUME, '--workers', '2'], { env });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.match(resumed.stdout, new RegExp(`^${30 - done.length} done, 0 failed, ${done.length} skipped`));
    const again = logOf(run).slice(called.length);
    assert.deepEqual(
      again.toSorted(),
      run.paths.filter((path) => !done.includes(path)),
    );
    assert.deepEqual(
      withoutTimes(resultsOf(run)),
      run.paths.map((input, i) => ({ input, result: i + 1 })),
    );
  });
}

test('without --resume results are not written over', async (t) => {
  const run = new Case(t, 2);
  await run.map('words', ['texts', ...OUT]);
  const before = resultsOf(run);
  const { code, stderr } = await run.map('words', ['texts', ...OUT]);
  assert.equal(code, 2);
  assert.match(stderr, /^nfold: --out must be a new or an empty file, .*; go on with them by --resume, or/);
  assert.equal(resultsOf(run), before);
});

test('a torn last line is removed, one that only lacks its end is kept', async (t) => {
  const run = new Case(t, 4);
  await run.map('words', ['texts', ...OUT]);
  const whole = resultsOf(run);
  const lines = whole.trimEnd().split('\n');
  for (const cut of [1, 5, lines[3].length, lines[3].length + lines[2].length]) {
    run.write('r.ndjson', whole.slice(0, -1 - cut));
    const { code, stdout, stderr } = await run.map('words', ['texts', ...RESUME]);
    assert.equal(code, 0, stderr);
    const left = cut < lines[3].length ? 3 : cut === lines[3].length ? 3 : 2;
    assert.match(stdout, new RegExp(`^${4 - left} done, 0 failed, ${left} skipped`));
    const torn = /the last line of r\.ndjson was torn; its \d+ bytes were removed/.test(stderr);
    assert.equal(torn, cut !== lines[3].length);
    assert.deepEqual(withoutTimes(resultsOf(run)), withoutTimes(whole));
  }
  run.write('r.ndjson', whole.slice(0, -1));
  const { stdout, stderr } = await run.map('words', ['texts', ...RESUME, '--quiet']);
  assert.match(stdout, /^0 done, 0 failed, 4 skipped/);
  assert.deepEqual([resultsOf(run), stderr], [whole, '']);
});

test('failed inputs run again, and their old lines give way in the end', async (t) => {
  const run = new Case(t, 4);
  const env = { TEST_LOG: run.path('log'), TEST_FAILING: run.paths[1], TEST_TIMES: '1' };
  const first = await run.map('flaky', ['texts', ...OUT], { env });
  assert.deepEqual([first.code, linesOf(resultsOf(run))[1].error?.message], [1, 'attempt 1']);
  const second = await run.map('flaky', ['texts', ...RESUME], { env });
  assert.equal(second.code, 0);
  assert.match(second.stdout, /^1 done, 0 failed, 3 skipped/);
  assert.deepEqual(
    linesOf(resultsOf(run)).map(({ input, result }) => [input, result]),
    run.paths.map((path, i) => [path, i === 1 ? 2 : 1]),
  );
});

test('new inputs find their places, and lines of inputs that are not given stay last', async (t) => {
  const run = new Case(t, 5);
  const { paths } = run;
  await run.map('words', [paths[3], paths[1], paths[4], ...OUT]);
  const { stdout } = await run.map('words', [paths[0], paths[1], paths[2], paths[3], ...RESUME]);
  assert.match(stdout, /^2 done, 0 failed, 2 skipped/);
  assert.deepEqual(
    linesOf(resultsOf(run)).map(({ input }) => input),
    paths,
  );
  const unordered = await run.map('words', ['texts', ...RESUME, '--unordered']);
  assert.match(unordered.stdout, /^0 done, 0 failed, 5 skipped/);
});

test('lines that come more than once are counted, not mixed up', async (t) => {
  const run = new Case(t, 1);
  await run.map('draw', ['-', ...OUT, '--seed', '5'], { input: 'a\nb\na\n' });
  const { stdout } = await run.map('draw', ['-', ...RESUME], { input: 'a\nb\na\na\n' });
  assert.match(stdout, /^1 done, 0 failed, 3 skipped .*\nseed 5\n$/);
  const whole = await run.lines('draw', ['-', '--seed', '5'], 0, { input: 'a\nb\na\na\n' });
  assert.deepEqual(
    linesOf(resultsOf(run)).map(({ result }) => result),
    whole.map(({ result }) => result),
  );
});

test('a resumed run keeps the seed, and refuses another one', async (t) => {
  const run = new Case(t, 3);
  const big = String(2n ** 70n);
  await run.map('draw', [run.paths[0], ...OUT, '--seed', big, '--bit-generator', 'philox']);
  const other = await run.map('draw', ['texts', ...RESUME, '--seed', '1']);
  assert.equal(other.code, 2);
  assert.match(other.stderr, new RegExp(`--seed must be ${big}, the seed of the run to go on with, got "1"`));
  const { stdout } = await run.map('draw', ['texts', ...RESUME]);
  assert.match(stdout, new RegExp(`\\nseed ${big}`));
  const whole = await run.lines('draw', ['texts', '--seed', big, '--bit-generator', 'philox']);
  assert.deepEqual(
    linesOf(resultsOf(run)).map(({ result }) => result),
    whole.map(({ result }) => result),
  );
});
