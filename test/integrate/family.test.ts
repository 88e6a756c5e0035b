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

test('a member that fails says so, and the others go on: serially and by workers, over ranges and squares', async () => {
  const numbers = Array.from({ length: 300 }, (_, i) => i);
  const fragile = (x: number, n: number): number => {
    if (n === 7) throw new RangeError('seven');
    return n === 130 ? NaN : x + n;
  };
  const domain = (n: number): [number, number] => {
    if (n === 9) throw new Error('no domain');
    return n === 11 ? [0, NaN] : [0, 1];
  };
  const flat = ([x, y]: Float64Array, n: number): number => {
    if (n === 2) throw new RangeError('two');
    return x * y + n;
  };
  const pool = new Pool({ workers: 2 });
  try {
    for (const where of [undefined, pool]) {
      const found = await integrateMany(fragile, numbers, { domain, pool: where });
      const told = ({ status, message }: Integral): unknown => [status, message];
      assert.deepEqual(told(found[7]), ['failed', 'the integrand or its domain threw: seven']);
      assert.deepEqual(told(found[9]), ['failed', 'the integrand or its domain threw: no domain']);
      assert.equal(found[11].status, 'failed');
      assert.match(found[11].message!, /^upper limit must be a number or an infinity, got NaN/);
      assert.equal(found[130].status, 'non-finite');
      assert.equal(found.filter(({ status }) => status === 'converged').length, 296);
      assert.ok(Math.abs(found[299].value - 299.5) < 1e-10);
      const squares = await integrateMany(flat, numbers.slice(0, 5), { domain: SQUARE, pool: where });
      assert.deepEqual(
        squares.map(({ status }) => status),
        ['converged', 'converged', 'failed', 'converged', 'converged'],
      );
    }
  } finally {
    await pool.terminate();
  }
});

test('members with several values, blocks and distances, with the same bits by workers', async () => {
  const pool = new Pool({ workers: 2 });
  const everything = async (where?: Pool): Promise<unknown[]> => {
    const one = { domain: [0, 1], pool: where } as const;
    const many = { domain: SQUARE, pool: where } as const;
    const waves = await integrateMany(
      (x: number, n: number) => ({ re: Math.cos(n * x), im: Math.sin(n * x) }),
      [1, 2],
      one,
    );
    assert.ok(Math.abs(waves[1].value.im - (1 - Math.cos(2)) / 2) < 1e-12);
    const lists = await integrateMany((x: number, n: number) => [n, n * x], [1, 4], one);
    assert.ok(Math.abs(lists[1].value[1] - 2) < 1e-12);
    assert.match(String(lists[1]), /^\[4, 2\] ± \S+ \(\d+ evaluations, .*, converged\)$/);
    const ends = await integrateMany((_: number, p: number, distance: number) => distance ** -p, [0.5, 0.9], {
      ...one,
      domain: (p) => [0, p],
    });
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['converged', 'converged'],
    );
    const parts = await integrateMany(
      ([x, y]: Float64Array, n: number, out: Float64Array) => {
        out[0] = n * x;
        out[1] = n * x * y;
      },
      [1, 4],
      { ...many, components: 2 },
    );
    assert.ok(Math.abs(parts[1].components!.values[1] - 1) < 1e-12);
    const blocks = await integrateMany(
      (points: Float64Array, n: number, count: number, out: Float64Array) => {
        for (let i = 0; i < count; i++) out[i] = n * points[i] * points[count + i];
      },
      [1, 4],
      { ...many, block: true },
    );
    assert.ok(Math.abs(blocks[1].value - 1) < 1e-12);
    const random = await integrateMany('a*x', [{ a: 2 }], { ...one, method: 'qmc', seed: 3 });
    assert.ok(Math.abs(random[0].value - 1) < 5 * random[0].error + 1e-12);
    const all: readonly Integral<unknown>[] = [...waves, ...lists, ...ends, ...parts, ...blocks, ...random];
    return all.map(({ value, error, evaluations, method, components }) => [
      value,
      error,
      evaluations,
      method,
      components,
    ]);
  };
  try {
    const serial = await everything();
    assert.deepEqual(await everything(pool), serial);
  } finally {
    await pool.terminate();
  }
});

test('a family that is out of time keeps what is done, serially and by workers', async () => {
  const endless = (x: number, n: number): number => {
    // Some milliseconds a call from the second member on.
    for (let until = performance.now() + (n > 0 ? 4 : 0); performance.now() < until;);
    return x;
  };
  const numbers = Array.from({ length: 400 }, (_, i) => (i < 128 ? 0 : 1));
  const pool = new Pool({ workers: 1 });
  try {
    await pool.map((x: number) => x, [1]);
    for (const where of [undefined, pool]) {
      const options = { domain: [0, 1], maxSeconds: 0.5, pool: where } as const;
      const found = await integrateMany(endless, numbers, options);
      assert.equal(found.length, 400);
      const done = found.findIndex(({ status }) => status !== 'converged');
      assert.ok(found.slice(done).every(({ status }) => status === 'budget-exhausted'));
      assert.ok(done < 399);
      assert.match(found[399].message!, /^maxSeconds was over before this integral/);
    }
  } finally {
    await pool.terminate();
  }
});

test('a family that breaks a rule is refused in one line', async () => {
  const cases: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
    [
      () => integrateMany('a*x*y', [{ a: 1 }], { domain: [0, 1] }),
      /^f must be a formula in one variable and the parameters/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }, {}] as { a: number }[], { domain: [0, 1] }),
      /^parameters\[1\]\.a must be a number/,
    ],
    [
      () => integrateMany('a*x*y', [{ a: 1 }], { domain: SQUARE, method: 'simpson' }),
      /^method must be one of auto, cubature.* over a list of ranges/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], method: 'rectangles' }),
      /^method must be one that chooses its points/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], samples: 3 } as never),
      /^options must be made of .*, got "samples"/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], points: 3 }),
      /^points must be left out for auto over one range, got 3 .*; method 'gauss-legendre' takes/,
    ],
    [
      () => integrateMany('a*x', [{ a: 1 }], { domain: [0, 1], maxSeconds: 0 }),
      /^maxSeconds must be a number greater than 0/,
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
