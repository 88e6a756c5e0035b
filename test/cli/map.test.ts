/** `nfold map`: inputs, results, failures, their order. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { documentOf } from './known.js';
import { Case, linesOf } from './map-case.js';
import { runCli } from './run-cli.js';

const inputsOf = (lines: readonly { readonly input: string }[]): string[] => lines.map(({ input }) => input);

test('each file gives a line, in the order of the inputs, with seconds', async (t) => {
  const run = new Case(t);
  for (const workers of ['1', '2']) {
    const lines = await run.lines('words', ['texts/*.txt', '--workers', workers]);
    assert.deepEqual(inputsOf(lines), run.paths);
    assert.deepEqual(
      lines.map(({ result }) => result),
      [1, 2, 3, 4, 5, 6],
    );
    assert.ok(lines.every(({ seconds }) => typeof seconds === 'number' && seconds >= 0));
    assert.deepEqual(Object.keys(lines[0]), ['input', 'result', 'seconds']);
  }
});

test('inputs are patterns, folders, files and lines, each path once and in a fixed order', async (t) => {
  const run = new Case(t, 3);
  mkdirSync(run.path('texts/more'));
  mkdirSync(run.path('texts/.hidden'));
  run.write('texts/more/z.txt', 'a');
  run.write('texts/.hidden/a.txt', 'a');
  run.write('texts/.dot', 'a');
  run.write('texts/[1].txt', 'a');
  symlinkSync(run.path('texts/01.txt'), run.path('texts/link.txt'));
  const { paths } = run;
  for (const [words, expected, input] of [
    [['texts'], [...paths, 'texts/[1].txt', 'texts/link.txt', 'texts/more/z.txt']],
    [['./texts/more/'], ['texts/more/z.txt']],
    [['texts/0*.txt'], paths],
    [['./texts/{03,01}.txt'], ['./texts/01.txt', './texts/03.txt']],
    [['texts/**/*.txt'], [...paths, 'texts/[1].txt', 'texts/link.txt', 'texts/more/z.txt']],
    [['texts/[1].txt'], ['texts/[1].txt']],
    [
      ['texts/02.txt', 'texts/0*.txt'],
      [paths[1], paths[0], paths[2]],
    ],
    [['-'], ['a', 'a', '', ' b'], 'a\na\r\n\n b'],
    [['texts/02.txt', '-', 'texts/01.txt'], [paths[1], 'x', paths[0]], 'x\n'],
    [['-'], [], ''],
  ] as const) {
    const lines = await run.lines('upper', words, 0, { input });
    assert.deepEqual(inputsOf(lines), expected, words.join(' '));
  }
});

test('unordered results come as they are ready, and are the same', async (t) => {
  const run = new Case(t);
  const lines = await run.lines('words', ['texts', '--unordered', '--workers', '2']);
  assert.deepEqual(inputsOf(lines).sort(), run.paths);
  assert.ok(lines.every(({ input, result }) => result === run.paths.indexOf(input) + 1));
});

test('an input that fails is told of, and the others go on', async (t) => {
  const run = new Case(t);
  for (const backend of ['threads', 'processes']) {
    const { code, stdout, stderr } = await run.map('odd', ['texts', '--backend', backend, '--workers', '2']);
    const lines = linesOf(stdout);
    assert.deepEqual([code, inputsOf(lines)], [1, run.paths]);
    const message = 'texts/01.txt is odd';
    assert.deepEqual(lines[0].error, { name: 'RangeError', message, code: 'ERR_ODD' });
    assert.equal(lines[1].result, run.paths[1]);
    assert.match(stderr, /^nfold: warning: texts\/05.txt failed: RangeError: texts\/05.txt is odd$/m);
    assert.match(stderr, /^3 done, 3 failed, 0 skipped in \S+ s \(\S+\/s\) with 2 workers$/m);
  }
  const [{ error }] = await run.lines('odd', ['texts', '--stack'], 1);
  assert.match(error?.stack ?? '', /^RangeError: texts\/01.txt is odd\n\s+at odd /);
});

test('a file that cannot be read is the failure of that file', async (t) => {
  const run = new Case(t, 2);
  symlinkSync(run.path('texts/nowhere'), run.path('texts/00.txt'));
  mkdirSync(run.path('texts/03.txt'));
  const lines = linesOf(
    (await run.map('words', ['-'], { input: 'texts/00.txt\ntexts/02.txt\ntexts/03.txt' })).stdout,
  );
  assert.deepEqual(
    lines.map(({ error, result }) => error?.code ?? result),
    ['ENOENT', 2, 'EISDIR'],
  );
});

test('--on-error stop begins no more inputs and keeps what was begun', async (t) => {
  const run = new Case(t, 3);
  const input = `${run.paths[0]}\n${`${run.paths[1]}\n`.repeat(50_000)}`;
  const { code, stdout } = await run.map('odd', ['-', '--on-error', 'stop', '--workers', '1'], { input });
  const lines = linesOf(stdout);
  assert.equal(code, 1);
  assert.equal(lines[0].error?.code, 'ERR_ODD');
  assert.ok(lines.length < 50_001, `${lines.length}`);
});

test('--on-error retry:N tries an input up to N times more', async (t) => {
  const run = new Case(t, 3);
  for (const [times, code, expected] of [
    ['2', 0, [1, 3, 1]],
    ['3', 1, [1, 'attempt 3', 1]],
  ] as const) {
    const env = { TEST_LOG: run.path(`log-${times}`), TEST_FAILING: run.paths[1], TEST_TIMES: times };
    const args = ['texts', '--on-error', 'retry:2', '--workers', '2'];
    const lines = await run.lines('flaky', args, code, { env });
    assert.deepEqual(
      lines.map(({ result, error }) => result ?? error?.message),
      expected,
    );
    assert.deepEqual(
      lines.map(({ attempts }) => attempts),
      [undefined, 3, undefined],
    );
  }
});

test('an input that takes too long, or ends its worker, fails alone', async (t) => {
  const run = new Case(t);
  for (const [name, code, message] of [
    ['endless', 'ERR_TIMEOUT', /^it took longer than 300 ms$/],
    ['quit', 'ERR_WORKER_LOST', /exit code 3/],
  ] as const) {
    const lines = await run.lines(name, ['texts', '--timeout', '300ms', '--workers', '2'], 1);
    assert.deepEqual(inputsOf(lines), run.paths);
    const [failed, ...others] = lines.filter(({ error }) => error !== undefined);
    assert.deepEqual([failed.input, failed.error?.code, others.length], [run.paths[2], code, 0]);
    assert.match(failed.error?.message ?? '', message);
    assert.equal(failed.seconds, name === 'endless' ? 0.3 : null);
  }
});

test('results that JSON has no word for are told by stated rules, or are failures', async (t) => {
  const run = new Case(t, 1);
  const expected: Readonly<Record<string, unknown>> = {
    undefined: null,
    nan: ['nan', 'inf', '-inf', -0],
    bigint: String(2n ** 70n),
    typed: [0.5, 2],
    map: { a: 1 },
    'map of numbers': 'a Map becomes JSON when its keys are texts, got a number',
    set: ['a'],
    date: '1970-01-01T00:00:00.000Z',
    function: 'the result is a function, which JSON cannot say',
    symbol: 'the result is a symbol, which JSON cannot say',
    cycle: 'the value contains itself, or is nested too deeply for JSON',
    thrown: 'thrown: a text',
    promise: { b: [null] },
  };
  const input = Object.keys(expected).join('\n');
  const lines = await run.lines('value', ['-'], 1, { input });
  const found = lines.map((line) => [line.input, line.error?.message ?? line.result] as const);
  assert.deepEqual(Object.fromEntries(found), expected);
});

test('random numbers belong to the input, whatever runs where', async (t) => {
  const run = new Case(t);
  const one = await run.lines('draw', ['texts', '--seed', '7', '--workers', '1']);
  const two = await run.lines('draw', ['texts', '--seed', '7', '--workers', '2', '--backend', 'processes']);
  assert.deepEqual(
    two.map(({ result }) => result),
    one.map(({ result }) => result),
  );
  assert.deepEqual(
    one.map(({ result }) => (result as unknown[])[1]),
    [0, 1, 2, 3, 4, 5],
  );
  const { stdout, stderr } = await run.map('draw', ['texts', '--seed', '8']);
  assert.notDeepEqual(linesOf(stdout)[0].result, one[0].result);
  assert.match(stderr, /, seed 8$/m);
});

test('the default export, a builtin module, and the document', async (t) => {
  const run = new Case(t, 2);
  run.write('shout.mjs', 'export default (path) => path.toUpperCase();');
  const cwd = run.folder;
  const { stdout } = await runCli(['map', 'shout.mjs', 'texts', '--quiet'], { cwd });
  assert.deepEqual(
    linesOf(stdout).map(({ result }) => result),
    ['TEXTS/01.TXT', 'TEXTS/02.TXT'],
  );
  const builtin = await runCli(['map', 'node:path#dirname', 'texts', '--quiet'], { cwd });
  assert.deepEqual([linesOf(builtin.stdout)[0].result, builtin.stderr], ['texts', '']);
  const json = await runCli(['map', 'shout.mjs', 'texts', '--out', 'r', '--json'], { cwd });
  const { result, params, seed } = documentOf<unknown>(json);
  assert.deepEqual(result, { done: 2, failed: 0, skipped: 0 });
  assert.deepEqual([params['target'], params['onError'], seed], ['shout.mjs#default', 'skip', undefined]);
  assert.equal(linesOf(readFileSync(run.path('r'), 'utf8')).length, 2);
});

test('TypeScript runs where Node.js can, and is refused in a sentence where it cannot', async (t) => {
  const run = new Case(t, 1);
  run.write('typed.mts', 'export const upper = (path: string): string => path.toUpperCase();');
  const { code, stdout, stderr } = await runCli(['map', 'typed.mts#upper', 'texts'], { cwd: run.folder });
  if ((process.features as { typescript?: unknown }).typescript) {
    assert.deepEqual([code, linesOf(stdout)[0].result], [0, 'TEXTS/01.TXT']);
  } else {
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^nfold: typed\.mts is TypeScript, which Node\.js \S+ cannot run; compile it .*22\.18/,
    );
  }
});

test('progress counts the inputs with one worker too, also where their number is not known', async (t) => {
  const run = new Case(t);
  const args = ['--workers', '1', '--progress', 'json'];
  const files = await run.map('words', ['texts', ...args]);
  assert.match(files.stderr, /"label":"map words","done":6,"total":6,/);
  const lines = await run.map('upper', ['-', ...args], { input: 'a\nb\n' });
  assert.match(lines.stderr, /"label":"map upper","done":2,"seconds":/);
});

test('a reader that has seen enough ends the run quietly', async (t) => {
  const run = new Case(t, 1);
  const { code, stderr } = await run.map('upper', ['-', '--quiet'], {
    input: 'line\n'.repeat(200_000),
    onStdout: (_, child) => child.stdout?.destroy(),
  });
  assert.deepEqual([code, stderr], [0, '']);
});
