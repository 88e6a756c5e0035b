/** Every line with which `nfold map` refuses to begin. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { Case } from './map-case.js';
import { runCli } from './run-cli.js';

const REFUSED: readonly (readonly [args: readonly string[], line: RegExp])[] = [
  [[], /^nfold: MODULE#EXPORT is missing: /],
  [['f.mjs#up'], /^nfold: INPUT is missing: files, folders/],
  [['f.mjs#up', 'nothing.txt'], /INPUT must be a file, .*got "nothing.txt"; there is no such file/],
  [['f.mjs#up', 'texts', 'nothing.txt'], /got "nothing.txt"; there is no such file/],
  [['f.mjs#up', '*.csv'], /INPUT must be a pattern that some file matches, got "\*\.csv"; none does/],
  [['f.mjs#up', 'empty'], /INPUT must be a folder with files in it, got "empty"; it has none/],
  [['f.mjs#up', '-', '-'], /INPUT has - more than once/],
  [
    ['g.mjs#up', 'texts'],
    /MODULE#EXPORT must be .* got "g.mjs#up"; there is no file g.mjs here; for a package/,
  ],
  [['./g.mjs#up', 'texts'], /got "\.\/g.mjs#up"; there is no file \.\/g.mjs$/m],
  [['texts#up', 'texts'], /got "texts#up"; texts is a folder/],
  [['f.mjs#', 'texts'], /MODULE#EXPORT must be .* got "f.mjs#"/],
  [['f.mjs#upp', 'texts'], /f.mjs has no export upp; did you mean "up"\? \(it exports n, up\)/],
  [['f.mjs', 'texts'], /f.mjs has no export default; it exports n, up; write f.mjs#n/],
  [['f.mjs#n', 'texts'], /the export n of f.mjs is no function but a number; functions are: up/],
  [['none.mjs#up', 'texts'], /none.mjs has no export up; it exports nothing/],
  [['broken.mjs#up', 'texts'], /broken.mjs cannot be loaded: SyntaxError: /],
  [['throwing.mjs#up', 'texts'], /throwing.mjs cannot be loaded: RangeError: at once/],
  [['f.txt#up', 'texts'], /f.txt cannot be loaded: .*a module ends in .js, .mjs or .cjs/],
  [['f.mjs#up', 'texts', '--resume'], /--resume must be given with --out/],
  [['f.mjs#up', 'texts', '--json'], /--json must be given with --out, .*results fill standard output/],
  [
    ['f.mjs#up', 'texts', '--out', 'texts'],
    /--out must be a file that can be written, got "texts"; that is a folder/,
  ],
  [
    ['f.mjs#up', 'texts', '--out', 'full'],
    /--out must be a new or an empty file, got "full"; it holds 5 bytes/,
  ],
  [
    ['f.mjs#up', 'texts', '--out', 'full', '--resume'],
    /--resume needs a file that nfold map wrote, but line 1 of full/,
  ],
  [
    ['f.mjs#up', 'texts', '--out', 'other', '--resume'],
    /must be g.mjs#up, whose results are in other, got "f.mjs#up"/,
  ],
  [
    ['f.mjs#up', 'texts', '--on-error', 'retry'],
    /--on-error must be stop, skip or retry:N with N from 1, got "retry"/,
  ],
  [['f.mjs#up', 'texts', '--on-error', 'retry:0'], /--on-error must be/],
  [['f.mjs#up', 'texts', '--timeout', '30x'], /--timeout must be a time above 0 such as 500ms, .* got "30x"/],
  [['f.mjs#up', 'texts', '--timeout', '0'], /--timeout must be a time above 0/],
  [['f.mjs#up', 'texts', '--backend', 'serial'], /--backend must be one of threads, processes, got "serial"/],
];

test('each mistake is one line, ends with exit code 2, and begins nothing', async (t) => {
  const run = new Case(t, 2);
  mkdirSync(run.path('empty'));
  const up = 'export const up = (path) => path.toUpperCase(); export const n = 5;';
  for (const [name, text] of [
    ['f.mjs', up],
    ['f.txt', up],
    ['none.mjs', ''],
    ['broken.mjs', 'export const up = ;'],
    ['throwing.mjs', 'throw new RangeError("at once");'],
    ['full', 'text\n'],
    ['other', '{"input":"a","result":1,"seconds":1,"run":{"function":"g.mjs#up"}}\n'],
  ]) {
    run.write(name, text);
  }
  for (const [args, line] of REFUSED) {
    const { code, stdout, stderr } = await runCli(['map', ...args], { cwd: run.folder });
    assert.deepEqual([code, stdout], [2, ''], `${args.join(' ')}\n${stderr}`);
    assert.match(stderr, line);
    assert.match(stderr, /^nfold: [^\n]*\n$/);
  }
});

test('a file that cannot be opened is said before anything runs', async (t) => {
  const run = new Case(t, 1);
  const { code, stderr } = await run.map('words', ['texts', '--out', 'nowhere/r']);
  const why = 'got "nowhere/r"; there is no folder nowhere';
  assert.deepEqual([code, stderr], [2, `nfold: --out must be a file that can be written, ${why}\n`]);
  const typo = await run.map('wrods', ['texts', '--out', 'r']);
  assert.deepEqual([typo.code, existsSync(run.path('r'))], [2, false]);
});
