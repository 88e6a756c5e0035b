import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NfoldError,
  Pool,
  type RunContext,
  compareSettings,
  inline,
  parameterGrid,
  runContext,
  runs,
  stream,
  tasks,
} from 'nfold';
import { Moments, quantile, studentTQuantile } from 'nfold/stats';

const seed = 1965;

function visit({ random }: Pick<RunContext, 'random'>): { wait: number; served: number } {
  return { wait: random.exponential(2), served: random.integers(0, 10) };
}

/** Grows with every number that it draws. */
function total({ random }: Pick<RunContext, 'random'>): number {
  return Math.exp(random.random()) + random.exponential() + random.normal(1, 2);
}

async function rejection(promise: Promise<unknown>): Promise<NfoldError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof NfoldError, String(error));
  return error;
}

test('runs draw from streams of their own, and are summarised by the textbook', async () => {
  const n = 500;
  const { outputs, ...record } = await runs(n, visit, { seed, keepValues: true, quantiles: [0.1, 0.9] });
  assert.deepEqual(record, { runs: n, planned: n, reason: 'all-runs', seed, confidence: 0.95 });
  const waits = Float64Array.from({ length: n }, (_, i) => stream(seed, i).exponential(2));
  const { wait, served } = outputs;
  assert.deepEqual(wait.values, waits);
  const moments = new Moments().addAll(waits);
  assert.ok(Math.abs(wait.mean - moments.mean) < 1e-13);
  assert.ok(Math.abs(wait.sd - moments.sd) < 1e-13);
  const half = studentTQuantile(0.975, n - 1) * moments.standardError;
  assert.ok(Math.abs(wait.halfWidth - half) < 1e-12 && Math.abs(wait.high - wait.low - 2 * half) < 1e-12);
  assert.deepEqual(
    wait.quantiles,
    [0.1, 0.9].map((q) => ({ q, value: quantile(waits, q) })),
  );
  assert.deepEqual([served.min, served.max], [0, 9]);
  assert.deepEqual(served.nonFinite, { count: 0 });
  assert.equal(wait.trace.at(-1)?.runs, n);
  assert.equal(wait.trace.at(-1)?.mean, wait.mean);
  assert.deepEqual(
    wait.trace.slice(0, 5).map((point) => point.runs),
    [10, 14, 18, 24, 30],
  );
});

test('the same bits for 1, 2 and 7 workers, without a pool, on every backend', async () => {
  const options = { seed, antithetic: true, keepValues: true };
  const serial = await runs(3000, visit, options);
  for (const workers of [1, 2, 7]) {
    await using pool = new Pool(workers);
    assert.deepEqual(await runs(3000, visit, { ...options, pool }), serial, `${workers} workers`);
  }
  for (const backend of ['serial', 'processes'] as const) {
    await using pool = new Pool({ workers: 2, backend });
    assert.deepEqual(await runs(3000, visit, { ...options, pool }), serial, backend);
  }
  const other = await runs(3000, visit, { ...options, bitGenerator: 'philox' });
  assert.notEqual(other.outputs.wait.mean, serial.outputs.wait.mean);
});

test('functions travel inline, by module, and as promises', async () => {
  await using pool = new Pool(2);
  const rate = 0.5;
  const scaled = inline(({ random }: RunContext) => ({ x: rate * random.random() }), { scope: { rate } });
  const options = { seed, quantiles: [] };
  const here = await runs(100, scaled, options);
  assert.deepEqual(await runs(100, scaled, { ...options, pool }), here);
  const later = await runs(
    100,
    async ({ random }) => ({ x: 0.5 * (await Promise.resolve(random.random())) }),
    {
      ...options,
      pool,
    },
  );
  assert.deepEqual(later, here);
  const module = tasks<typeof import('./fixtures/replications.js')>(
    new URL('./fixtures/replications.js', import.meta.url),
  );
  assert.deepEqual(await runs(100, module.half, { ...options, pool }), here);
  const captured = await rejection(runs(10, ({ random }) => rate * random.random(), { pool }));
  assert.equal(captured.code, 'ERR_TASK_NOT_PORTABLE');
  assert.match(captured.message, /it uses the outer variable rate .* inline\(fn, \{ scope: \{ rate \} \}\)/);
});

test('an early stop depends on the runs alone, not on who makes them', async () => {
  const stopWhen = { output: 'wait', halfWidth: 0.1 } as const;
  const serial = await runs(1e9, visit, { seed, stopWhen });
  assert.equal(serial.reason, 'precise');
  assert.equal(serial.planned, 1e9);
  const { trace } = serial.outputs.wait;
  assert.ok(trace.filter(({ runs: n, halfWidth }) => n >= 100 && halfWidth <= 0.1).length === 1);
  assert.equal(trace.at(-1)?.runs, serial.runs);
  for (const workers of [1, 2, 7]) {
    await using pool = new Pool(workers);
    assert.deepEqual(await runs(1e9, visit, { seed, stopWhen, pool }), serial, `${workers} workers`);
  }
  // The same runs, all of them asked for: the same figures but for the last bits, as they are merged in other parts.
  const all = await runs(serial.runs, visit, { seed });
  assert.equal(all.reason, 'all-runs');
  assert.ok(Math.abs(all.outputs.wait.mean - serial.outputs.wait.mean) < 1e-13);
});

test('stop rules: relative to the mean, with a confidence of their own, not before minRuns, not with holes', async () => {
  const relative = await runs(1e6, visit, { seed, stopWhen: { output: 'wait', relative: 0.05 } });
  const { halfWidth, mean } = relative.outputs.wait;
  assert.ok(halfWidth <= (0.05 / 1.05) * mean);
  const surer = await runs(1e6, visit, {
    seed,
    stopWhen: { output: 'wait', relative: 0.05, confidence: 0.999 },
  });
  assert.ok(surer.runs > 2 * relative.runs);
  const late = await runs(1e6, visit, { seed, stopWhen: { output: 'wait', halfWidth: 100, minRuns: 1000 } });
  assert.equal(late.runs, 1136);
  const holes = await runs(400, ({ index }) => (index === 3 ? NaN : index), {
    seed,
    stopWhen: { output: 'value', halfWidth: 1e6 },
  });
  assert.equal(holes.reason, 'all-runs');
});

test('numbers that are not finite are counted, with the first run, and left out', async () => {
  const { outputs } = await runs(
    100,
    ({ index }) => (index % 30 === 7 ? 1 / 0 : index % 50 === 9 ? NaN : 1),
    { seed },
  );
  assert.deepEqual(outputs.value.nonFinite, { count: 6, first: 7 });
  assert.deepEqual([outputs.value.mean, outputs.value.sd, outputs.value.max], [1, 0, 1]);
  const none = await runs(10, () => NaN, { seed });
  assert.equal(none.outputs.value.nonFinite.count, 10);
  assert.ok(Number.isNaN(none.outputs.value.mean));
  assert.equal(none.outputs.value.halfWidth, Infinity);
});

test('a run that throws tells how to repeat it, and what had finished is not lost', async () => {
  const fragile = ({ index, random }: RunContext): number => {
    if (index === 617) throw new RangeError('the queue overflowed');
    return random.random();
  };
  const serial = await rejection(runs(1000, fragile, { seed }));
  assert.equal(serial.code, 'ERR_TASK_FAILED');
  assert.equal(
    serial.message,
    'run 617 failed: the queue overflowed; to repeat it: run(runContext(617, { seed: 1965 }))',
  );
  assert.equal(serial.details.index, 617);
  assert.ok(serial.cause instanceof RangeError);
  const before = await runs(617, fragile, { seed });
  const { partial } = serial.details as { partial: typeof before };
  assert.deepEqual([partial.reason, partial.runs, partial.planned], ['failed', 617, 1000]);
  assert.ok(Math.abs(partial.outputs.value.mean - before.outputs.value.mean) < 1e-15);
  for (const workers of [1, 3]) {
    await using pool = new Pool(workers);
    const parallel = await rejection(runs(1000, fragile, { seed, pool }));
    assert.equal(parallel.message, serial.message);
    assert.deepEqual(parallel.details.partial, partial);
    assert.ok(parallel.cause instanceof RangeError);
  }
  assert.throws(() => fragile(runContext(617, { seed })), /the queue overflowed/);
});

test('a lost worker costs its run, not those before it', async () => {
  await using pool = new Pool(1);
  const leaving = ({ index }: RunContext): number => {
    if (index === 40) process.exit(3);
    return index;
  };
  const error = await rejection(runs(100, leaving, { seed, pool }));
  assert.equal(error.code, 'ERR_WORKER_LOST');
  assert.equal((error.details.partial as { reason: string }).reason, 'failed');
});

test('outputs must be numbers, by the same names in every run', async () => {
  const cases: [run: (context: RunContext) => never, message: RegExp][] = [
    [
      () => undefined as never,
      /run 0 failed: a run must return a number, or numbers by name .*, got undefined/,
    ],
    [() => ({ a: '1' }) as never, /run 0 failed: the output a of a run must be a number, got "1"/],
    [() => ({}) as never, /run 0 failed: a run must return at least one output/],
    [({ index }) => ({ [index < 2 ? 'a' : 'b']: 1 }) as never, /run 2 failed: .*/],
    [
      ({ index }) => (index < 60 ? 1 : { value: 1, b: 2 }) as never,
      /run 60 failed: all runs must return the same outputs \(value\)/,
    ],
  ];
  for (const [run, message] of cases) await assert.rejects(runs(100, run, { seed }), message);
});

test('a signal ends the runs; what had finished is the result', async () => {
  for (const workers of [0, 2]) {
    const controller = new AbortController();
    await using pool = new Pool(Math.max(1, workers));
    const onProgress = (done: number): void => {
      if (done > 200) controller.abort();
    };
    const options = { seed, signal: controller.signal, onProgress, ...(workers > 0 && { pool }) };
    const { reason, runs: done, outputs } = await runs(1e8, visit, options);
    assert.equal(reason, 'aborted');
    assert.ok(done > 200 && done < 1e8);
    const again = await runs(done, visit, { seed });
    assert.ok(Math.abs(again.outputs.wait.mean - outputs.wait.mean) < 1e-12);
  }
  const early = await runs(10, visit, { seed, signal: AbortSignal.abort() });
  assert.deepEqual([early.reason, early.runs, early.outputs], ['aborted', 0, {}]);
});

test('antithetic pairs: unbiased, narrower for what grows with its draws, wider for none', async () => {
  const paired = await runs(20_000, total, { seed, antithetic: true, keepValues: true });
  const plain = await runs(20_000, total, { seed });
  const exact = Math.E - 1 + 1 + 1;
  const { value } = paired.outputs;
  assert.ok(Math.abs(value.mean - exact) < 4 * value.standardError);
  assert.ok(value.varianceReduction! > 5);
  assert.ok(value.halfWidth < plain.outputs.value.halfWidth / 2);
  assert.equal(plain.outputs.value.varianceReduction, undefined);
  // The interval is that of the pairs' means.
  const means = Float64Array.from(
    { length: 10_000 },
    (_, k) => (value.values![2 * k] + value.values![2 * k + 1]) / 2,
  );
  const moments = new Moments().addAll(means);
  assert.ok(Math.abs(value.standardError / moments.standardError - 1) < 1e-9);
  const context = runContext(7, { seed, antithetic: true });
  assert.equal(total(context), value.values![7]);
  const even = await runs(2000, ({ random }) => random.standardNormal() ** 2, { seed, antithetic: true });
  assert.ok(
    even.outputs.value.varianceReduction! < 0.6,
    'of a symmetric function both runs of a pair are the same',
  );
  await assert.rejects(
    runs(10, ({ random }) => random.gamma(2), { seed, antithetic: true }),
    /no mirror image of gamma/,
  );
  await assert.rejects(
    runs(11, total, { seed, antithetic: true }),
    /n must be even with antithetic pairs, got 11/,
  );
});

test('settings share random numbers; differences are those of pairs', async () => {
  const served = ({ random, setting, index }: RunContext<{ rate: number; bonus: number }>) => ({
    wait: setting.rate * random.exponential() + setting.bonus,
    index,
    first: random.random(),
  });
  const settings = { rate: [1, 2], bonus: [0, 10] };
  const options = { settings, seed, keepValues: true, baseline: 1 };
  const result = await compareSettings(400, served, options);
  assert.deepEqual(
    result.settings.map(({ setting }) => setting),
    parameterGrid(settings),
  );
  assert.deepEqual(result.baseline, { rate: 1, bonus: 10 });
  const [a, b, c] = result.settings.map(({ outputs }) => outputs);
  assert.deepEqual(a.first.values, b.first.values);
  assert.deepEqual(
    a.first.values,
    Float64Array.from({ length: 400 }, (_, i) => {
      const random = stream(seed, i);
      random.exponential();
      return random.random();
    }),
  );
  assert.deepEqual(
    a.index.values,
    Float64Array.from({ length: 400 }, (_, i) => i),
  );
  assert.equal(result.differences.length, 3);
  const [toA, toC] = result.differences.map(({ outputs }) => outputs);
  assert.ok(Math.abs(toA.wait.mean + 10) < 1e-12 && toA.wait.halfWidth < 1e-12);
  const differences = new Moments().addAll(c.wait.values!.map((x, i) => x - b.wait.values![i]));
  assert.ok(Math.abs(toC.wait.mean - differences.mean) < 1e-12);
  assert.ok(Math.abs(toC.wait.standardError - differences.standardError) < 1e-12);
  assert.ok(Math.abs(toC.wait.correlation - 1) < 1e-9);
  assert.ok(Math.abs(toC.wait.varianceReduction - 5) < 1e-6, 'var X + var 2X over var(2X - X)');
  for (const workers of [1, 2, 7]) {
    await using pool = new Pool(workers);
    assert.deepEqual(await compareSettings(400, served, { ...options, pool }), result, `${workers} workers`);
  }
});

test('a comparison stops when all differences are known so well', async () => {
  const run = ({ random, setting }: RunContext<number>): number => setting * random.exponential();
  const result = await compareSettings(1e6, run, {
    settings: [1, 1.1, 3],
    seed,
    stopWhen: { output: 'value', halfWidth: 0.1 },
  });
  assert.equal(result.reason, 'precise');
  const widths = result.differences.map(({ outputs }) => outputs.value.halfWidth);
  assert.ok(widths.every((width) => width <= 0.1) && widths[0] < 0.01);
  await assert.rejects(
    compareSettings(100, ({ random, setting }) => (setting > 1 ? nothing() : random.random()), {
      settings: [1, 2],
      seed: 3,
    }),
    /run 0 under the setting 2 failed: nothing .* run\(runContext\(0, \{ seed: 3, setting \}\)\)/,
  );
});

function nothing(): never {
  throw new Error('nothing left');
}

test('intervals hold the true mean as often as they say, early stops a little less', async () => {
  const [studies, exact] = [400, 2];
  let [fixed, stopped] = [0, 0];
  for (let study = 0; study < studies; study++) {
    const one = { seed: 10_000 + study, quantiles: [] };
    const plain = await runs(200, ({ random }) => random.normal(2, 3), one);
    const early = await runs(4000, ({ random }) => random.normal(2, 3), {
      ...one,
      stopWhen: { output: 'value', halfWidth: 0.4 },
    });
    fixed += Number(Math.abs(plain.outputs.value.mean - exact) <= plain.outputs.value.halfWidth);
    stopped += Number(Math.abs(early.outputs.value.mean - exact) <= early.outputs.value.halfWidth);
  }
  // 380 expected, with a standard deviation of 4.4.
  assert.ok(fixed >= 363 && fixed <= 397, `${fixed} of ${studies}`);
  assert.ok(stopped >= 356 && stopped <= 397, `${stopped} of ${studies}`);
});

test('progress counts runs; a random seed is told and repeats', async () => {
  const seen: number[] = [];
  const result = await runs(5000, visit, { onProgress: (done, all) => seen.push(done / all) });
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.every((share, i) => i === 0 || share > seen[i - 1]));
  assert.deepEqual(await runs(5000, visit, { seed: result.seed }), result);
});

test('bad input gets one clear line', async () => {
  const bad: [promise: () => Promise<unknown>, message: RegExp][] = [
    [() => runs(0, visit), /n must be a whole number from 1 to \d+, got 0/],
    [() => runs(10, 5 as never), /run must be a function, got 5/],
    [
      () => runs(10, { kind: 'module', url: 'file:///x.js', name: 'f' } as never),
      /only workers load; give a pool/,
    ],
    [() => runs(10, visit, { seed: -1 }), /seed must be a whole number of at least 0/],
    [() => runs(10, visit, { bitGenerator: 'sfc46' as never }), /did you mean "sfc64"/],
    [
      () => runs(10, visit, { confidence: 95 }),
      /confidence must be a number between 0 and 1, such as 0.95, got 95/,
    ],
    [() => runs(10, visit, { quantiles: [2] }), /quantiles must be numbers from 0 to 1, got 2/],
    [() => runs(10, visit, { antithetic: 1 as never }), /antithetic must be true or false, got 1/],
    [
      () => runs(10, visit, { stopWhen: { output: 'wait' } }),
      /stopWhen must be given either halfWidth or relative/,
    ],
    [
      () => runs(10, visit, { stopWhen: { output: 'wait', halfWidth: 0 } }),
      /stopWhen.halfWidth must be a number greater than 0/,
    ],
    [
      () => runs(10, visit, { stopWhen: { output: 'wiat' as never, halfWidth: 1 } }),
      /stopWhen.output must be one of wait, served, got "wiat" \(string\); did you mean "wait"\?/,
    ],
    [() => compareSettings(10, visit, { settings: [1] }), /settings must be at least two settings/],
    [
      () => compareSettings(10, visit, { settings: { a: [] } }),
      /settings.a must be a list of at least one value/,
    ],
    [
      () => compareSettings(10, visit, { settings: [1, 2], baseline: 2 }),
      /baseline must be a whole number from 0 to 1, got 2/,
    ],
    [
      () => compareSettings(10, visit, { settings: [1, 2], stopWhen: { output: 'wait', relative: 0.1 } }),
      /stopWhen.relative must be left out of comparisons/,
    ],
  ];
  for (const [attempt, message] of bad) await assert.rejects(attempt(), message);
});

export async function types(pool: Pool): Promise<void> {
  const { outputs } = await runs(10, visit, { pool });
  outputs.wait.mean.toFixed();
  // @ts-expect-error -- no output of this name
  void outputs.weight;
  // @ts-expect-error -- the rule names an output that there is not
  await runs(10, visit, { stopWhen: { output: 'weight', halfWidth: 1 } });
  // @ts-expect-error -- outputs are numbers
  await runs(10, () => ({ wait: 'long' }));
  const one = await runs(10, ({ random }) => random.random());
  one.outputs.value.low.toFixed();
  const { settings } = await compareSettings(10, ({ setting }) => ({ n: setting.servers }), {
    settings: { servers: [1, 2] },
  });
  settings[0].setting.servers.toFixed();
  // @ts-expect-error -- no parameter of this name
  void settings[0].setting.severs;
  // @ts-expect-error -- nor in the run
  await compareSettings(10, ({ setting }) => ({ n: setting.severs }), { settings: { servers: [1, 2] } });
}
