import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Integral, Pool, integrate, integrateMany, isNfoldError } from 'nfold';
import { type IntegrateOptions, ND_METHODS } from 'nfold/integrate';

/** All that must not depend on who did the work. */
const bits = ({ value, error, errorKind, evaluations, status, method, message }: Integral): unknown[] => [
  value,
  error,
  errorKind,
  evaluations,
  status,
  method,
  message,
];

const RATES = Array.from({ length: 300 }, (_, i) => ({ a: 0.5 + i / 100 }));
const SQUARE = [
  [0, 1],
  [0, 1],
] as const;

test('families: formulas and functions, ranges and squares, the same and own domains', async () => {
  const halves = await integrateMany('exp(-a*x^2)', RATES, { domain: [0, Infinity], rtol: 1e-10 });
  for (const [i, { value, status }] of halves.entries()) {
    assert.equal(status, 'converged');
    assert.ok(Math.abs(value - Math.sqrt(Math.PI / RATES[i].a) / 2) < 1e-9);
  }
  const waves = await integrateMany((x, n) => Math.cos(n * x), [1, 2, 3], { domain: (n) => [0, 1 / n] });
  waves.forEach(({ value }, i) => assert.ok(Math.abs(value - Math.sin(1) / (i + 1)) < 1e-12));
  const planes = await integrateMany('a*x*y', [{ a: 1 }, { a: 2 }], { domain: SQUARE });
  planes.forEach(({ value }, i) => assert.ok(Math.abs(value - (i + 1) / 4) < 1e-12));
  const points = await integrateMany(([x, y], p: number) => x ** p * y, [1, 3], { domain: SQUARE });
  points.forEach(({ value }, i) => assert.ok(Math.abs(value - [1 / 4, 1 / 8][i]) < 1e-8));
});

test('a family has the bits of its members one by one', async () => {
  const family = await integrateMany('exp(-a*x)*sqrt(x)', RATES.slice(0, 5), { domain: [0, 2] });
  for (const [i, { a }] of RATES.slice(0, 5).entries()) {
    assert.deepEqual(bits(family[i]), bits(await integrate(`exp(-${a}*x)*sqrt(x)`, [0, 2])));
  }
});

test('the same bits serially and for 1, 2 and 7 workers: every method, and families', async () => {
  const run = async (pool?: Pool): Promise<unknown[]> => {
    const found: unknown[] = [];
    const base = { maxEvaluations: 20_000, rtol: 0, seed: 3, trace: true, pool } satisfies IntegrateOptions;
    for (const method of ND_METHODS) {
      const options = { ...base, method };
      const slab = [[0, Infinity] as const, [0, '1 + x'] as const];
      const formula = await integrate('exp(-x-y)*cos(x*y)', slab, options);
      const f = ([x, y]: Float64Array): number => Math.exp(-x - y) * Math.cos(x * y);
      const plain = await integrate(f, SQUARE, options);
      found.push(bits(formula), formula.trace, formula.state, bits(plain), plain.trace, plain.state);
    }
    for (const method of ['monte-carlo', 'qmc', 'vegas', 'cubature'] as const) {
      found.push(bits(await integrate((x: number) => Math.sqrt(x), [0, 4], { ...base, method })));
    }
    found.push((await integrateMany('sin(a*x)/x', RATES, { domain: [1, 9], pool })).map(bits));
    const many = await integrateMany('cos(a*x*y)', RATES.slice(0, 9), { domain: SQUARE, pool });
    return [...found, many.map(bits)];
  };
  const serial = await run();
  for (const workers of [1, 2, 7]) {
    const pool = new Pool({ workers });
    try {
      assert.deepEqual(await run(pool), serial, `${workers} workers`);
    } finally {
      await pool.terminate();
    }
  }
});

test('an aborted family keeps what is done and names the rest', async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const found = await integrateMany('exp(-a*x)', RATES, {
    domain: [0, 1],
    signal: controller.signal,
    onProgress(count) {
      done.push(count);
      controller.abort();
    },
  });
  assert.deepEqual(done, [128]);
  assert.deepEqual([found.length, found[127].status, found[128].status], [300, 'converged', 'aborted']);
  assert.equal(found[299].error, Infinity);
  assert.deepEqual(await integrateMany('x', [], { domain: [0, 1] }), []);
});

test('a family that breaks a rule is refused in one line', async () => {
  const cases: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
    [
      () => integrateMany('a*x*y', [{ a: 1 }], { domain: [0, 1] }),
      /^f must be a formula in one variable and the parameters/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }, {}] as { a: number }[], { domain: [0, 1] }),
      /^parameter a must be a number for each integral/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], method: 'qmc' }),
      /^method must be one of auto, gauss-kronrod/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], rtol: -1 }),
      /^rtol must be a number of at least 0/,
    ],
    [
      () => integrateMany('x', 3 as unknown as { a: number }[], { domain: [0, 1] }),
      /^parameters must be an array/,
    ],
  ];
  for (const [call, message] of cases) {
    await assert.rejects(
      call,
      (error: unknown) => isNfoldError(error) && message.test(error.message),
      String(message),
    );
  }
});
