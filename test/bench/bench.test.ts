// The benchmark on a machine whose time passes only when a job says so.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type BenchOptions,
  type Probe,
  type Timed,
  bench,
  comparisonTable,
  describeComparison,
  measurementTable,
} from 'nfold/bench';
import { isNfoldError } from '#nfold/core';
import { stream } from 'nfold/random';

function machine() {
  let time = 100;
  return { clock: () => time, spend: (seconds: number) => void (time += seconds) };
}

const near = (value: number, expected: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} instead of ${expected}`);

/** Times jobs that take so long, the noise of each call being drawn. */
async function timed(cost: Record<string, () => number>, options: BenchOptions<void> = {}) {
  const { clock, spend } = machine();
  const variants = Object.fromEntries(
    Object.entries(cost).map(([name, seconds]) => [name, () => spend(seconds())]),
  );
  return await bench<void>(variants, { clock, ...options });
}

describe('the number of rounds', () => {
  it('grows until every median is known well enough', async () => {
    const random = stream(3);
    const noisy = (): number => 0.02 * (1 + 0.02 * random.standardNormal());
    const quiet = await timed({ quiet: () => 0.02 });
    assert.deepEqual([quiet.stopped, quiet.measurements[0].seconds.length], ['precision', 6]);
    const result = await timed({ quiet: () => 0.02, noisy }, { precision: 0.005, budget: 20 });
    assert.equal(result.stopped, 'precision');
    const [, { time, seconds }] = result.measurements;
    assert.ok((time.high - time.low) / 2 <= 0.005 * time.median && seconds.length > 20);
    assert.equal(result.measurements[0].seconds.length, seconds.length);
  });

  it('ends when the budget is spent, but not before the fewest rounds', async () => {
    const random = stream(4);
    const noisy = (): number => 0.1 * random.exponential();
    const spent = await timed({ noisy }, { budget: 3 });
    assert.equal(spent.stopped, 'budget');
    const total = spent.measurements[0].seconds.reduce((sum, x) => sum + x);
    assert.ok(total >= 3 && total < 3.5, String(total));
    assert.match(
      spent.warnings.join('\n'),
      /the median of noisy is known to ± \d+ %, not 1.0 %: raise the budget/,
    );
    const long = await timed({ long: () => 60 + random.random() }, { budget: 1 });
    assert.equal(long.measurements[0].seconds.length, 6);
  });

  it('never exceeds the most, and may be fixed', async () => {
    const random = stream(5);
    const noisy = (): number => 0.1 * random.exponential();
    const most = await timed({ noisy }, { maxRounds: 9 });
    assert.deepEqual([most.stopped, most.measurements[0].seconds.length], ['rounds', 9]);
    const fixed = await timed({ noisy }, { rounds: 3 });
    assert.deepEqual([fixed.stopped, fixed.measurements[0].seconds.length], ['rounds', 3]);
    assert.ok(fixed.warnings.every((warning) => !warning.includes('is known to')));
  });
});

describe('a timed stretch', () => {
  it('has so many calls that it lasts, and its sample is the mean of them', async () => {
    const { measurements } = await timed({ short: () => 1e-6, long: () => 0.3 });
    const [short, long] = measurements;
    assert.ok(short.iterations >= 5000 && short.iterations < 20_000, String(short.iterations));
    assert.equal(long.iterations, 1);
    near(short.time.median, 1e-6, 1e-12);
  });

  it('is longer on a coarse clock', async () => {
    let [time, readings] = [0, 0];
    // A clock of whole milliseconds, which moves on by itself at each reading.
    const clock = (): number => Math.floor((time + 1e-4 * readings++) * 1000) / 1000;
    const { measurements } = await bench({ job: () => void (time += 0.01) }, { clock, rounds: 2 });
    assert.ok(measurements[0].iterations >= 95, String(measurements[0].iterations));
  });

  it('has the time of an empty job subtracted, a promise when the job is one', async () => {
    // Each reading of the clock takes 1 ms, so that an empty stretch seems to take 1 ms.
    let time = 0;
    const clock = (): number => (time += 0.001);
    const variants = {
      plain: () => void (time += 0.01),
      promised: () => Promise.resolve().then(() => void (time += 0.01)),
    };
    const { measurements } = await bench<void>(variants, { clock, rounds: 3, iterations: 1 });
    for (const { overhead, seconds } of measurements) {
      near(overhead, 0.001);
      for (const sample of seconds) near(sample, 0.01);
    }
  });

  it('is not cut short by a first call that takes long once', async () => {
    let calls = 0;
    // Ten milliseconds while it is being compiled, and once more in the middle of a stretch; then a microsecond.
    const { measurements } = await timed({ job: () => (calls++ === 1 || calls === 500 ? 0.01 : 1e-6) });
    assert.ok(measurements[0].iterations >= 5000, String(measurements[0].iterations));
  });

  it("has the time of the caller's own empty job subtracted, which is timed in the same rounds", async () => {
    const log: string[] = [];
    const variants = { long: () => 0.03, none: () => 0.01 };
    const { clock, spend } = machine();
    const random = stream(6);
    const run = (name: string, seconds: number) => (): void => {
      log.push(name);
      spend(seconds * (1 + 0.1 * random.random()));
    };
    const result = await bench<void>(
      { long: run('long', variants.long()), none: run('none', variants.none()) },
      { clock, rounds: 8, iterations: 1, empty: { name: 'starting up', job: run('empty', 0.01) } },
    );
    assert.deepEqual(
      ['long', 'none', 'empty'].map((name) => log.filter((one) => one === name).length),
      [9, 9, 9],
    );
    const [long, none] = result.measurements;
    near(long.time.median, 0.021, 0.002);
    near(long.overhead, 0.0105, 0.0005);
    assert.equal(none.time.low, 0);
    assert.deepEqual(result.warnings, [
      `none cannot be told from starting up (${(1000 * none.overhead).toFixed(1)} ms): its times mean nothing, and nothing can be compared with them; let it do more`,
    ]);
    assert.match(describeComparison(result)[1], /^none: .*, too short to be compared with long$/);
    assert.equal(comparisonTable(result).rows[1][3], 'n/a');
  });

  it('has one call when something is prepared for it, or the call times itself', async () => {
    const { clock, spend } = machine();
    const log: string[] = [];
    const prepared: Timed<void> = {
      prepare: () => log.push('prepare'),
      run() {
        log.push('run');
        spend(1e-5);
      },
    };
    const { measurements, warnings } = await bench({ prepared }, { clock, rounds: 2 });
    assert.equal(measurements[0].iterations, 1);
    assert.deepEqual(log, ['prepare', 'run', 'prepare', 'run', 'prepare', 'run']);
    assert.match(warnings[0], /^runs of prepared of 10\.0 µs are too short to time well: let a call do more/);
    const own = await bench({ own: () => 2 }, { clock, rounds: 1, seconds: (result) => result });
    assert.deepEqual([own.measurements[0].iterations, own.measurements[0].seconds], [1, [2]]);
  });

  it('of no length is told to be none', async () => {
    const { clock } = machine();
    const { warnings, measurements } = await bench({ nothing: () => 1 }, { clock, rounds: 2, iterations: 5 });
    assert.equal(measurements[0].time.median, 0);
    assert.match(warnings[0], /^nothing takes no longer than an empty job: it may have been optimised away/);
  });
});

describe('results', () => {
  const disagreement = async (results: Record<string, unknown>, equal: BenchOptions<unknown>['equal']) => {
    const { clock, spend } = machine();
    const variants = Object.fromEntries(
      Object.entries(results).map(([name, result]) => [
        name,
        () => {
          spend(1);
          return result;
        },
      ]),
    );
    try {
      await bench(variants, { clock, rounds: 1, equal });
      return 'none';
    } catch (error) {
      assert.ok(isNfoldError(error, 'ERR_DISAGREEMENT'));
      return error.message;
    }
  };

  it('must agree to the last bit, or within a tolerance, where that is asked for', async () => {
    const [a, b] = [{ x: new Float64Array([1, 2]) }, { x: new Float64Array([1, 2 + 1e-12]) }];
    assert.equal(
      await disagreement({ a, b }, true),
      'the result of b differs from that of a: .x[1] is 2.000000000001 instead of 2',
    );
    assert.equal(await disagreement({ a, b }, { rtol: 1e-9, atol: 0 }), 'none');
    assert.match(await disagreement({ a, b }, { rtol: 0, atol: 1e-13 }), /2\.000000000001 instead of 2$/);
    assert.equal(await disagreement({ a, b }, undefined), 'none');
    assert.match(
      await disagreement({ a: 1, b: 2 }, (x, y) => (x === y ? undefined : `${String(x)} and ${String(y)}`)),
      /: 1 and 2$/,
    );
  });

  it('of a job that throws name the run and the variant, and keep the cause', async () => {
    const { clock, spend } = machine();
    let calls = 0;
    const cause = new TypeError('no luck');
    const bad = (): void => {
      spend(1);
      if (++calls === 5) throw cause;
    };
    await assert.rejects(
      bench({ good: () => spend(1), bad }, { clock, rounds: 9, iterations: 1 }),
      (error) => {
        assert.ok(isNfoldError(error, 'ERR_TASK_FAILED'));
        assert.equal(error.message, 'the job failed in run 4 (bad): no luck');
        assert.equal(error.cause, cause);
        return true;
      },
    );
  });

  it('so far are kept when aborted, with progress until then', async () => {
    const controller = new AbortController();
    const { clock, spend } = machine();
    const progress: number[] = [];
    const job = (): void => spend(1);
    const result = await bench({ a: job, b: job }, {
      clock,
      rounds: 5,
      signal: controller.signal,
      onRun(done, total) {
        assert.equal(total, 12);
        progress.push(done);
        if (done === 7) controller.abort();
      },
    }); // prettier-ignore
    assert.deepEqual(progress, [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual([result.partial, result.stopped], [true, 'aborted']);
    const counts = result.measurements.map(({ seconds }) => seconds.length);
    assert.equal(counts[0] + counts[1], 5);
    controller.abort();
    const none = await bench({ a: job }, { clock, signal: controller.signal });
    assert.deepEqual([none.partial, none.measurements[0].seconds], [true, []]);
  });

  it('have percentiles and outliers, and read as a table', async () => {
    let run = 0;
    const result = await timed({ job: () => [0.02, 0.021, 0.019, 0.02, 0.09][run++ % 5] }, { rounds: 10 });
    const [{ percentiles, outliers, min, max }] = result.measurements;
    assert.deepEqual([min.toFixed(3), max.toFixed(3), outliers.length], ['0.019', '0.090', 2]);
    near(percentiles.p25, 0.02);
    assert.match(result.warnings.join('\n'), /2 of 10 times of job are outliers/);
    assert.deepEqual(measurementTable(result), {
      columns: ['variant', 'mean', 'sd', 'min', 'max', '5 %', '95 %', 'outliers', 'rounds', 'calls'],
      rows: [['job', '34.0 ms', '29.5 ms', '19.0 ms', '90.0 ms', '19.0 ms', '90.0 ms', '2', '10', '1']],
    });
  });
});

describe('what else a variant takes', () => {
  /** A runtime with readings of its own: one program takes turns with this one, and each run collects garbage once. */
  function runtime() {
    let [time, cpu, peak] = [0, 0, 50e6];
    const log: { start: number; seconds: number }[] = [];
    const probe: Probe = {
      now: () => time,
      cpu: () => ({ user: cpu, system: 0 }),
      memory: () => ({ now: 40e6, peak }),
      load: () => ({ average: 3.5, processors: 2 }),
      collections: (found) => ({
        stop() {
          for (const { start, seconds } of log) found(start, seconds);
          return Promise.resolve();
        },
      }),
    };
    const run = (seconds: number, share: number, grow = 0): void => {
      log.push({ start: time, seconds: 0.2 * seconds });
      time += seconds;
      cpu += share * seconds;
      peak += grow;
    };
    return { probe, clock: () => time, run };
  }

  it('is read around the timed runs', async () => {
    const { probe, clock, run } = runtime();
    const { measurements, warnings } = await bench<void>(
      { alone: () => run(1, 1), shared: () => run(1, 0.5, 1e6), workers: () => Promise.resolve(run(1, 0.5)) },
      { probe, clock, rounds: 4, iterations: 1 },
    );
    const [alone, shared, workers] = measurements.map(({ resources }) => resources);
    assert.deepEqual([alone?.cpu?.user, shared?.cpu?.user, workers?.busy], [4, 2, 0.5]);
    assert.deepEqual(alone?.collections, { count: 4, seconds: 0.8, share: 0.2 });
    // The peak was raised by its own runs, one of them in the warm-up.
    assert.deepEqual([alone?.peakMemory, shared?.peakMemory], [40e6, 55e6]);
    assert.deepEqual(warnings.slice(0, 2), [
      '3.5 programs wanted the 2 processors when this began: close some, or trust the ratios more than the times',
      'shared had a processor for 50 % of its time: it waits, or other programs take turns with it; close them, or compare processor times',
    ]);
    assert.match(warnings[2], /^garbage collection takes 20 % of the time of alone: reuse its arrays/);
  });

  it('is left out where the runtime does not tell', async () => {
    const { clock, spend } = machine();
    const probe = { now: clock };
    const { measurements } = await bench({ job: () => spend(1) }, { probe, clock, rounds: 2 });
    assert.deepEqual(measurements[0].resources, {});
    const own = await bench({ job: () => spend(1) }, { clock, rounds: 1 });
    assert.equal(own.measurements[0].resources, undefined);
    const real = await bench({ job: () => 1 }, { rounds: 1, iterations: 1 });
    assert.ok(real.measurements[0].resources !== undefined);
  });
});

describe('warnings', () => {
  it('tell of a drift of the machine, and of a first run that is not like the others', async () => {
    let run = 0;
    const rising = await timed({ job: () => 0.02 * (1 + 0.01 * run++) }, { rounds: 20 });
    assert.match(
      rising.warnings.join('\n'),
      /times rose by 17 % from the first round to the last: the processor/,
    );
    run = 0;
    const falling = await timed({ job: () => 0.02 * (1 - 0.01 * run++) }, { rounds: 20 });
    assert.match(
      falling.warnings.join('\n'),
      /times fell by \d+ % .* still being compiled.*more warm-up runs/,
    );
    run = 0;
    // A warm-up, three runs that show how long one is, then the rounds.
    const times = [
      0.02, 0.02, 0.02, 0.02, 0.08, 0.0201, 0.0199, 0.02, 0.0202, 0.0198, 0.02, 0.02, 0.0201, 0.0199,
    ];
    const first = await timed({ job: () => times[run++] }, { rounds: 10 });
    assert.deepEqual(first.warnings, [
      'the first run of job took 4.0 times as long as the others: give it a warm-up run more',
    ]);
  });
});

it('options that break a rule are refused', async () => {
  const refused = (options: BenchOptions<number>, message: RegExp) =>
    assert.rejects(bench({ job: () => 1 }, options), { code: 'ERR_INVALID_ARGUMENT', message });
  await refused({ rounds: 0 }, /^rounds must be a whole number of at least 1, got 0/);
  await refused({ minRounds: 5, maxRounds: 4 }, /^maxRounds must be a whole number of at least 5, got 4/);
  await refused({ budget: 0 }, /^budget must be a number greater than 0, got 0/);
  await refused({ precision: -1 }, /^precision must be a number of at least 0, got -1/);
  await refused({ stretch: 0 }, /^stretch must be a number greater than 0, got 0/);
  await refused({ iterations: 0 }, /^iterations must be a whole number of at least 1, got 0/);
  await refused({ items: 0.5 }, /^items must be a whole number of at least 1, got 0.5/);
  await assert.rejects(bench({}), { code: 'ERR_INVALID_ARGUMENT' });
});

describe('an abort', () => {
  it('is heard between the runs of a job that never waits, and the result says that it is partial', async () => {
    const controller = new AbortController();
    let runs = 0;
    const job = (): void => {
      if (++runs === 20) setImmediate(() => controller.abort());
    };
    const { signal } = controller;
    const result = await bench({ job }, { rounds: 1e6, iterations: 1, warmup: 0, signal });
    assert.equal(result.partial, true);
    const { length } = result.measurements[0].seconds;
    assert.ok(length >= 19 && length <= 22, String(length));
    assert.match(result.warnings[0], /^stopped after \d+ rounds, before it was done/);
  });
});
