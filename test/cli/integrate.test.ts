import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { integrateFixed } from 'nfold/integrate';
import { runJson } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-integrate-'));
after(() => rmSync(folder, { recursive: true }));

/** The title of a picture, with plain spaces. */
function titleOf(path: string): string {
  const title = /<title[^>]*>([^<]*)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  return title.replaceAll(/\s/g, ' ');
}

interface IntegrateResult {
  value: number | string;
  error: number | string;
  errorKind: string;
  evaluations: number;
  status: string;
  method: string;
  message?: string;
  exact?: number;
}

const SINE = ['integrate', 'sin(x)', '0', 'pi', '--seed', '1'];

test('integrate: each method gives value, error and status, and a picture', async () => {
  const known = [
    [
      'midpoint',
      'bound',
      /^2\.0021 ± 0\.0097 \(20 evaluations, midpoint, converged\)\nexact 2, off by \+2\.06e-3\n$/,
    ],
    [
      'rectangles',
      'bound',
      /^1\.\d\d ± 0\.\d\d \(20 evaluations, rectangles, converged\)\nexact 2, off by .*\nseed 1\n$/,
    ],
    [
      'monte-carlo',
      'standard-error',
      /^\d\.\d\d\(\d\d\) \(20 evaluations, monte-carlo, converged\)\n.*\nseed 1\n$/,
    ],
  ] as const;
  for (const [method, errorKind, text] of known) {
    const path = join(folder, `${method}.svg`);
    const args = [...SINE, '--method', method, '--samples', '20', '--exact', '2'];
    const { code, stdout, stderr } = await runCli([...args, '--plot', path]);
    assert.deepEqual([code, stderr], [0, `wrote ${path}\n`]);
    assert.match(stdout, text);
    assert.match(titleOf(path), /∫ sin\(x\) dx/);
    const { result, seed } = await runJson<IntegrateResult>(args);
    assert.deepEqual(Object.keys(result), [
      'value',
      'error',
      'errorKind',
      'evaluations',
      'status',
      'method',
      'exact',
    ]);
    assert.deepEqual(
      [result.errorKind, result.evaluations, result.status, result.method, result.exact],
      [errorKind, 20, 'converged', method, 2],
    );
    assert.ok(Math.abs(Number(result.value) - 2) < 1);
    assert.equal(
      seed,
      method === 'midpoint' ? undefined : 1,
      'the seed of what draws no numbers is not told',
    );
  }
});

test('integrate: another bit generator gives other numbers, which the library gives too', async () => {
  const args = [...SINE, '--method', 'monte-carlo', '--samples', '10000', '--bit-generator', 'philox'];
  const { stdout } = await runCli(args);
  assert.match(stdout, /\nseed 1, bit generator philox\n$/);
  const { result, params } = await runJson<IntegrateResult>(args);
  assert.equal(params.bitGenerator, 'philox');
  const options = { method: 'monte-carlo', seed: 1 } as const;
  assert.equal(
    result.value,
    integrateFixed('sin(x)', [0, Math.PI], { ...options, bitGenerator: 'philox' }).value,
  );
  assert.notEqual(result.value, integrateFixed('sin(x)', [0, Math.PI], options).value);
});

test('integrate: what cannot be trusted ends with 1 and a reason', async () => {
  const known = [
    [
      ['ln(x)', '-1', '1', '--samples', '10000'],
      'non-finite',
      /the integrand is NaN at x = -0\.9999, and not finite at 5000 of 10000/,
    ],
    [['1/x', '0', '1', '--samples', '10000'], 'suspect', /not resolved near x = /],
    [['exp(x)', '0', '1', '--samples', '10', '--rtol', '1e-9'], 'budget-exhausted', /use more samples/],
    [['x', '0', '1', '--samples', '1'], 'suspect', /1 sample cannot tell the error/],
  ] as const;
  for (const [args, status, message] of known) {
    const { code, stderr } = await runCli(['integrate', ...args]);
    assert.equal(code, 1);
    assert.match(stderr, /^nfold: warning: [^\n]*\n$/);
    assert.match(stderr, message);
    const { result, warnings } = await runJson<IntegrateResult>(['integrate', ...args], 1);
    assert.deepEqual([result.status, warnings], [status, [result.message]]);
  }
  const infinite = await runJson<IntegrateResult>(['integrate', '1/(x-x)', '0', '1', '--samples', '100'], 1);
  assert.deepEqual([infinite.result.value, infinite.result.error], ['inf', 'inf']);
});

test('integrate: descending limits turn the sign, and the picture says what it shows', async () => {
  const plot = join(folder, 'down.svg');
  const { stdout, stderr } = await runCli(['integrate', 'x', '1', '0', '--samples', '10', '--plot', plot]);
  assert.match(stdout, /^-0\.5 ± /);
  assert.match(stderr, /^the limits descend, so this is minus the integral from 0 to 1$/m);
  assert.match(titleOf(plot), /rectangles give 0\.5\d* ± .* for ∫ x dx from 0 to 1/);
});

test('integrate: a worker computes long integrals, with the same result', async () => {
  const args = ['integrate', 'sqrt(x)', '1', '0', '--method', 'monte-carlo', '--seed', '5'];
  const long = await runJson<IntegrateResult>([...args, '--samples', '1000001']);
  assert.equal(long.result.evaluations, 1_000_001);
  assert.ok(Math.abs(Number(long.result.value) + 2 / 3) < 6 * Number(long.result.error));
  assert.deepEqual(long.result, (await runJson<IntegrateResult>([...args, '--samples', '1000001'])).result);
});

test('integrate: adapts by default, over infinite ranges too, and names the method', async () => {
  const { code, stdout } = await runCli(['integrate', '1/(1+x^2)', '0', '1', '--exact', 'pi/4']);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^0\.785398163397448 ± \S+e-1\d \(\d+ evaluations, [a-z-]+, converged\)\nexact 0\.785/,
  );
  assert.doesNotMatch(stdout, /seed/);
  for (const method of ['gauss-kronrod', 'simpson']) {
    const args = ['integrate', 'exp(-x)', '0', '2', '--method', method, '--rtol', '1e-6'];
    const { result } = await runJson<IntegrateResult>(args);
    assert.ok(Math.abs(Number(result.value) - (1 - Math.exp(-2))) < 1e-6, method);
  }
  const gauss = await runJson<IntegrateResult>(['integrate', 'exp(-x^2)', '-inf', 'inf', '--rtol', '1e-12']);
  assert.ok(Math.abs(Number(gauss.result.value) - Math.sqrt(Math.PI)) < 1e-11);
  const step = ['integrate', 'x < 1/3 ? 0 : 1', '0', '1', '--breakpoints', '1/3'];
  const known = await runJson<IntegrateResult>(step);
  assert.ok(Math.abs(Number(known.result.value) - 2 / 3) < 1e-12);
  assert.ok(known.result.evaluations < 200);
});

test('integrate: --over takes dimensions with dependent and infinite limits, for any number of workers', async () => {
  const args = ['integrate', 'exp(-x-y)', '--over', 'x=0..inf', '--over', 'y=0..x', '--seed', '4'];
  const { code, stdout } = await runCli([...args, '--rtol', '1e-6']);
  assert.equal(code, 0);
  assert.match(stdout, /^0\.5\d* ± \S+ \(\d+ evaluations, [a-z-]+, converged\)\n$/);
  for (const method of ['cubature', 'vegas']) {
    const each = [...args, '--method', method, '--max-evaluations', '20000', '--rtol', '0.1'];
    const serial = await runJson<IntegrateResult>(each);
    assert.ok(Math.abs(Number(serial.result.value) - 0.5) < 0.05, method);
    const parallel = await runJson<IntegrateResult>([...each, '--workers', '2']);
    assert.deepEqual(parallel.result, { ...serial.result, workers: 2 });
    assert.equal(serial.seed, method === 'cubature' ? undefined : 4);
  }
});

test('integrate: --workers auto does what is short in this thread, and says so', async () => {
  const over = ['integrate', 'x*y', '--over', 'x=0..1', '--over', 'y=0..1', '--workers', 'auto'];
  const { code, stderr } = await runCli(over);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^ran serially: \d.* of work, and workers pay from \d.* on, since they take \d.* to start\n$/,
  );
  assert.equal((await runJson<{ workers: number }>(over)).result.workers, 0);
  const range = await runCli(['integrate', 'x', '0', '1', '--workers', 'auto']);
  assert.equal(range.stderr, 'ran serially: an integral over a range is computed in one piece\n');
  assert.equal((await runCli(['integrate', 'x', '0', '1'])).stderr, '');
});

test('integrate: a budget that is used up ends with 1, and --trace tells how the estimate went', async () => {
  const hard = ['integrate', 'x^2', '0', '1', '--method', 'monte-carlo', '--seed', '1', '--trace'];
  const { code, stdout, stderr } = await runCli([...hard, '--max-evaluations', '50000', '--rtol', '1e-6']);
  assert.equal(code, 1);
  assert.match(stderr, /maxEvaluations were used/);
  assert.match(
    stdout,
    /^evaluations +estimate +error\n\d+ .*\n(.*\n)*\n0\.33\d+\(\d\d\) \(50000 evaluations, monte-carlo, budget/,
  );
  const table = await runCli([...SINE, '--method', 'vegas', '--trace']);
  assert.match(table.stdout, /^iteration .*average +its error/);
  const document = await runJson<IntegrateResult & { trace?: unknown[] }>([
    'integrate',
    'sqrt(x)',
    '0',
    '1',
    '--trace',
  ]);
  assert.ok(document.result.trace!.length > 1);
});

test('integrate: pictures of an adaptive method, of an infinite range, and of errors against evaluations', async () => {
  const cases = [
    [['sqrt(x)', '0', '1'], /^\d+ evaluations give 0\.66\d* .*∫ sqrt\(x\) dx from 0 to 1$/],
    [['exp(-x^2)', '-inf', 'inf'], /for ∫ exp\(-x\^2\) dx from -Infinity to Infinity$/],
    [
      ['x*y', '--over', 'x=0..1', '--over', 'y=0..1', '--method', 'qmc', '--seed', '2', '--exact', '1/4'],
      /^qmc gives 0\.2\d* .* for ∫ x\*y/,
    ],
  ] as const;
  for (const [i, [args, title]] of cases.entries()) {
    const path = join(folder, `adaptive-${i}.svg`);
    const { code, stderr } = await runCli(['integrate', ...args, '--plot', path]);
    assert.deepEqual([code, stderr], [0, `wrote ${path}\n`]);
    assert.match(titleOf(path), title);
  }
});

test('integrate: a checkpoint is gone on with, and has the bits of a run that was not ended', async () => {
  const path = join(folder, 'run.json');
  const integral = ['integrate', 'exp(x*y)', '--over', 'x=0..inf', '--over', 'y=-1..-x', '--rtol', '0'];
  const random = ['--method', 'monte-carlo', '--seed', '3'];
  const budget = ['--max-evaluations', '300000'];
  const whole = await runJson<IntegrateResult>([...integral, ...random, ...budget], 1);
  const part = await runCli([
    ...integral,
    ...random,
    ...budget,
    '--max-seconds',
    '1ms',
    '--checkpoint',
    path,
  ]);
  assert.equal(part.code, 1);
  assert.match(part.stderr, /maxSeconds was over/);
  const resumed = await runJson<IntegrateResult>([...integral, ...budget, '--checkpoint', path], 1);
  assert.deepEqual([resumed.result, resumed.seed], [whole.result, 3]);
  const other = await runCli(['integrate', 'x', '0', '1', '--checkpoint', path]);
  assert.equal(other.code, 2);
  assert.match(
    other.stderr,
    /^nfold: --checkpoint must be of this integral; it is of exp\(x\*y\) over .*"-x"/,
  );
});

test('integrate: weights, rules and points, and one dimension by whatever name', async () => {
  const value = async (...args: string[]): Promise<number> =>
    Number((await runJson<IntegrateResult>(['integrate', ...args])).result.value);
  const plot = join(folder, 'wave.svg');
  const wave = await runCli(['integrate', 'exp(-x)', '0', '1', '--weight', 'cos:100', '--plot', plot]);
  const exact = (1 - Math.exp(-1) * (Math.cos(100) - 100 * Math.sin(100))) / 10_001;
  assert.ok(Math.abs(Number.parseFloat(wave.stdout) - exact) < 1e-13, wave.stdout);
  assert.match(titleOf(plot), /∫ exp\(-x\) cos\(100 x\) dx from 0 to 1$/);
  assert.ok(Math.abs((await value('x', '0', '3', '--weight', 'cauchy:1')) - 3 - Math.log(2)) < 1e-12);
  const named = await runCli(['integrate', 'exp(t)', '--over', 't=0..1']);
  assert.match(named.stdout, /^1\.71828182845905 ± \S+ \(\d+ evaluations, fejer, converged\)\n$/);
  const gauss = ['exp(x)', '0', '1', '--method', 'gauss-legendre', '--points', '8'];
  assert.ok(Math.abs((await value(...gauss)) - (Math.E - 1)) < 1e-12);
  const kronrod = await runCli([
    'integrate',
    'exp(x)',
    '0',
    '1',
    '--method',
    'gauss-kronrod',
    '--rule',
    '61',
  ]);
  assert.match(kronrod.stdout, /gauss-kronrod-61, converged/);
});
