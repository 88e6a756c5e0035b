import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Integral, integrate, isNfoldError, parseExpression, quad } from 'nfold';
import { ND_METHODS, type IntegrateOptions, QUAD_METHODS, cubature } from 'nfold/integrate';

const close = ({ value, error, errorKind, status }: Integral, exact: number): void => {
  assert.equal(status, 'converged');
  const allowed = errorKind === 'bound' ? error : 5 * error;
  assert.ok(Math.abs(value - exact) <= allowed + 1e-15, `${value} ± ${error}, exact ${exact}`);
};

test('formula, expression and function, over a range and over several dimensions', async () => {
  for (const f of ['exp(-x^2)', parseExpression('exp(-t^2)'), (x: number) => Math.exp(-x * x)]) {
    close(await integrate(f, [-Infinity, Infinity]), Math.sqrt(Math.PI));
  }
  for (const f of ['x*y^2', parseExpression('x*y^2'), ([x, y]: Float64Array) => x * y * y]) {
    const domain = [
      [0, 2],
      [0, 3],
    ] as const;
    close(await integrate(f, domain), 18);
  }
});

test('every method by name, over a range', async () => {
  for (const method of [...QUAD_METHODS, ...ND_METHODS]) {
    if (method === 'cross') continue;
    const rtol = method === 'midpoint' || method === 'trapezoid' ? 1e-6 : 1e-3;
    const found = await integrate((x) => 1 / (1 + x * x), [0, 1], { method, rtol, seed: 2 });
    close(found, Math.PI / 4);
  }
  close(await integrate('1/(1+x^2)', [0, 1], { method: 'rectangles', samples: 1000 }), Math.PI / 4);
  const fixed = await integrate('1/(1+x^2)', [0, 1], { samples: 100 });
  assert.deepEqual([fixed.method, fixed.evaluations], ['midpoint', 100]);
});

test('complex and vector values over a range, components and blocks over several dimensions', async () => {
  const wave = await integrate((x) => ({ re: Math.cos(x), im: Math.sin(x) }), [0, 1]);
  assert.ok(Math.abs(wave.value.im - (1 - Math.cos(1))) < 1e-14);
  const powers = await integrate((x) => [x, x * x], [0, 1]);
  assert.ok(Math.abs(powers.value[1] - 1 / 3) < 1e-15);
  const square = [
    [0, 1],
    [0, 1],
  ] as const;
  const parts = await integrate(
    (x: Float64Array, out: Float64Array) => {
      out[0] = x[0];
      out[1] = x[0] * x[1];
    },
    square,
    { components: 2 },
  );
  assert.ok(Math.abs(parts.components!.values[1] - 0.25) < 1e-14);
  const block = (points: Float64Array, count: number, out: Float64Array): void => {
    for (let i = 0; i < count; i++) out[i] = points[i] * points[count + i];
  };
  close(await integrate(block, square, { block: true }), 0.25);
});

test('limits may be formulas of the outer variables, in the order of their names or of `variables`', async () => {
  close(await integrate('x*y', [[0, 1] as const, [0, '1 - x'] as const]), 1 / 24);
  const swapped = { variables: ['y', 'x'] };
  close(await integrate('x^2', [[0, 1] as const, [0, 'y'] as const], swapped), 1 / 12);
  const inner = [[0, 'pi/2'] as const, [0, 'r2'] as const];
  close(await integrate('cos(r10)', inner, { variables: ['r2', 'r10'] }), 1);
});

test('the methods behind the door give the bits of their own functions', async () => {
  const direct = quad('sin(x)/x', 1, 5, { rtol: 1e-12 });
  const { value, error, evaluations } = await integrate('sin(x)/x', [1, 5], { rtol: 1e-12 });
  assert.deepEqual([value, error, evaluations], [direct.value, direct.error, direct.evaluations]);
  const f = ([x, y]: Float64Array): number => Math.sqrt(x + y);
  const square = [
    [0, 1],
    [0, 1],
  ] as const;
  const own = await cubature(f, square);
  const door = await integrate(f, square, { method: 'cubature' });
  assert.deepEqual([door.value, door.error, door.evaluations], [own.value, own.error, own.evaluations]);
});

test('a run that is ended early returns the best estimate so far, and says why', async () => {
  const controller = new AbortController();
  let calls = 0;
  const rough = (x: number): number => {
    if (++calls === 500) controller.abort();
    return Math.sin(1 / x);
  };
  const aborted = await integrate(rough, [0, 1], { signal: controller.signal, trace: true });
  assert.equal(aborted.status, 'aborted');
  assert.ok(Math.abs(aborted.value - 0.504067) < 0.05, 'near the exact value already');
  assert.ok(aborted.evaluations < 1000);
  assert.ok(aborted.trace!.length > 0);
  const late = await integrate((x) => Math.sin(1 / x), [0, 1], { maxSeconds: 1e-9 });
  assert.equal(late.status, 'budget-exhausted');
  assert.match(late.message!, /maxSeconds/);
  const steps: number[] = [];
  const heard = await integrate('sqrt(x)', [0, 1], { onIteration: (entry) => steps.push(entry.evaluations) });
  assert.equal(heard.trace, undefined);
  assert.ok(steps.length > 0 && steps.every((n, i) => i === 0 || n >= steps[i - 1]));
});

test('a Monte Carlo run that was stopped and resumed has the bits of one that was not', async () => {
  const f = 'exp(x*y)';
  const square = [
    [0, 1],
    [0, 1],
  ] as const;
  const options = { method: 'monte-carlo', rtol: 0, maxEvaluations: 300_000, seed: 4 } as const;
  const whole = await integrate(f, square, options);
  const controller = new AbortController();
  const onIteration = (): void => controller.abort();
  const part = await integrate(f, square, { ...options, onIteration, signal: controller.signal });
  assert.equal(part.status, 'aborted');
  assert.ok(part.evaluations > 0 && part.evaluations < whole.evaluations);
  const resume = JSON.parse(JSON.stringify(part.state)) as typeof part.state;
  const { rtol, maxEvaluations } = options;
  const resumed = await integrate(f, square, { rtol, maxEvaluations, resume });
  assert.deepEqual(
    [resumed.value, resumed.error, resumed.evaluations],
    [whole.value, whole.error, whole.evaluations],
  );
});

test('bad arguments are refused in one line', async () => {
  const square = [
    [0, 1],
    [0, 1],
  ] as const;
  const cases: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
    [() => integrate('x*y', [0, 1]), /^integrand must be a formula in one variable/],
    [
      () => integrate('x*y*z', square),
      /^variables must name the coordinates in their order: the domain has 2/,
    ],
    [
      () => integrate('x', [[0, 'y'] as const, [0, 1] as const], { variables: ['x', 'y'] }),
      /^domain\[0\] must be without y: a constant/,
    ],
    [() => integrate('x', square, { variables: ['x', 'x'] }), /^variables must be 2 different names/],
    [
      () => integrate('z', square, { variables: ['x', 'y'] }),
      /^a variable of the formula must be one of x, y/,
    ],
    [
      () => integrate('x', square, { variables: ['x', 'y'], block: true }),
      /^block must be left out for a formula/,
    ],
    [
      () => integrate('x*y', square, { breakpoints: [0.5] }),
      /^breakpoints must be left out for auto over a list of ranges, got .*; it is for methods over one/,
    ],
    [() => integrate('x*y', square, { method: 'simpson' }), /^method must be one of auto, cubature/],
    [() => integrate('x', [0, 1], { method: 'qmc', samples: 10 }), /^method must be one of midpoint/],
    [
      () => integrate('x', [0, 1], { samples: 10, rule: 15 }),
      /^rule must be left out for midpoint with a fixed number of points/,
    ],
    [() => integrate('x', [0, 1], { rule: 15 }), /^rule must be left out for auto over one/],
    [
      () => integrate('x', [0, 1], { method: 'gauss-kronrod', rule: 'genz-malik' }),
      /^rule must be 15, 21, 31 or 61/,
    ],
    [() => integrate('x*y', square, { method: 'cubature', rule: 15 }), /^rule must be genz-malik or/],
    [
      () => integrate('x', [0, 1], { method: 'smipson' } as unknown as IntegrateOptions),
      /did you mean "simpson"/,
    ],
    [() => integrate('x +', [0, 1]), /^nothing after "\+" at column 4/],
  ];
  for (const [call, message] of cases) {
    await assert.rejects(
      call,
      (error: unknown) => isNfoldError(error) && message.test(error.message),
      String(message),
    );
  }
});
