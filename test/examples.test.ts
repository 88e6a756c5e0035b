import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What an example prints where that is the same everywhere; each asserts its own results besides. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  'functions-travel':
    /^function scaled cannot be sent to a worker: it uses the outer variable factor .*inline/,
  integrate: /^exp\(-x\^2\): 1\.7724\d+ ± \S+ \(1000 evaluations, midpoint, converged\)\n[^]*1\/x .*suspect/,
  lecture: /^2000 calls: .* 0\.7\d+\nconverge\(\): 0\.7\d+, after 1997001 evaluations in all\n$/,
  'pool-map': /^Collatz steps 0, 8, 111, 118; .* is 27\n$/,
  'resize-images':
    /^3 images of 64 x 64 pixels, halved; serial and parallel files have the same bits\nserial .* warm\nwarm, 2 /,
  'word-counts':
    /^20 texts with \d+ words; serial and parallel results are equal\nserial .* warm\nwarm, 2 workers are \S+ times /,
  'random-streams': /^pi is about 3\.1\d+, with 1 worker and with 2\n$/,
};
/** Modules that examples load. */
const HELPERS = ['count-words', 'shrink-image', 'work'];
/** Arguments of examples that would take long without. */
const SMALL: Readonly<Record<string, readonly string[]>> = {
  'resize-images': ['3', '64'],
  'word-counts': ['20', '50'],
};

const names = readdirSync('examples')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

test('every example is known here', () => {
  assert.deepEqual([...names].sort(), [...Object.keys(PRINTED), ...HELPERS].sort());
});

for (const [name, printed] of Object.entries(PRINTED)) {
  test(`examples/${name}.ts runs and prints what it found`, async () => {
    const { stdout, stderr } = await run(process.execPath, [
      resolve(join('build/examples', `${name}.js`)),
      ...(SMALL[name] ?? []),
    ]);
    assert.match(stdout, printed);
    assert.equal(stderr, '');
  });
}
