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
  lab: /^mean 4[12]\.\d+ ± 0\.022, in theory 42\nsd 7\.\d+ ± 0\.016, in theory 7\.071\nserially [^]*\nthey pay .* cold, .* warm; all runs have the same bits\n$/,
  lecture: /^2000 calls: .* 0\.7\d+\nconverge\(\): 0\.7\d+, after 1997001 evaluations in all\n$/,
  'pool-map': /^Collatz steps 0, 8, 111, 118; .* is 27\n$/,
  'random-streams': /^pi is about 3\.1\d+, with 1 worker and with 2\n$/,
};
/** Modules that examples load. */
const HELPERS = ['work'];

const names = readdirSync('examples')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

test('every example is known here', () => {
  assert.deepEqual([...names].sort(), [...Object.keys(PRINTED), ...HELPERS].sort());
});

for (const [name, printed] of Object.entries(PRINTED)) {
  test(`examples/${name}.ts runs and prints what it found`, async () => {
    const { stdout, stderr } = await run(process.execPath, [resolve(join('build/examples', `${name}.js`))]);
    assert.match(stdout, printed);
    assert.equal(stderr, '');
  });
}
