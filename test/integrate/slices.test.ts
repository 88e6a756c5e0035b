/** Integrals over a range that take long: others are let in, and a signal is heard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Integral, integrate, integrateFixed, quad } from 'nfold';
import { QUAD_METHODS, type QuadOptions } from 'nfold/integrate';

/** The same function, taking its time. */
function slow<F extends (x: number, distance: number) => unknown>(
  f: F,
  milliseconds: number,
): { f: F; calls: () => number } {
  let calls = 0;
  const take = (): void => {
    calls++;
    for (const until = performance.now() + milliseconds; performance.now() < until;);
  };
  const slowed =
    f.length > 1
      ? (x: number, distance: number) => (take(), f(x, distance))
      : (x: number) => (take(), f(x, NaN));
  return { f: slowed as F, calls: () => calls };
}

/** Counts the turns of the event loop until it is stopped. */
function turns(): { stop: () => number } {
  let count = 0;
  let handle = setImmediate(function again() {
    count++;
    handle = setImmediate(again);
  });
  return {
    stop() {
      clearImmediate(handle);
      return count;
    },
  };
}

type Scalar = (x: number, distance: number) => number;
const CASES: readonly (readonly [name: string, f: Scalar, range: [number, number], options?: QuadOptions])[] =
  [
    ['smooth', (x: number) => 1 / (1 + 25 * x * x), [1, -1]],
    ['an end', (x, d) => Math.log(x < 0.5 ? d : x), [0, 1]],
    ['a kink', (x: number) => Math.abs(x - 1 / 3), [0, 1]],
    ['breakpoints', (x: number) => Math.abs(x - 1 / 3), [0, 1], { breakpoints: [1 / 3] }],
    ['a pole', (x: number) => 1 / x, [0, 1]],
    ['a hole', (x: number) => Math.sin(x) / x, [-1, 1], { breakpoints: [0.3] }],
    ['a line', (x: number) => Math.exp(-x * x), [-Infinity, Infinity]],
    ['a tail', (x: number) => Math.sin(x) / x, [1, Infinity]],
    ['a weight', (x: number) => Math.exp(-x), [0, 2], { weight: { type: 'cos', omega: 90 } }],
    ['a principal value', (x: number) => Math.exp(x), [0, 2], { weight: { type: 'cauchy', at: 0.7 } }],
    ['a budget', (x: number) => Math.sin(1 / x), [0, 1], { maxEvaluations: 300 }],
  ];

const facts = (found: Omit<Integral<unknown>, 'toString' | 'state'>): unknown => {
  const { value, error, evaluations, status, method, message, trace } = found;
  return { value, error, evaluations, status, method, message, trace };
};

test('in slices, with the event loop let in, every integral has the bits and the calls of quad', async () => {
  for (const [name, f, range, more] of CASES) {
    const options = { rtol: 1e-9, trace: true, ...more };
    const heard: unknown[] = [];
    const others = turns();
    const { f: slowed, calls } = slow(f, 0.1);
    const found = await integrate(slowed, range, { ...options, onIteration: (entry) => heard.push(entry) });
    const direct = quad(f, ...range, options);
    assert.deepEqual(facts(found), facts(direct), name);
    assert.equal(calls(), found.evaluations, `${name}: no call twice`);
    assert.deepEqual(heard, direct.trace, `${name}: every step is heard once`);
    const least = Math.floor(calls() / 200);
    assert.ok(others.stop() >= least, `${name}: ${calls()} calls let others in`);
  }
  for (const method of QUAD_METHODS) {
    const options = { method, rtol: 1e-5 };
    const { f, calls } = slow((x: number) => Math.exp(x), 0.1);
    const found = await integrate(f, [0, 1], options);
    assert.deepEqual(facts(found), facts(quad((x) => Math.exp(x), 0, 1, options)), method);
    assert.equal(calls(), found.evaluations);
  }
});

test('values of several numbers, also when the integrand uses one array for all', async () => {
  const out = new Float64Array(2);
  const f = (x: number): Float64Array => {
    out[0] = Math.sqrt(x);
    out[1] = x * x;
    return out;
  };
  const direct = quad(f, 0, 1);
  assert.ok(Math.abs(direct.value[0] - 2 / 3) < 1e-8 && Math.abs(direct.value[1] - 1 / 3) < 1e-8);
  assert.deepEqual(facts(await integrate(slow(f, 0.1).f, [0, 1])), facts(direct));
  const wave = (x: number): { re: number; im: number } => ({ re: Math.cos(x), im: Math.sqrt(x) });
  assert.deepEqual(facts(await integrate(slow(wave, 0.1).f, [0, 1])), facts(quad(wave, 0, 1)));
});

test('a signal from outside ends a run with the best estimate so far', async () => {
  const controller = new AbortController();
  const { f, calls } = slow((x: number) => Math.sin(1 / x), 0.1);
  let steps = 0;
  // From the tenth step on the signal comes with the next turn of the event loop.
  const onIteration = (): void => {
    if (++steps === 10) setImmediate(() => controller.abort());
  };
  const found = await integrate(f, [0, 1], { rtol: 1e-12, signal: controller.signal, onIteration });
  assert.equal(found.status, 'aborted');
  assert.match(found.message!, /best estimate so far/);
  assert.ok(found.error > 0 && found.error < Infinity);
  assert.ok(Math.abs(found.value - 0.504067) <= Math.max(found.error, 0.05), String(found));
  assert.ok(found.evaluations <= calls() && calls() < 100_000);
});

test('a rule that is not finished is no part of the estimate; the last step is', async () => {
  const controller = new AbortController();
  const seen: { evaluations: number; value: number }[] = [];
  const f = (x: number): number => {
    if (seen.length >= 8) for (const until = performance.now() + 1; performance.now() < until;);
    return Math.sqrt(x);
  };
  const found = await integrate(f, [0, 1], {
    method: 'trapezoid',
    rtol: 0,
    signal: controller.signal,
    onIteration(entry) {
      seen.push(entry);
      if (seen.length === 8) setImmediate(() => controller.abort());
    },
  });
  assert.deepEqual([found.value, found.evaluations], [seen[7].value, seen[7].evaluations]);
  assert.equal(found.status, 'aborted');
});

test('maxSeconds is over in the middle of a rule, and before there is any estimate', async () => {
  const { f, calls } = slow((x: number) => Math.sqrt(x), 1);
  const late = await integrate(f, [0, 1], { method: 'trapezoid', rtol: 0, maxSeconds: 0.1 });
  assert.equal(late.status, 'budget-exhausted');
  assert.match(late.message!, /^maxSeconds was over before the error/);
  // A level of 65 points would have been the next.
  assert.ok(calls() <= 130 && late.evaluations <= calls() && Math.abs(late.value - 2 / 3) < 0.1);
  const { f: stuck, calls: few } = slow(() => 1, 20);
  const nothing = await integrate(stuck, [0, 1], { maxSeconds: 0.05 });
  assert.deepEqual([nothing.status, nothing.value, nothing.error], ['budget-exhausted', NaN, Infinity]);
  assert.match(nothing.message!, /before there was an estimate/);
  assert.ok(few() < 15);
});

test('what the integrand throws comes out, in whatever slice', async () => {
  const f = (x: number): number => {
    if (x > 0.9) throw new RangeError('too far');
    for (const until = performance.now() + 1; performance.now() < until;);
    return x;
  };
  await assert.rejects(integrate(f, [0, 1], { method: 'simpson' }), new RangeError('too far'));
});

test('a fixed number of points lets others in, and ends early', async () => {
  for (const method of ['midpoint', 'rectangles', 'monte-carlo'] as const) {
    const options = { method, samples: 600, seed: 5 };
    const { f, calls } = slow((x: number) => x * x, 0.05);
    const others = turns();
    const found = await integrate(f, [2, 0], options);
    assert.ok(others.stop() > 0);
    assert.equal(calls(), 600);
    assert.deepEqual(facts(found), facts(integrateFixed((x) => x * x, [2, 0], options)));
    const controller = new AbortController();
    const stopped = slow((x: number) => x * x, 0.05);
    setImmediate(() => controller.abort());
    const part = await integrate(stopped.f, [0, 2], { ...options, samples: 1e6, signal: controller.signal });
    assert.equal(part.status, 'aborted');
    assert.ok(stopped.calls() < 1e5);
    if (method === 'monte-carlo') assert.ok(Math.abs(part.value - 8 / 3) < 8 * part.error, String(part));
    else assert.deepEqual([part.value, part.error], [NaN, Infinity]);
  }
});
