import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'nfold-examples-'));
after(() => rmSync(folder, { recursive: true }));
const place = (file: string): string => join(folder, file);

/** What an example prints where that is the same everywhere; each asserts its own results besides. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  bootstrap:
    /^trimmed means differ by \d+\.\d ms, 95 % interval .*\nmedians differ by .*\nby chance alone: p = 0\.\d+\nthe same bits serially/,
  'functions-travel':
    /^function scaled cannot be sent to a worker: it uses the outer variable factor .*inline/,
  integrate: /^exp\(-x\^2\): 1\.7724\d+ ± \S+ \(\d+ evaluations, \S+, converged\)\n[^]*1\/x .*suspect/,
  'kernel-density':
    /^4000 samples in 3 dimensions; [^]*0\.06349\ncube: nearest at width \d[^]*Gaussian bell: nearest/,
  lab: /^mean 4[12]\.\d+ ± 0\.022, in theory 42\nsd 7\.\d+ ± 0\.016, in theory 7\.071\ndraws +serial +warm[^]*\nall runs have the same bits\n$/,
  lecture: /^2000 calls: .* 0\.7\d+\nconverge\(\): 0\.7\d+, after 1997001 evaluations in all\n$/,
  'option-price':
    /^plain: 10\.\d+ ± \S+, exact 10\.451\npaired: 10\.\d+ ± \S+, exact 10\.451\n[^]*delta: 0\.6\d+ ± \S+, exact 0\.6368\n/,
  'pool-map': /^Collatz steps 0, 8, 111, 118; .* is 27\n$/,
  queue:
    /^2 servers: wait 1\.7\d+ ± \S+, exact 1\.7778\n[^]*4 less 2 servers: wait -1\.7\d+ ± \S+, exact -1\.7400\n[^]*too low\n/,
  'render-polygons': /^\d+ polygons, drawn \d+ times in 12 tiles of 64 x 64 pixels\n[^]*2 workers/,
  'resize-images':
    /^3 images of 64 x 64 pixels, halved; serial and parallel files have the same bits\nserial .* warm\nwarm, 2 /,
  'word-counts':
    /^20 texts with \d+ words; serial and parallel results are equal\nserial .* warm\nwarm, 2 workers are \S+ times /,
  'stop-and-resume':
    /^sin\(1\/x\), .*: 0\.5\d* ± \S+ \(\d+ evaluations, \w+, aborted\)\nexp\(x\*y\), after \d+ .*: 1\.31\d+\(\d\d\)/,
  'random-streams': /^pi is about 3\.1\d+, with 1 worker and with 2\n$/,
};
/** What makes a long example a short one, with files that it writes. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'kernel-density': [
    '--samples=4000',
    '--dimensions=3',
    '--widths=12',
    '--rounds=1',
    `--plot=${place('kde.svg')}`,
  ],
  'render-polygons': [
    '--detail=0.03',
    '--colours=100',
    '--width=240',
    '--height=160',
    '--rounds=1',
    `--out=${place('picture.png')}`,
    `--timeline=${place('timeline.svg')}`,
  ],
  'resize-images': ['3', '64'],
  'word-counts': ['20', '50'],
};
/** Modules that examples load. */
const HELPERS = ['count-words', 'shrink-image', 'work'];

const names = readdirSync('examples')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

test('every example is known here', () => {
  assert.deepEqual([...names].sort(), [...Object.keys(PRINTED), ...HELPERS].sort());
});

for (const [name, printed] of Object.entries(PRINTED)) {
  test(`examples/${name}.ts runs and prints what it found`, async () => {
    const program = resolve(join('build/examples', `${name}.js`));
    const { stdout, stderr } = await run(process.execPath, [program, ...(ARGUMENTS[name] ?? [])]);
    assert.match(stdout, printed);
    assert.equal(stderr, '');
  });
}

test('the examples that draw leave pictures', () => {
  assert.deepEqual([...readFileSync(place('picture.png')).subarray(1, 4)], [...Buffer.from('PNG')]);
  for (const file of ['kde.svg', 'timeline.svg'])
    assert.match(readFileSync(place(file), 'utf8'), /^<svg[^]*<\/svg>\s*$/);
});
