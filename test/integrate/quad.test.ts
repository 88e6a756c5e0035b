import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileExpression } from 'nfold';
import { QUAD_METHODS, gaussLegendreRule, quad } from 'nfold/integrate';
import { knownAnswers } from '../known-answers/read.js';

interface KnownIntegral {
  readonly id: string;
  readonly expr: string;
  readonly lower: number | string;
  readonly upper: number | string;
  readonly exactDouble: number | null;
  readonly cls: string;
  readonly breakpoints: readonly number[];
}

const PUBLIC = knownAnswers<KnownIntegral[]>('integrals_1d.json');
const MORE = knownAnswers<KnownIntegral[]>('integrals_1d_more.json');
/** What no method can know in doubles or with so few points: cancellation to nothing, lost digits, infinitely many waves. */
const HARD = new Set(['Math.exp(x)-1.7182818284590452', 'Math.log(1+1/(x*x))', 'Math.sin(1/x)']);

function integrand(expr: string): (x: number) => number {
  // oxlint-disable-next-line typescript/no-implied-eval -- known answers are JavaScript expressions
  return new Function('x', `return ${expr}`) as (x: number) => number;
}

function solve({ expr, lower, upper }: KnownIntegral, rtol: number, breakpoints: readonly number[] = []) {
  return quad(integrand(expr), Number(lower), Number(upper), { rtol, breakpoints, maxEvaluations: 20_000 });
}

for (const rtol of [1e-8, 1e-12]) {
  test(`the public integrals to ${rtol}: all solved, none silently wrong`, () => {
    for (const known of PUBLIC) {
      const exact = known.exactDouble ?? NaN;
      const { value, status } = solve(known, rtol);
      assert.ok(
        Math.abs(value - exact) <= rtol * Math.abs(exact),
        `${known.expr}: ${value}, exactly ${exact}`,
      );
      assert.equal(status, 'converged', known.expr);
    }
  });

  test(`more integrals to ${rtol}: nearly all solved, none silently wrong`, () => {
    const missed: string[] = [];
    for (const known of MORE.filter(({ exactDouble }) => exactDouble !== null)) {
      const exact = known.exactDouble ?? NaN;
      const { value, error, status } = solve(known, rtol);
      const off = Math.abs(value - exact);
      const allowed = rtol * Math.abs(exact);
      if (off > allowed) missed.push(known.expr);
      if (status === 'converged')
        assert.ok(off <= 10 * Math.max(allowed, error), `${known.expr}: off by ${off}`);
    }
    const unforgivable = missed.filter((expr) => !HARD.has(expr));
    assert.ok(unforgivable.length <= 1, unforgivable.join(', '));
  });
}

test('integrals that have no value are never converged, whatever the tolerance', () => {
  for (const known of MORE.filter(({ cls }) => cls === 'divergent')) {
    for (const rtol of [1e-3, 1e-8, 1e-12]) {
      const { status, value, error, message } = solve(known, rtol);
      assert.notEqual(status, 'converged', `${known.expr}: ${value} ± ${error}`);
      assert.ok((message ?? '').length > 0, known.expr);
    }
  }
});

test('breakpoints make what is not smooth cheap', () => {
  const counts = PUBLIC.filter(({ breakpoints }) => breakpoints.length > 0).map((known) => {
    const exact = known.exactDouble ?? NaN;
    const { value, evaluations } = solve(known, 1e-10, known.breakpoints);
    assert.ok(Math.abs(value - exact) <= 1e-10 * Math.abs(exact), known.expr);
    return evaluations;
  });
  counts.sort((a, b) => a - b);
  assert.ok(counts[Math.floor(counts.length / 2)] <= 300, counts.join(', '));
});

test('every call of the integrand is counted, and no end is evaluated', () => {
  for (const known of [...PUBLIC, ...MORE]) {
    const f = integrand(known.expr);
    let calls = 0;
    const [a, b] = [Number(known.lower), Number(known.upper)];
    const counted = (x: number): number => {
      calls++;
      assert.ok(x !== a && x !== b, `${known.expr} at ${x}`);
      return f(x);
    };
    assert.equal(quad(counted, a, b, { maxEvaluations: 5000 }).evaluations, calls, known.expr);
  }
});

test('smooth integrands cost little', () => {
  assert.ok(quad('exp(x)', 0, 1, { rtol: 1e-12 }).evaluations <= 75);
  assert.ok(quad('1/sqrt(x)', 0, 1, { rtol: 1e-12 }).evaluations <= 150);
  assert.ok(quad('cos(50x)', 0, 1, { rtol: 1e-12 }).evaluations <= 300);
  assert.ok(quad('exp(-x^2)', -Infinity, Infinity, { rtol: 1e-12 }).evaluations <= 200);
});

test('poles next to the range, and peaks, are found in the series and moved away', () => {
  const pair = (c: number, w: number): number => (Math.atan((1 - c) / w) + Math.atan((1 + c) / w)) / w;
  for (const [c, w, most] of [
    [0, 0.2, 110],
    [0.3, 0.2, 110],
    [-0.9, 0.05, 175],
    [0.123, 1e-2, 175],
    [0.5, 1e-4, 350],
  ] as const) {
    const { value, status, evaluations } = quad((x) => 1 / ((x - c) ** 2 + w * w), -1, 1, { rtol: 1e-12 });
    assert.equal(status, 'converged');
    assert.ok(Math.abs(value / pair(c, w) - 1) < 1e-12, `${c}, ${w}: ${value}`);
    assert.ok(evaluations <= most, `${c}, ${w}: ${evaluations} evaluations`);
  }
  const beside = quad((x) => Math.exp(-x) + 1 / (x + 0.01), 0, 1, { rtol: 1e-12 });
  assert.ok(Math.abs(beside.value - (1 - Math.exp(-1) + Math.log(101))) < 1e-11);
  assert.ok(beside.evaluations <= 110);
});

test('kinks and jumps anywhere are as right as they are said to be', () => {
  const spread = (i: number): number => 0.003 + 0.994 * ((i * 0.618_033_988_749_895) % 1);
  for (let i = 1; i <= 400; i++) {
    const c = spread(i);
    const height = 10 ** -(i % 5);
    const cases = [
      { f: (x: number) => Math.abs(x - c), exact: (c * c + (1 - c) ** 2) / 2 },
      { f: (x: number) => (x < c ? 0 : 1), exact: 1 - c },
      {
        f: (x: number) => Math.exp(x) + height * Math.abs(x - c),
        exact: Math.E - 1 + (height * (c * c + (1 - c) ** 2)) / 2,
      },
    ];
    for (const rtol of [1e-8, 1e-12]) {
      for (const { f, exact } of cases) {
        const { value, error, status } = quad(f, 0, 1, { rtol });
        const allowed = Math.max(5 * error, rtol * exact, 2e-15);
        assert.ok(
          status !== 'converged' || Math.abs(value - exact) <= allowed,
          `${String(f)}, ${c}: ${value}, exactly ${exact}`,
        );
      }
    }
  }
});

test('a kink that few samples see: next to an end of a panel, or beside another', () => {
  const two = (c: number, d: number): void => {
    const exact = (c * c + (1 - c) ** 2 + 0.3 * (d * d + (1 - d) ** 2)) / 2;
    const { value, status } = quad((x) => Math.abs(x - c) + 0.3 * Math.abs(x - d), 0, 1, { rtol: 1e-12 });
    assert.equal(status, 'converged');
    assert.ok(Math.abs(value - exact) < 1e-12, `${c}, ${d}: ${value}, exactly ${exact}`);
  };
  two(0.49999831372732295, 0.16582269594073296);
  two(0.5551844151974655, 0.49899712833575904);
  two(0.16927564394986258, 0.2501897762995213);
});

test('a narrow peak between the samples of a root is seen', () => {
  const f = (x: number): number => Math.exp(-(((x - 0.3751) / 0.005623) ** 2)) + 0.1147 * Math.sqrt(x);
  const exact = 0.005623 * Math.sqrt(Math.PI) + (0.1147 * 2) / 3;
  const { value, status } = quad(f, 0, 1, { rtol: 1e-10 });
  assert.equal(status, 'converged');
  assert.ok(Math.abs(value - exact) < 1e-10);
});

test('a narrow peak that samples of the broad one do not show is looked for', () => {
  const f = (x: number): number => Math.sqrt(Math.abs(x - 0.3)) + 5 * Math.exp(-(((x - 0.803) / 0.004) ** 2));
  const exact = (2 / 3) * (0.3 ** 1.5 + 0.7 ** 1.5) + 5 * 0.004 * Math.sqrt(Math.PI);
  const { value, status } = quad(f, 0, 1, { rtol: 1e-10 });
  assert.ok(status !== 'converged' || Math.abs(value - exact) < 1e-9 * exact, `${value}, exactly ${exact}`);
});

test('an integrand that was 0 everywhere is suspect, and a spike found by its breakpoint is not missed', () => {
  const spike = (x: number): number => Math.exp(-(((x - 0.7316) / 1e-7) ** 2));
  assert.equal(quad(spike, 0, 1).status, 'suspect');
  const { value, status } = quad(spike, 0, 1, { breakpoints: [0.7316], rtol: 1e-9 });
  assert.equal(status, 'converged');
  assert.ok(Math.abs(value - 1e-7 * Math.sqrt(Math.PI)) < 1e-15);
});

test('ends away from 0: the distance is exact where x is rounded, and without it the behaviour is fitted', () => {
  for (const p of [-0.97, -0.9, -0.5, 0.3]) {
    const exact = 1 / (1 + p);
    const told = quad((x, d) => Math.pow(x > 2.5 ? d : 3 - x, p), 2, 3, { rtol: 1e-12 });
    const fitted = quad((x) => Math.pow(3 - x, p), 2, 3, { rtol: 1e-12 });
    for (const { value, status } of [told, fitted]) {
      assert.equal(status, 'converged');
      assert.ok(Math.abs(value / exact - 1) < 1e-11, `${p}: ${value}, exactly ${exact}`);
    }
  }
});

test('points without a value are avoided or reported, never taken for 0', () => {
  const sinc = quad((x) => Math.sin(x) / x, -1, 1, { method: 'gauss-kronrod', rtol: 1e-12 });
  assert.equal(sinc.status, 'converged');
  assert.match(sinc.message ?? '', /NaN at x = 0/);
  assert.ok(Math.abs(sinc.value - 1.892_166_140_734_366) < 1e-13);
  const root = quad((x) => Math.sqrt(x), -1, 1);
  assert.equal(root.status, 'non-finite');
  assert.equal(root.error, Infinity);
  assert.match(root.message ?? '', /NaN at x = -0\.\d+, and not finite at \d+ points/);
});

test('a budget is kept to within a rule, with what was found so far', () => {
  const peak = (x: number): number => 1 / ((x - 0.3) ** 2 + 1e-10);
  for (const maxEvaluations of [1, 40, 100, 500]) {
    const { status, evaluations, message } = quad(peak, 0, 1, { maxEvaluations, rtol: 1e-13 });
    assert.notEqual(status, 'converged');
    assert.ok(evaluations <= maxEvaluations + 200, `${evaluations} of ${maxEvaluations}`);
    assert.ok((message ?? '').length > 0);
  }
});

const coefficient = fc.double({ min: -3, max: 3, noNaN: true });
const laws = { numRuns: 60, seed: 11 };

test('laws: linearity, reversal, additivity, scaling', () => {
  const f = compileExpression('exp(-x)*cos(3x)');
  const g = (x: number): number => 1 / (1 + x * x);
  const options = { rtol: 1e-11, atol: 1e-11 };
  fc.assert(
    fc.property(coefficient, coefficient, coefficient, coefficient, (p, q, a, b) => {
      const of = (h: (x: number) => number, low: number, high: number): number =>
        quad(h, low, high, options).value;
      const near = (left: number, right: number): void =>
        assert.ok(Math.abs(left - right) < 2e-9, `${left}, ${right}`);
      near(
        of((x) => p * f(x) + q * g(x), a, b),
        p * of(f, a, b) + q * of(g, a, b),
      );
      assert.equal(of(f, a, b), 0 - of(f, b, a));
      near(of(f, a, b), of(f, a, (a + b) / 3) + of(f, (a + b) / 3, b));
      near(of(f, 2 * a, 2 * b), 2 * of((x) => f(2 * x), a, b));
    }),
    laws,
  );
});

test('peaks, kinks, jumps and powers at random places are never silently wrong', () => {
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
  const power = fc.double({ min: -0.6, max: 1.5, noNaN: true }).filter((p) => Math.abs(p) > 0.01);
  const width = fc.double({ min: -5, max: -1, noNaN: true }).map((digits) => 10 ** digits);
  const honest = (f: (x: number) => number, exact: number): void => {
    for (const rtol of [1e-8, 1e-12]) {
      const { value, error, status } = quad(f, 0, 1, { rtol, maxEvaluations: 10_000 });
      const allowed = 10 * Math.max(error, rtol * Math.abs(exact));
      assert.ok(
        status !== 'converged' || Math.abs(value - exact) <= allowed,
        `${value} ± ${error}, exactly ${exact}`,
      );
    }
  };
  fc.assert(
    fc.property(share, power, width, (c, p, w) => {
      honest((x) => w / ((x - c) ** 2 + w * w), Math.atan((1 - c) / w) + Math.atan(c / w));
      honest((x) => Math.abs(x - c) ** p, (c ** (1 + p) + (1 - c) ** (1 + p)) / (1 + p));
      honest((x) => (x < c ? 1 : Math.exp(x)), c + Math.E - Math.exp(c));
      honest((x) => Math.abs(x - c), (c * c + (1 - c) ** 2) / 2);
      honest((x) => (1 - x) ** p, 1 / (1 + p));
    }),
    laws,
  );
});

test('every method finds smooth integrals, within its error', () => {
  for (const method of QUAD_METHODS) {
    const result = quad('exp(x)*sin(2x)', 0, 2, { method, rtol: 1e-7 });
    const exact = (Math.exp(2) * (Math.sin(4) - 2 * Math.cos(4)) + 2) / 5;
    assert.equal(result.status, 'converged', method);
    assert.ok(Math.abs(result.value - exact) <= result.error + 1e-14, `${method}: ${String(result)}`);
  }
});

test('Gauss-Legendre rules integrate every polynomial up to degree 2n - 1', () => {
  for (const n of [1, 2, 3, 5, 10, 33, 64, 101, 400]) {
    const { nodes, weights } = gaussLegendreRule(n);
    const moment = (degree: number): number => nodes.reduce((sum, x, i) => sum + weights[i] * x ** degree, 0);
    for (const degree of [0, 1, n - 1, n, 2 * n - 2, 2 * n - 1]) {
      const exact = degree % 2 === 0 ? 2 / (degree + 1) : 0;
      assert.ok(
        Math.abs(moment(degree) - exact) < 2e-15 * Math.sqrt(n + 1),
        `${n} points, degree ${degree}: ${moment(degree) - exact}`,
      );
    }
  }
  const { nodes, weights } = gaussLegendreRule(3);
  assert.ok(Math.abs(nodes[2] - Math.sqrt(0.6)) < 1e-15 && Math.abs(weights[1] - 8 / 9) < 1e-15);
});

test('Gauss-Kronrod panels integrate every polynomial up to degree 3n + 1 at once', () => {
  for (const rule of [15, 21, 31, 61] as const) {
    const degree = Math.floor((3 * (rule - 1)) / 2) + 1;
    const { value, evaluations } = quad((x) => (degree + 1) * x ** degree, 0, 1, {
      method: 'gauss-kronrod',
      rule,
      rtol: 1,
    });
    assert.equal(evaluations, rule);
    assert.ok(Math.abs(value - 1) < 4e-15, `${rule} points, degree ${degree}: ${value - 1}`);
  }
});

test('oscillating weights: closed forms, on finite and infinite ranges, at a cost that does not grow with the frequency', () => {
  const near = (value: number, exact: number, allowed: number): void =>
    assert.ok(Math.abs(value - exact) <= allowed, `${value}, exactly ${exact}`);
  for (const omega of [1e-9, 0.3, 2, 17, 200, 1e4, -5]) {
    const c = quad('exp(x)', 0, 1, { weight: { type: 'cos', omega }, rtol: 1e-11, atol: 1e-14 });
    near(c.value, (Math.E * (Math.cos(omega) + omega * Math.sin(omega)) - 1) / (1 + omega ** 2), 1e-13);
    const s = quad('exp(x)', 0, 1, { weight: { type: 'sin', omega }, rtol: 1e-11, atol: 1e-14 });
    near(s.value, (Math.E * (Math.sin(omega) - omega * Math.cos(omega)) + omega) / (1 + omega ** 2), 1e-13);
    assert.ok(c.evaluations <= 150 && s.evaluations <= 150, `${c.evaluations}, ${s.evaluations}`);
  }
  const root = quad((x) => 1 / Math.sqrt(x), 0, Infinity, {
    weight: { type: 'cos', omega: Math.PI / 2 },
    rtol: 1e-10,
  });
  near(root.value, 1, 1e-10);
  const line = quad('1/(1+x^2)', -Infinity, Infinity, { weight: { type: 'cos', omega: 3 }, rtol: 1e-9 });
  near(line.value, Math.PI * Math.exp(-3), 1e-10);
  const constant = quad(() => 1, 0, Infinity, { weight: { type: 'cos', omega: 1 } });
  assert.equal(constant.status, 'suspect');
});

test('breakpoints help under an oscillatory weight too, on finite and infinite ranges', () => {
  const omega = 40;
  const [c, rtol] = [0.37, 1e-11];
  const kink = (x: number): number => Math.abs(x - c);
  const options = { weight: { type: 'cos', omega }, rtol } as const;
  const known = quad(kink, 0, 1, { ...options, breakpoints: [c] });
  const exact =
    ((1 - c) * Math.sin(omega)) / omega + (1 + Math.cos(omega) - 2 * Math.cos(omega * c)) / omega ** 2;
  assert.equal(known.status, 'converged');
  assert.ok(Math.abs(known.value - exact) < 1e-13, `${known.value}, exactly ${exact}`);
  assert.ok(known.evaluations <= 160, `${known.evaluations} evaluations`);
  const tail = quad((x) => (x < 2 ? 1 : 0) + 1 / (1 + x * x), 0, Infinity, {
    weight: { type: 'cos', omega: 3 },
    breakpoints: [2],
    rtol: 1e-9,
    atol: 1e-9,
  });
  assert.equal(tail.status, 'converged');
  assert.ok(Math.abs(tail.value - (Math.sin(6) / 3 + (Math.PI / 2) * Math.exp(-3))) < 1e-9);
});

test('principal values: closed forms, with both sides of the pole counted', () => {
  const c = 0.3;
  const cases = [
    [quad(() => 1, 0, 1, { weight: { type: 'cauchy', at: c }, rtol: 1e-12 }), Math.log(0.7 / 0.3)],
    [quad('x', -1, 2, { weight: { type: 'cauchy', at: 1 }, rtol: 1e-12 }), 3 + Math.log(1 / 2)],
    [
      quad('1/(1+x^2)', -Infinity, Infinity, { weight: { type: 'cauchy', at: 1 }, rtol: 1e-11 }),
      -Math.PI / 2,
    ],
  ] as const;
  for (const [{ value, status }, exact] of cases) {
    assert.equal(status, 'converged');
    assert.ok(Math.abs(value - exact) < 1e-11, `${value}, exactly ${exact}`);
  }
});

test('complex and vector values: each component as good as a scalar, points shared', () => {
  const wave = quad((x) => ({ re: Math.cos(x), im: Math.sin(x) }), 0, 1, { rtol: 1e-12 });
  assert.ok(Math.hypot(wave.value.re - Math.sin(1), wave.value.im - (1 - Math.cos(1))) < 1e-14);
  assert.ok(wave.evaluations <= 50);
  const roots = quad((x) => [x, Math.sqrt(x), 1 / Math.sqrt(x)], 1, 0, { rtol: 1e-12 });
  for (const [i, exact] of [-0.5, -2 / 3, -2].entries()) assert.ok(Math.abs(roots.value[i] - exact) < 1e-13);
  assert.match(String(roots), /^\[-0\.5, -0\.66\d+, -\d[\d.]*\] ± .* evaluations, .*converged\)$/);
});

test('a trace tells how the estimate went', () => {
  const { trace, evaluations } = quad('1/(1+25x^2)', -1, 1, { trace: true });
  assert.ok(trace !== undefined && trace.length >= 3);
  assert.ok(trace.every((entry, i) => i === 0 || entry.evaluations >= trace[i - 1].evaluations));
  assert.ok(trace[trace.length - 1].evaluations <= evaluations);
  assert.equal(quad('x', 0, 1).trace, undefined);
});

test('bad input gets one clear line', () => {
  const refused = (call: () => unknown, message: RegExp): void =>
    assert.throws(call, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT');
      assert.match(error.message, message);
      assert.ok(!error.message.includes('\n'));
      return true;
    });
  refused(() => quad('x', NaN, 1), /^lower limit must be a number or an infinity, got NaN/);
  refused(() => quad('x', 0, 1, { rtol: -1 }), /^rtol must be a number of at least 0/);
  refused(() => quad('x', 0, 1, { method: 'gaus-kronrod' as 'auto' }), /did you mean "gauss-kronrod"\?/);
  refused(() => quad('x', 0, 1, { rule: 7 as 15 }), /^rule must be 15, 21, 31 or 61, got 7/);
  refused(() => quad('x', 0, 1, { points: 1 }), /^points must be a whole number from 2 to 10000/);
  refused(() => quad('x', 0, 1, { maxEvaluations: 0 }), /^maxEvaluations must be/);
  refused(() => quad('x', 0, 1, { breakpoints: [NaN] }), /^breakpoints must be finite numbers, got NaN/);
  refused(
    () => quad('x', 0, 1, { weight: { type: 'cauchy', at: 1 } }),
    /^weight\.at must not be an end of the range/,
  );
  refused(
    () => quad('x', 0, 1, { weight: { type: 'cos', omega: Infinity } }),
    /^weight\.omega must be a finite number/,
  );
  refused(
    () => quad((() => 'a') as unknown as () => number, 0, 1),
    /value must be a number, \{ re, im \} or an array/,
  );
  refused(() => quad('x*y', 0, 1), /one variable/);
});

test('a range of no width is 0, and costs nothing', () => {
  const { value, evaluations, status } = quad('1/x', 2, 2);
  assert.deepEqual([value, evaluations, status], [0, 0, 'converged']);
});

test('Gaussians on half a line are as right as they are said to be', () => {
  for (const rtol of [1e-8, 1e-10, 1e-12]) {
    for (let rate = 0.5; rate < 3.5; rate += 0.01) {
      const { value, status } = quad((x) => Math.exp(-rate * x * x), 0, Infinity, { rtol });
      const exact = Math.sqrt(Math.PI / rate) / 2;
      assert.equal(status, 'converged');
      assert.ok(Math.abs(value - exact) <= rtol * exact, `${rate} at ${rtol}: ${value} instead of ${exact}`);
    }
  }
});
