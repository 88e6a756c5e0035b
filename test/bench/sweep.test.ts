import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type SweepEvent,
  type SweepJob,
  type SweepOptions,
  describeSweep,
  sweep,
  sweepFindings,
} from 'nfold/bench';
import { isNfoldError } from '#nfold/core';

/** A machine whose time passes only while a job runs: the seconds that a run takes are given by `cost`. */
function fakeMachine(cost: (workers: number, run: number) => number, copyCost?: (n: number) => number) {
  let time = 1000;
  const log: string[] = [];
  const runs = new Map<number, number>();
  const job: SweepJob<number> = {
    name: 'fake',
    run(workers) {
      const run = runs.get(workers) ?? 0;
      runs.set(workers, run + 1);
      time += cost(workers, run);
      log.push(String(workers));
      return 42;
    },
    equal: (a, b) => (a === b ? undefined : `value: ${a} and ${b}`),
  };
  if (copyCost !== undefined) {
    job.copies = (n) => {
      time += copyCost(n);
      log.push(`copies ${n}`);
      return Promise.resolve();
    };
  }
  return { job, log, clock: () => time };
}

type Options = Partial<SweepOptions<number>>;

function measured(machine: ReturnType<typeof fakeMachine>, options: Options = {}) {
  return sweep(machine.job, { workers: [0, 1, 2, 3, 4], processors: 2, clock: machine.clock, ...options });
}

/** Two processors; each worker past them costs 2 % more; 3 ms of start-up. */
const twoProcessors = (workers: number): number =>
  workers === 0 ? 0.2 : 0.003 + 0.2 / Math.min(workers, 2) + 0.002 * Math.max(0, workers - 2);

test('times, speed-ups, efficiency and the recommendation follow from the clock', async () => {
  const result = await measured(fakeMachine(twoProcessors));
  assert.equal(result.partial, false);
  assert.deepEqual(
    result.runs.map(({ workers, seconds }) => [workers, seconds.length]),
    [0, 1, 2, 3, 4].map((workers) => [workers, 5]),
  );
  const two = result.runs[2];
  assert.ok(Math.abs(two.time.median - 0.103) < 1e-9);
  assert.ok(Math.abs(two.speedup.value - 0.2 / 0.103) < 1e-9);
  assert.ok(Math.abs((two.efficiency ?? 0) - 0.1 / 0.103) < 1e-9);
  assert.equal(result.runs[0].efficiency, undefined);
  assert.equal(result.recommended, 2);
  assert.equal(result.beyondProcessors?.helped, false);
  assert.match(
    result.beyondProcessors?.sentence ?? '',
    /^Going past the 2 processors did not help: 3 workers 0\.98/,
  );
  assert.deepEqual(result.warnings, []);
});

test('efficiency is also quoted against the capacity that independent copies reach', async () => {
  // Two copies at once take 1.25 times as long as one: a capacity of 1.6, of which 0.2/0.125/1.6 = 100 % is used.
  const machine = fakeMachine(
    (workers) => (workers < 2 ? 0.2 : 0.125),
    (n) => (n === 1 ? 0.4 : 0.25 * n),
  );
  const result = await measured(machine, { workers: [0, 1, 2] });
  const two = result.runs[2];
  assert.ok(Math.abs((two.capacity?.value ?? 0) - 1.6) < 1e-9);
  assert.ok(Math.abs((two.efficiencyOfCapacity?.value ?? 0) - 1) < 1e-9);
  assert.deepEqual(
    result.copies.map(({ n, seconds }) => [n, seconds.length]),
    [1, 2].map((n) => [n, 5]),
  );
  assert.match(result.warnings[0], /2 independent copies of the job reach a capacity of 1\.60/);
});

test('every count runs once before the first timed round, then once a round in a seeded random order', async () => {
  const [machine, again, other] = [1, 1, 2].map(() => fakeMachine(twoProcessors, () => 0.1));
  await measured(machine, { workers: [2, 0, 1, 2], seed: 7 });
  await measured(again, { workers: [2, 0, 1, 2], seed: 7 });
  await measured(other, { workers: [2, 0, 1, 2], seed: 8 });
  const names = ['0', '1', '2', 'copies 1', 'copies 2'];
  assert.deepEqual(machine.log.slice(0, 5), names);
  const rounds = [1, 2, 3, 4, 5].map((round) => machine.log.slice(5 * round, 5 * round + 5));
  for (const round of rounds) assert.deepEqual(round.toSorted(), names);
  assert.ok(new Set(rounds.map(String)).size > 1, 'the order changes from round to round');
  assert.deepEqual(again.log, machine.log);
  assert.notDeepEqual(other.log, machine.log);
});

test('a drift that slows all runs of a round alike leaves the speed-up sharp', async () => {
  const result = await measured(
    fakeMachine((workers, round) => twoProcessors(workers) * (1 + round)),
    { workers: [0, 2] },
  );
  assert.ok(result.runs[1].time.high > 2 * result.runs[1].time.low);
  assert.ok(result.runs[1].speedup.spread < 1e-9);
});

test('results that disagree end the sweep before anything is timed, with the first difference', async () => {
  const machine = fakeMachine(twoProcessors);
  const events: SweepEvent<number>[] = [];
  machine.job.run = (workers) => (workers === 3 ? 43 : 42);
  await assert.rejects(measured(machine, { onRun: (event) => events.push(event) }), (error) => {
    assert.ok(isNfoldError(error, 'ERR_DISAGREEMENT'));
    assert.equal(
      error.message,
      'fake: the result of 3 workers differs from that of the serial run: value: 42 and 43',
    );
    return true;
  });
  assert.ok(events.every((event) => event.kind === 'warmup'));
});

test('a result that goes astray in a timed run is noticed too', async () => {
  const machine = fakeMachine(twoProcessors);
  let calls = 0;
  machine.job.run = () => (++calls === 9 ? 41 : 42);
  await assert.rejects(measured(machine), (error) => isNfoldError(error, 'ERR_DISAGREEMENT'));
});

test('an abort keeps what was measured and marks it partial', async () => {
  const controller = new AbortController();
  const result = await measured(fakeMachine(twoProcessors), {
    signal: controller.signal,
    onRun: ({ kind, round }) => kind === 'run' && round === 2 && controller.abort(),
  });
  assert.equal(result.partial, true);
  const counts = result.runs.map(({ seconds }) => seconds.length);
  assert.equal(Math.min(...counts), 2);
  assert.equal(Math.max(...counts), 3);
  assert.ok(result.runs.every(({ speedup }) => Number.isFinite(speedup.value)));
  assert.match(sweepFindings(result)[0], /^Partial: stopped after 2 of 5 rounds\.$/);
});

test('a job that rejects because of the abort is no failure, and nothing timed is said to be nothing', async () => {
  const controller = new AbortController();
  const machine = fakeMachine(twoProcessors);
  machine.job.run = () => {
    controller.abort();
    return Promise.reject(new Error('aborted'));
  };
  const result = await measured(machine, { signal: controller.signal });
  assert.equal(result.recommended, undefined);
  assert.deepEqual(sweepFindings(result), ['Partial: stopped after 0 of 5 rounds.', 'Nothing was timed.']);
});

test('a job that throws is named with its worker count and run, and keeps the cause', async () => {
  const cause = new Error('no luck');
  const machine = fakeMachine(twoProcessors);
  machine.job.run = (workers) => {
    if (workers === 2) throw cause;
    return 42;
  };
  await assert.rejects(measured(machine), (error) => {
    assert.ok(isNfoldError(error, 'ERR_TASK_FAILED'));
    assert.equal(error.message, 'the job failed in run 1 (2 workers): no luck');
    assert.equal(error.cause, cause);
    return true;
  });
});

test('more workers than processors are said to help when they do', async () => {
  const result = await measured(fakeMachine((workers) => 1 / Math.max(1, workers)));
  assert.equal(result.recommended, 4);
  assert.equal(
    result.beyondProcessors?.sentence,
    'Going past the 2 processors helped: 3 workers 1.500 ± 0.001, 4 workers 2.000 ± 0.001 times as fast as 2 workers.',
  );
});

test('a count past the processors is not recommended for a gain within the noise', async () => {
  const machine = fakeMachine((workers, round) =>
    workers === 4 && round % 2 === 1 ? 0.09 : twoProcessors(workers),
  );
  const result = await measured(machine);
  assert.ok(result.runs[4].time.median < 0.95 * result.runs[2].time.median);
  assert.equal(result.beyondProcessors?.helped, false);
  assert.equal(result.recommended, 2);
});

test('short and noisy runs come with advice', async () => {
  const short = await measured(fakeMachine((workers) => twoProcessors(workers) / 1000));
  assert.match(short.warnings[0], /too short to time well: make the job larger/);
  const noisy = await measured(
    fakeMachine((workers, round) => (workers === 2 && round % 2 === 0 ? 0.3 : 0.2)),
  );
  assert.match(noisy.warnings[0], /times vary by 50 % \(2 workers\): close other programs/);
});

test('a sweep reads as a table and sentences', async () => {
  const wobble = [0, 0.002, -0.003, 0.001, 0.004, -0.001];
  const machine = fakeMachine((workers, round) => twoProcessors(workers) + wobble[round]);
  const lines = describeSweep(await measured(machine, { workers: [0, 1, 2, 4] }));
  assert.deepEqual(lines, [
    'workers    time          interval       speed-up  efficiency',
    'serial   201 ms  197 ms to 204 ms              1',
    '1        204 ms  200 ms to 207 ms  0.985 ± 0.001        99 %',
    '2        104 ms  100 ms to 107 ms    1.93 ± 0.03        97 %',
    '4        108 ms  104 ms to 111 ms    1.86 ± 0.03        47 %',
    '',
    '1.93 ± 0.03 times faster with 2 workers (efficiency 97 %).',
    'Recommended: 2 workers (104 ms), the fewest workers within 5 % of the best time.',
    'Going past the 2 processors did not help: 4 workers 0.963 ± 0.001 times as fast as 2 workers.',
  ]);
});

test('the findings tell of the worker count that is asked for, lopsided spreads as intervals', async () => {
  const times = [0.2, 0.1, 0.9];
  const machine = fakeMachine((workers, round) => (workers === 0 ? 0.2 : times[round % 3]));
  const [first] = sweepFindings(await measured(machine, { workers: [0, 1, 2], repeats: 3 }), 2);
  assert.match(first, /^As fast \(0\.222 to 2\.00 times\) with 2 workers \(efficiency 50 %\)\.$/);
});

test('options that break a rule are refused', async () => {
  const { job } = fakeMachine(twoProcessors);
  const refused = (options: SweepOptions<number>, message: RegExp) =>
    assert.rejects(sweep(job, options), message);
  await refused({ workers: [] }, /workers must be a list of at least one worker count/);
  await refused({ workers: [-1] }, /workers must be a whole number of at least 0, got -1/);
  await refused({ workers: [1], repeats: 0 }, /repeats must be a whole number of at least 1, got 0/);
});
