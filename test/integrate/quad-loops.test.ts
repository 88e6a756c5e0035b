/** What makes integrals fast must not be seen in them: loops of a function's own, and room that is used again. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { QUAD_METHODS, type QuadMethod, type Quadrature, integrateMany, quad } from 'nfold/integrate';

const RANGES: readonly (readonly [number, number])[] = [
  [0, 1],
  [0.25, 3],
  [0, Infinity],
  [-Infinity, Infinity],
];

/** All of an integral, the text of its trace included. */
function told(found: Quadrature): string {
  return JSON.stringify(found, (_key, value: unknown) => (typeof value === 'number' ? String(value) : value));
}

function everyWay(f: (x: number, distance: number) => number): string[] {
  return QUAD_METHODS.flatMap((method) =>
    RANGES.map(([a, b]) => told(quad(f, a, b, { method, trace: true, maxEvaluations: 2000 }))),
  );
}

/** So many evaluations that a function gets a loop of its own. */
function heat(f: (x: number, distance: number) => number): void {
  for (let i = 0; i < 5; i++) quad(f, 0, 1, { method: 'gauss-legendre', points: 10_000 });
}

test('a function with a loop of its own has the integrals that it had before, bit for bit', () => {
  const functions: ((x: number, distance: number) => number)[] = [
    (x: number) => Math.exp(-x * x) / (0.1 + x * x),
    (x: number) => Math.sqrt(Math.abs(x - 0.3)),
    (x: number) => 1 / x,
    (x: number) => (x > 0.3 && x < 0.31 ? NaN : 1 / (1 + x * x)),
    (x, distance) => Math.exp(-x * x) * Math.min(1, distance) ** -0.4,
  ];
  for (const f of functions) {
    const before = everyWay(f);
    heat(f);
    assert.deepEqual(everyWay(f), before);
  }
});

test('a long integral whose function gets its own loop on the way calls it once a point', () => {
  let calls = 0;
  const f = (x: number): number => {
    calls++;
    return Math.sqrt(x);
  };
  const { evaluations } = quad(f, 0, 1, { method: 'trapezoid', rtol: 1e-14, maxEvaluations: 90_000 });
  assert.ok(evaluations > 60_000);
  assert.equal(calls, evaluations);
});

test('an integrand that integrates in turn disturbs no method', () => {
  const inner = (x: number, method: QuadMethod): number =>
    quad((y) => Math.exp(-y * (1 + x * x)) / (1 + Math.abs(x)), 0, 2, { method, rtol: 1e-4 }).value;
  for (const method of QUAD_METHODS) {
    for (const [a, b] of RANGES) {
      const options = { method, trace: true, rtol: 1e-6, maxEvaluations: 300 };
      const values = new Map<number, number>();
      const nested = quad(
        (x) => {
          values.set(x, inner(x, method));
          return values.get(x) ?? NaN;
        },
        a,
        b,
        options,
      );
      const alone = quad((x) => values.get(x) ?? NaN, a, b, options);
      assert.equal(told(nested), told(alone), `${method} over [${a}, ${b}]`);
    }
  }
});

test('an integrand that throws leaves the next integral as it would have been', () => {
  const f = (x: number): number => 1 / (0.01 + x * x);
  const before = everyWay(f);
  for (const method of QUAD_METHODS) {
    let left = 20;
    const throws = (): number => {
      if (left-- === 0) throw new RangeError('enough');
      return left;
    };
    assert.throws(() => quad(throws, 0, 1, { method, rtol: 1e-15 }), /enough/);
  }
  assert.deepEqual(everyWay(f), before);
});

test('where code may not be made from text, functions have the same integrals', () => {
  const program = `
    import { quad } from 'nfold/integrate';
    const f = (x) => Math.exp(-x) / (0.1 + x * x);
    for (let i = 0; i < 5; i++) quad(f, 0, 1, { method: 'gauss-legendre', points: 10_000 });
    const found = quad(f, 0, 1, { rtol: 1e-12 });
    process.stdout.write(JSON.stringify([found.value, found.error, found.evaluations]));`;
  const run = (...flags: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    return stdout;
  };
  assert.equal(run('--disallow-code-generation-from-strings'), run());
});

test('a formula gives the bits of its function, however often it comes', () => {
  for (let i = 0; i < 100; i++) {
    const c = 1 + (i % 70) / 8;
    const options = { rtol: 1e-10 };
    const { value, evaluations } = quad(`exp(-${c}*x^2) + x`, 0, 1, options);
    const plain = quad((x) => Math.exp(-c * (x * x)) + x, 0, 1, options);
    assert.deepEqual([value, evaluations], [plain.value, plain.evaluations]);
  }
});

test('a member of a family has the bits of the same formula with its numbers put in', async () => {
  const parameters = Array.from({ length: 40 }, (_, i) => ({ a: 0.5 + i / 8, k: i % 5 }));
  const found = await integrateMany('exp(-a*x^2) * cos(k*x)', parameters, { domain: [0, Infinity] });
  for (const [i, { a, k }] of parameters.entries()) {
    const alone = quad(`exp(-${a}*x^2) * cos(${k}*x)`, 0, Infinity);
    assert.deepEqual(
      [found[i].value, found[i].error, found[i].evaluations],
      [alone.value, alone.error, alone.evaluations],
    );
  }
});
