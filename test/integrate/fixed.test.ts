import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { FIXED_METHODS, type FixedMethod, integrateFixed } from 'nfold/integrate';
import { median } from 'nfold/stats';

/** Formula, limits and exact value. */
const SMOOTH: readonly (readonly [string, number, number, number])[] = [
  ['1/(1+x^2)', 0, 1, Math.PI / 4],
  ['exp(-x^2)*cos(3x)', -4, 4, Math.sqrt(Math.PI) * Math.exp(-9 / 4)],
  ['x^5 - 2x', -1, 3, 340 / 3],
  ['sin(x)', 0, Math.PI, 2],
  ['3', -2, 5, 21],
];

test('every method covers the exact value of smooth integrands with its error', () => {
  for (const [f, a, b, exact] of SMOOTH) {
    for (const method of FIXED_METHODS) {
      const result = integrateFixed(f, [a, b], { method, samples: 5000, seed: 1 });
      assert.equal(result.status, 'converged', `${f} by ${method}`);
      const allowed = result.errorKind === 'bound' ? result.error : 4 * result.error;
      assert.ok(Math.abs(result.value - exact) <= allowed + 1e-14, `${f} by ${method}: ${String(result)}`);
      assert.equal(result.evaluations, 5000);
    }
  }
});

test('the midpoint rule’s error falls with the square of the cells, and its estimate with it', () => {
  const [coarse, fine] = [1000, 10_000].map((samples) => integrateFixed('exp(x)', [0, 1], { samples }));
  const exact = Math.E - 1;
  assert.ok(Math.abs(Math.abs(coarse.value - exact) / Math.abs(fine.value - exact) - 100) < 1);
  assert.ok(Math.abs(coarse.error / fine.error - 100) < 10);
  assert.ok(fine.error < 10 * Math.abs(fine.value - exact));
});

test('the midpoint rule’s bound holds where nothing but rounding is left', () => {
  const linear: readonly (readonly [string, number, number, number])[] = [
    ['x', 0, 1, 0.5],
    ['0.1', 0, 1, 0.1],
    ['0.1', 0, 3, 0.3],
    ['1 - x', 0, 1, 0.5],
    ['2x + 3', -1, 4, 30],
  ];
  for (const [f, a, b, exact] of linear) {
    for (const samples of [3, 10, 1000, 10_000, 100_000]) {
      const { value, error } = integrateFixed(f, [a, b], { samples });
      assert.ok(Math.abs(value - exact) <= error, `${f}, ${samples} samples: ${value} ± ${error}`);
      assert.ok(error < 1e-13, `${f}, ${samples} samples: ± ${error}`);
    }
  }
});

test('Monte Carlo’s standard error is the spread over seeds', () => {
  const runs = Array.from({ length: 400 }, (_, seed) =>
    integrateFixed('x^2', [0, 1], { method: 'monte-carlo', samples: 500, seed }),
  );
  const pulls = runs.map(({ value, error }) => Math.abs(value - 1 / 3) / error);
  const inside = pulls.filter((pull) => pull < 2).length / pulls.length;
  assert.ok(inside > 0.92 && inside < 0.985, `${inside} within two standard errors`);
  assert.ok(Math.abs(median(pulls) - 0.674) < 0.1);
});

test('jumps are covered wherever they lie; poles and spikes are not called converged', () => {
  const place = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(place, fc.integer({ min: 30, max: 3000 }), (c, samples) => {
      for (const method of ['midpoint', 'rectangles'] as const) {
        const { value, error } = integrateFixed((x) => (x > c ? 1 : 0), [0, 1], { method, samples });
        assert.ok(
          Math.abs(value - (1 - c)) <= error * (1 + 1e-12),
          `${method}, ${samples} samples, jump at ${c}`,
        );
      }
    }),
    { numRuns: 200, seed: 5 },
  );
  for (const method of FIXED_METHODS) {
    for (const f of ['1/x', '1/sqrt(x)', '1/(x-0.3)^2']) {
      const result = integrateFixed(f, [0, 1], { method, samples: 10_001 });
      assert.notEqual(result.status, 'converged', `${f} by ${method}`);
      assert.ok(result.message !== undefined);
    }
  }
});

test('values that are not finite are counted and placed, never passed on in silence', () => {
  const cases: [string, number, number, FixedMethod, RegExp][] = [
    ['1/(x-0.5)', 0, 1, 'midpoint', /^the integrand is Infinity at x = 0\.5$/],
    [
      'sqrt(x)',
      -1,
      1,
      'monte-carlo',
      /^the integrand is NaN at x = -0\.\d+, and not finite at \d+ of 1001 points$/,
    ],
    ['ln(x)', -1, 1, 'rectangles', /NaN at x = -0\.99/],
  ];
  for (const [f, a, b, method, message] of cases) {
    const result = integrateFixed(f, [a, b], { method, samples: 1001 });
    assert.equal(result.status, 'non-finite');
    assert.match(result.message ?? '', message);
    assert.equal(result.error, Infinity);
  }
});

test('exchanged limits change the sign, equal limits give 0', () => {
  for (const method of FIXED_METHODS) {
    const [up, down] = [
      integrateFixed('exp(x)', [-1, 2], { method }),
      integrateFixed('exp(x)', [2, -1], { method }),
    ];
    assert.equal(down.value, -up.value);
    assert.equal(down.error, up.error);
    assert.equal(integrateFixed('1/x', [2, 2], { method }).value, 0);
  }
});

test('points stay inside the range when its width was rounded', () => {
  const [a, b] = [0.1, 0.7];
  const outside = (x: number): number => (x < a || x > b ? NaN : 1);
  for (const method of FIXED_METHODS) {
    for (let seed = 0; seed < 20; seed++) {
      assert.equal(integrateFixed(outside, [a, b], { method, samples: 2000, seed }).status, 'converged');
    }
  }
});

test('too few samples give no error, and say so', () => {
  for (const [method, samples] of [
    ['midpoint', 2],
    ['rectangles', 0],
    ['rectangles', 1],
    ['monte-carlo', 1],
  ] as const) {
    const result = integrateFixed('x', [0, 1], { method, samples });
    assert.deepEqual([result.status, result.error], ['suspect', Infinity]);
    assert.match(result.message ?? '', /use at least/);
  }
});

test('a tolerance that the samples do not reach is said', () => {
  const options = { method: 'monte-carlo', samples: 100, rtol: 1e-6 } as const;
  assert.equal(integrateFixed('x', [0, 1], options).status, 'budget-exhausted');
  assert.equal(integrateFixed('x', [0, 1], { ...options, rtol: 0.5 }).status, 'converged');
  assert.equal(integrateFixed('x', [0, 1], { samples: 10, atol: 1e-6 }).status, 'converged');
});

test('formulas and functions, serial and repeated, give the same bits', () => {
  for (const method of FIXED_METHODS) {
    const options = { method, samples: 40_001, seed: 9 };
    const [text, same, plain] = [
      integrateFixed('1/(1+x^2)', [0, 1], options),
      integrateFixed('1/(1+x^2)', [0, 1], options),
      integrateFixed((x) => 1 / (1 + x * x), [0, 1], options),
    ];
    assert.equal(text.value, same.value);
    assert.equal(text.value, plain.value);
    assert.equal(text.error, plain.error);
  }
});

test('bad input is refused in one line', () => {
  const refused = (run: () => unknown, message: RegExp): void => {
    assert.throws(run, { name: 'NfoldError', message });
  };
  refused(
    () => integrateFixed('x', [0, Infinity]),
    /^upper limit must be a finite number, got Infinity; infinite limits/,
  );
  refused(() => integrateFixed('x', [NaN, 1]), /^lower limit must be a finite number, got NaN$/);
  refused(() => integrateFixed('x', [-1e308, 1e308]), /too far apart/);
  refused(
    () => integrateFixed('x', [0, 1], { samples: 1.5 }),
    /^samples must be a whole number of at least 1, got 1\.5/,
  );
  refused(() => integrateFixed('x', [0, 1], { samples: 0 }), /^samples must be a whole number of at least 1/);
  refused(
    () => integrateFixed('x', [0, 1], { method: 'midpont' as FixedMethod }),
    /did you mean "midpoint"\?$/,
  );
  refused(() => integrateFixed('x*y', [0, 1]), /^integrand must be a formula in one variable, got "x\*y"/);
  refused(() => integrateFixed('x', [0, 1], { rtol: -1 }), /^rtol must be/);
});

test('an estimate prints as a value with its error', () => {
  assert.equal(
    String(integrateFixed('x', [0, 1], { samples: 3 })),
    '0.5 ± 3e-16 (3 evaluations, midpoint, converged)',
  );
  assert.match(
    String(integrateFixed('x^2', [0, 1], { method: 'monte-carlo' })),
    /^0\.33\d\d\(\d\d\) \(10000 evaluations, monte-carlo, converged\)$/,
  );
});
