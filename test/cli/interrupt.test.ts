/** Ctrl-C with workers at work. Each signal is sent on an event that the program reports, never after a time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, interruptWhen } from './known.js';
import type { CliResult } from './run-cli.js';

/** Far more than the machine computes in the time of a test. */
const ENDLESS = [
  '1/(1+x^2)',
  '0',
  '1',
  '--samples',
  '200000',
  '--seed',
  '1',
  '--workers',
  '2',
  '--progress',
  'json',
];
/** Runs of a second or less, and of some milliseconds. */
const LONG = ENDLESS.with(4, '20000');
const SHORT = ENDLESS.with(4, '600');
const PARTIAL = 'interrupted: these results are partial';

/** A progress event of this label with something done. */
const progressOf = (label: string): RegExp => new RegExp(`"label":"${label}[^"]*","done":[1-9]`);

function checkInterrupted({ code, signal, stderr }: CliResult): void {
  assert.deepEqual([code, signal], [130, null], stderr);
  assert.match(stderr, /^nfold: interrupted, finishing \(Ctrl-C again stops at once\)$/m);
}

interface Partial {
  values: (number | string)[];
  completed: number;
}

test('Ctrl-C during the serial run keeps the estimates so far', async () => {
  const json = await interruptWhen(progressOf('serial'), ['converge', ...ENDLESS, '--json']);
  checkInterrupted(json);
  const { partial, result, warnings } = documentOf<Partial>(json);
  assert.deepEqual([partial, warnings], [true, [PARTIAL]]);
  assert.ok(result.completed > 0 && result.completed < 200_000);
  assert.equal(result.values.length, 200_000);
  assert.equal(result.values.indexOf('nan'), result.completed);
  const text = await interruptWhen(progressOf('serial'), ['converge', ...ENDLESS]);
  checkInterrupted(text);
  assert.match(text.stderr, new RegExp(PARTIAL));
  assert.match(text.stdout, /^\d+ of 200000 estimates were computed\.\nseed 1\n$/m);
});

test('Ctrl-C during the parallel run and during the timing keeps all estimates', async () => {
  for (const [label, run, samples] of [
    ['parallel', LONG, 20_000],
    ['timing', SHORT, 600],
  ] as const) {
    const args = ['converge', ...run, '--repeats', '100000', '--json'];
    const interrupted = await interruptWhen(progressOf(label), args);
    checkInterrupted(interrupted);
    const { partial, result } = documentOf<Partial>(interrupted);
    assert.deepEqual([partial, result.completed, result.values.includes('nan')], [true, samples, false]);
  }
});

test('Ctrl-C during a sweep keeps the times so far, and says so', async () => {
  const args = ['bench', 'converge', ...SHORT, '--repeats', '100000'];
  const timedOnce = /"label":"timing","done":[1-9]\d\d/;
  const text = await interruptWhen(timedOnce, args);
  checkInterrupted(text);
  assert.match(text.stdout, /^Partial: stopped after \d+ of 100000 rounds\.$/m);
  const json = await interruptWhen(timedOnce, [...args, '--json']);
  checkInterrupted(json);
  const { partial, result } = documentOf<{ runs: { workers: number; median: number }[] }>(json);
  assert.equal(partial, true);
  assert.ok(result.runs.length > 0 && result.runs.every(({ median }) => median > 0));
});

test('Ctrl-C before anything was timed says that, and that there is nothing to draw', async () => {
  const plot = `build/interrupted-${process.pid}.svg`;
  const args = ['bench', 'converge', ...ENDLESS, '--plot', plot];
  const { stdout, ...rest } = await interruptWhen(progressOf('serial'), args);
  checkInterrupted({ stdout, ...rest });
  assert.equal(stdout, 'Nothing was timed.\nseed 1\n');
  assert.match(rest.stderr, /^nfold: there are no times to draw: interrupted before anything was timed$/m);
});

test('Ctrl-C prints the best estimate so far of an integral, by whatever kind of method', async () => {
  const long = ['--rtol', '1e-15', '--max-evaluations', '1.6e7'];
  const cases = [
    ['sin(1/x)', '1', '0', ...long],
    ['sin(1/x)', '1', '0', '--method', 'gauss-kronrod', ...long],
    ['sqrt(x)', '1', '0', '--method', 'monte-carlo', '--rtol', '0', '--max-evaluations', '1e10'],
    ['sqrt(x)', '1', '0', '--method', 'monte-carlo', '--samples', '1e12'],
  ];
  for (const args of cases) {
    const { stdout, ...rest } = await interruptWhen(/limits descend/, ['integrate', ...args, '--seed', '1']);
    checkInterrupted({ stdout, ...rest });
    // A run of some milliseconds may have seen too little to tell anything.
    if (stdout === '') assert.match(rest.stderr, /interrupted before there was a result/);
    else
      assert.match(
        stdout,
        /^-\d\.\d+( ± \S+|\(\d+\)) \(\d+ evaluations, [a-z0-9-]+, aborted\)$/m,
        args.join(' '),
      );
  }
});

test('Ctrl-C ends a long integral, which has no partial result', async () => {
  const args = ['integrate', 'sin(x)', '1', '0', '--samples', '1e11'];
  const { stdout, ...rest } = await interruptWhen(/limits descend/, args);
  checkInterrupted({ stdout, ...rest });
  assert.equal(stdout, '');
  assert.match(rest.stderr, /interrupted before there was a result\n$/);
});
