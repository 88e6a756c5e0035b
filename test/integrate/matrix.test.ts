/** Every method over every kind of domain and integrand, with every option: it works, or it is refused in one line. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Integral, Pool, integrate, isNfoldError } from 'nfold';
import { FIXED_METHODS, type IntegrateOptions, METHODS, ND_METHODS, QUAD_METHODS } from 'nfold/integrate';

type Options = IntegrateOptions;
type Run = (options: Options) => Promise<Integral>;

const SQUARE = [
  [0, 1],
  [0, 1],
] as const;
const TRIANGLE = [[0, 1] as const, [0, 'x'] as const];
const CUBE = [[0, 1] as const, [0, 1] as const, [-1, 1] as const];
const exp = (x: number): number => Math.exp(x);

/** Kinds of domain and integrand: what is integrated, what it is, and whether that is one range. */
const PROBLEMS: readonly { name: string; range: boolean; exact: number; run: Run }[] = [
  {
    name: 'a formula over a range',
    range: true,
    exact: Math.E - 1,
    run: (o) => integrate('exp(x)', [0, 1], o),
  },
  { name: 'a function over a range', range: true, exact: Math.E - 1, run: (o) => integrate(exp, [0, 1], o) },
  { name: 'a descending range', range: true, exact: 1 - Math.E, run: (o) => integrate(exp, [1, 0], o) },
  {
    name: 'a formula over a list of one range',
    range: false,
    exact: Math.E - 1,
    run: (o) => integrate('exp(x)', [[0, 1]], o),
  },
  {
    name: 'a function over a square',
    range: false,
    exact: Math.E - 2,
    run: (o) => integrate(([x, y]: Float64Array) => x * Math.exp(x * y), SQUARE, o),
  },
  {
    name: 'a formula over a triangle',
    range: false,
    exact: 1 / 8,
    run: (o) => integrate('x*y', TRIANGLE, o),
  },
  { name: 'a formula over a box', range: false, exact: 1 / 2, run: (o) => integrate('x*y + z', CUBE, o) },
];

/** Enough for every method with its usual budget. */
const GOAL = { rtol: 5e-3, seed: 5 } satisfies Options;
const pools = [1, 2].map((workers) => new Pool({ workers }));
after(() => Promise.all(pools.map((pool) => pool.terminate())));

const facts = ({ value, error, evaluations, status, method, message, state }: Integral): unknown =>
  JSON.parse(JSON.stringify({ value, error, evaluations, status, method, message, state }));

/** The methods that a domain has. */
const has = (range: boolean, method: string): boolean =>
  (ND_METHODS as readonly string[]).includes(method) || range;

const isRefused = (method: string, pattern: RegExp) => (error: unknown) =>
  isNfoldError(error, 'ERR_INVALID_ARGUMENT') &&
  assert.match(error.message, pattern, method) === undefined &&
  !error.message.includes('\n');

test('every method over every domain: right, or refused with the methods that there are', async () => {
  for (const { name, range, exact, run } of PROBLEMS) {
    for (const method of METHODS) {
      const which = `${method}, ${name}`;
      if (!has(range, method)) {
        const pattern = new RegExp(
          `^method must be one of auto, cubature, .* over a list of ranges, got "${method}"`,
        );
        await assert.rejects(run({ ...GOAL, method }), isRefused(which, pattern));
        continue;
      }
      const found = await run({ ...GOAL, method });
      // The lecture's rectangles do not reach the end of the range, and their bound is wide.
      const allowed = found.errorKind === 'bound' ? found.error : 5 * found.error;
      assert.ok(Math.abs(found.value - exact) <= allowed + 1e-14, `${which}: ${String(found)}`);
      assert.ok(found.status === 'converged' || method === 'rectangles', `${which}: ${String(found)}`);
      assert.equal(found.evaluations > 0, true, which);
    }
  }
});

test('a pool changes no bit of any of them', async () => {
  for (const { name, range, run } of PROBLEMS) {
    for (const method of METHODS) {
      if (!has(range, method)) continue;
      const options = { ...GOAL, method, ...(method !== 'rectangles' && { maxEvaluations: 20_000 }) };
      const serial = facts(await run(options));
      for (const pool of pools)
        assert.deepEqual(facts(await run({ ...options, pool })), serial, `${method}, ${name}`);
    }
  }
});

test('every run can be ended: at once, after its first step, after a time, after a number of evaluations', async () => {
  for (const { name, range, run } of PROBLEMS) {
    for (const method of METHODS) {
      if (!has(range, method)) continue;
      const which = `${method}, ${name}`;
      const options = {
        rtol: 0,
        seed: 5,
        method,
        ...(method !== 'rectangles' && { maxEvaluations: 20_000 }),
      };
      const whole = await run(options);
      const controller = new AbortController();
      const onIteration = (): void => controller.abort();
      const part = await run({ ...options, signal: controller.signal, onIteration });
      assert.ok(part.evaluations <= whole.evaluations, `${which}: ${String(part)}`);
      const ends: readonly Options[] = [{ signal: AbortSignal.abort() }, { maxSeconds: 1e-9 }];
      for (const more of ends) {
        const found = await run({ ...options, ...more });
        assert.ok(found.evaluations <= whole.evaluations, which);
        const said = more.signal === undefined ? 'budget-exhausted' : 'aborted';
        // What is exact after its first rule has converged all the same.
        if (found.status === 'converged') assert.ok(found.error <= 1e-12, `${which}: ${String(found)}`);
        else assert.ok([said, 'roundoff', 'suspect'].includes(found.status), `${which}: ${String(found)}`);
      }
      if (range || method === 'rectangles') continue;
      for (const maxEvaluations of [1, 100, 1000]) {
        const found = await run({ ...options, maxEvaluations });
        assert.ok(found.evaluations <= maxEvaluations, `${which}: ${String(found)}`);
      }
    }
  }
});

test('random runs go on from their state, by whatever method and over whatever domain', async () => {
  for (const { name, range, run } of PROBLEMS) {
    for (const method of ['monte-carlo', 'qmc', 'vegas'] as const) {
      const options = { method, rtol: 0, maxEvaluations: 30_000, seed: 8 };
      const whole = await run(options);
      const controller = new AbortController();
      const part = await run({
        ...options,
        signal: controller.signal,
        onIteration: () => controller.abort(),
      });
      const resume = JSON.parse(JSON.stringify(part.state)) as NonNullable<typeof part.state>;
      for (const pool of [undefined, pools[1]]) {
        const { maxEvaluations } = options;
        const resumed = await run({ rtol: 0, maxEvaluations, resume, pool });
        assert.deepEqual(facts(resumed), facts(whole), `${method}, ${name}, ${range}`);
      }
    }
  }
});

/** For each option that does not go with everything: a value, and the methods that take it over a range and over a list. */
const quads: readonly string[] = QUAD_METHODS;
const severals: readonly string[] = ND_METHODS;
const FITS: readonly { option: Options; range: readonly string[]; list: readonly string[] }[] = [
  { option: { breakpoints: [0.5] }, range: quads, list: [] },
  { option: { weight: { type: 'cos', omega: 3 } }, range: ['auto'], list: [] },
  { option: { weight: { type: 'cauchy', at: 3 } }, range: quads, list: [] },
  { option: { points: 20 }, range: ['gauss-legendre'], list: [] },
  { option: { rule: 15 }, range: ['gauss-kronrod'], list: [] },
  { option: { rule: 'genz-malik' }, range: [], list: ['cubature'] },
  { option: { samples: 50 }, range: ['auto', ...FIXED_METHODS], list: [] },
  { option: { variant: 'corrected' }, range: ['rectangles'], list: [] },
  { option: { random: true }, range: [], list: ['auto'] },
  { option: { components: 1 }, range: [], list: severals.filter((one) => one !== 'cross') },
];

test('every option with every method: it is heard, or refused with what to do', async () => {
  const square = ([x, y]: Float64Array, out?: Float64Array): number => {
    if (out !== undefined) out[0] = x * y;
    return x * y;
  };
  for (const { option, range, list } of FITS) {
    const [name] = Object.keys(option);
    for (const [methods, fitting, run] of [
      [METHODS, range, (o: Options) => integrate(exp, [0, 1], o)],
      [ND_METHODS, list, (o: Options) => integrate(square, SQUARE, o)],
    ] as const) {
      for (const method of methods) {
        const options = { ...GOAL, method, ...option };
        const which = `${method} with ${JSON.stringify(option)}`;
        if (name === 'components' && methods === METHODS && severals.includes(method)) continue;
        if (fitting.includes(method)) {
          const found = await run(options);
          assert.ok(Number.isFinite(found.value), which);
          continue;
        }
        const wrong = 'samples' in option && methods === METHODS ? 'method' : name;
        const pattern = new RegExp(`^(${wrong}|rule|domain) must be .*, got .*`);
        await assert.rejects(run(options), isRefused(which, pattern));
      }
    }
  }
});

test('what is no integral is refused in one line', async () => {
  const call = integrate as (f: unknown, domain?: unknown, options?: unknown) => Promise<unknown>;
  const cases: readonly (readonly [args: Parameters<typeof call>, message: RegExp])[] = [
    [['x*y', SQUARE, { workers: 0 }], /^workers must be a whole number of at least 1, or 'auto'/],
    [['x', [0, 1], { pool: 4 }], /^pool must be a Pool, got 4/],
    [['x', [0, 1], { maxEvaluation: 4 }], /^options must be .*did you mean "maxEvaluations"/],
    [['x', [0, 1], { signal: {} }], /^signal must be an AbortSignal/],
    [['x', [0, 1], { onIteration: 3 }], /^onIteration must be a function/],
    [['x', [0, 1], { maxSeconds: 0 }], /^maxSeconds must be a number greater than 0/],
    [['x*y', SQUARE, { maxSeconds: 0 }], /^maxSeconds must be a number greater than 0/],
    [['x', [0, 1], { samples: 5, maxSeconds: -1 }], /^maxSeconds must be a number greater than 0/],
    [['x', [0, 1], { rtol: NaN }], /^rtol must be a number of at least 0/],
    [['x', [0, 1], { maxEvaluations: 0 }], /^maxEvaluations must be a whole number of at least 1/],
    [['x', [0, '1']], /^upper limit must be a number or an infinity, got "1"/],
    [['x', [0, NaN]], /^upper limit must be a number or an infinity, got NaN/],
    [['x', [0, Infinity], { samples: 5 }], /^upper limit must be a finite number, got Infinity/],
    [['x'], /^domain must be \[low, high\], or a list of them/],
    [['x', []], /^domain must be \[low, high\], or a list of them/],
    [['x', [[0, 1, 2]]], /^domain\[0\] must be \[low, high\]/],
    [[5, [0, 1]], /^f must be a formula or a function, got 5/],
    [[undefined, SQUARE], /^f must be a formula or a function/],
    [[() => 'one', [0, 1]], /^the integrand’s value must be a number/],
    [[async () => 1, [0, 1]], /^the integrand’s value must be a number/],
    [['x', [0, 1], 5], /^options must be an object, got 5/],
    [['x', SQUARE, { resume: { plan: {} } }], /^resume must be the state of an earlier result/],
    [['x', SQUARE, { resume: 4 }], /^resume must be the state of an earlier result/],
  ];
  for (const [args, message] of cases) {
    await assert.rejects(call(...args), isRefused(JSON.stringify(args), message));
  }
});
