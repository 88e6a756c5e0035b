// Weak scaling, cold runs, where the time went and what limits it, on a machine that is not one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type SweepJob,
  scalingBand,
  scalingFindings,
  sharesTable,
  speedupSentence,
  sweep,
} from 'nfold/bench';

function machine(cost: (workers: number, size: number) => number) {
  let time = 0;
  const sizes: string[] = [];
  const job: SweepJob<number> = {
    name: 'fake',
    run(workers, size) {
      time += cost(workers, size);
      sizes.push(`${workers}:${size}`);
      return size;
    },
  };
  return { job, sizes, clock: () => time, spend: (seconds: number) => void (time += seconds) };
}

const near = (value: number | undefined, expected: number): void =>
  assert.ok(Math.abs((value ?? NaN) - expected) < 1e-9, `${value} instead of ${expected}`);

test('in weak scaling the work grows with the workers, and the speed-up is by the work done', async () => {
  // One second for the work of one worker, a tenth of a second for each further one.
  const { job, sizes, clock } = machine(
    (workers, size) => size / Math.max(1, workers) + 0.1 * Math.max(0, workers - 1),
  );
  job.equal = (a, b) => (a === b ? undefined : `${a} and ${b}`);
  const result = await sweep(job, { workers: [0, 1, 2, 4], weak: true, processors: 4, clock });
  assert.deepEqual(sizes.slice(0, 4), ['0:1', '1:1', '2:2', '4:4']);
  assert.equal(result.scaling, 'weak');
  const [, , two, four] = result.runs;
  near(two.speedup.value, 2 / 1.1);
  near(four.speedup.value, 4 / 1.3);
  near(four.efficiency, 1 / 1.3);
  assert.equal(result.recommended, 4);
  assert.deepEqual(result.fits, { measuredTo: {} });
  assert.equal(
    speedupSentence(two),
    '1.818 ± 0.001 times as much done a second with 2 workers (efficiency 91 %)',
  );
});

test('in weak scaling only results of one size must agree', async () => {
  const { job, clock } = machine(() => 1);
  job.equal = (a, b) => (a === b ? undefined : `${a} and ${b}`);
  job.run = (workers, size) => (workers === 1 ? size + 1 : size);
  await assert.rejects(sweep(job, { workers: [0, 1, 2], weak: true, clock }), {
    code: 'ERR_DISAGREEMENT',
    message: 'fake: the result of 1 worker differs from that of the serial run: 1 and 2',
  });
});

test('going past the processors is judged by the work done', async () => {
  const { job, clock } = machine((workers, size) => size / Math.min(Math.max(1, workers), 2));
  const { beyondProcessors, recommended } = await sweep(job, {
    workers: [1, 2, 4],
    weak: true,
    processors: 2,
    clock,
  });
  assert.equal(beyondProcessors?.helped, false);
  assert.match(beyondProcessors.sentence, /4 workers 1\.000 ± 0\.001 times as fast as 2 workers/);
  assert.equal(recommended, 2);
});

test('cold runs are timed beside the warm ones, workers ended before, and tell what the start takes', async () => {
  const { job, clock, spend } = machine((workers) => 1 / Math.max(1, workers));
  const log: string[] = [];
  job.cool = (workers) => {
    log.push(`cool ${workers}`);
    spend(7);
  };
  job.cold = (workers) => {
    log.push(`cold ${workers}`);
    spend(0.05 * workers + 1 / workers);
    return 1;
  };
  const events: string[] = [];
  const result = await sweep(job, {
    workers: [0, 1, 2],
    repeats: 3,
    clock,
    onRun: ({ kind }) => events.push(kind),
  });
  const two = result.runs[2].cold;
  near(two?.start.median, 0.1);
  near(two?.speedup.value, 1 / 0.6);
  assert.equal(two?.seconds.length, 3);
  assert.equal(result.runs[0].cold, undefined);
  for (let i = 0; i < log.length; i += 2) assert.equal(log[i + 1], log[i].replace('cool', 'cold'));
  assert.equal(events.filter((kind) => kind === 'cold').length, 6);
});

test('a cold run whose result differs is named', async () => {
  const { job, clock } = machine(() => 1);
  job.equal = (a, b) => (a === b ? undefined : `${a} and ${b}`);
  job.cold = () => 5;
  await assert.rejects(sweep(job, { workers: [0, 2], clock }), {
    message: 'fake: the result of 2 workers (cold) differs from that of the serial run: 1 and 5',
  });
});

test('where the time went is averaged over the timed runs', async () => {
  const { job, clock } = machine(() => 1);
  let run = 0;
  job.shares = () => {
    const working = run++ % 2 === 0 ? 0.5 : 0.7;
    return { startUp: 0, waiting: 0.2, transport: 0.8 - working, working };
  };
  const result = await sweep(job, { workers: [2], repeats: 4, clock });
  near(result.runs[0].shares?.working, 0.6);
  assert.deepEqual(sharesTable(result), {
    columns: ['workers', 'start-up', 'waiting', 'transport', 'working'],
    rows: [['2', '0.0 %', '20 %', '20 %', '60 %']],
  });
  const silent = await sweep({ ...job, shares: () => undefined }, { workers: [2], clock });
  assert.deepEqual([silent.runs[0].shares, sharesTable(silent).rows], [undefined, []]);
});

test('fits come with the sweep, as bands and sentences, predictions marked as such', async () => {
  const { job, clock } = machine((workers) => 0.1 + 0.9 / Math.max(1, workers));
  const { fits } = await sweep(job, { workers: [0, 1, 2, 4], processors: 4, clock });
  const band = scalingBand(fits, 'amdahl', [2, 4, 8]);
  assert.deepEqual(
    band.map(({ workers, extrapolated }) => [workers, extrapolated]),
    [[2, false], [4, false], [8, true]],
  ); // prettier-ignore
  near(band[2].speedup.value, 1 / (0.1 + 0.9 / 8));
  const lines = scalingFindings(fits, 8);
  assert.deepEqual(lines.slice(0, 2), [
    "By Amdahl's law 10 % of the time is serial (10 % to 10 %): no number of workers is more than 10.0 times as fast.",
    'By the Universal Scalability Law contention is 10 % (10 % to 10 %) and coherency 0.0 % (0.0 % to 0.0 %): more workers always help.',
  ]);
  assert.match(
    lines[2],
    /^Amdahl's law predicts, beyond the 4 that were measured, a speed-up of 4\.7\d* ± 0\.0\d+ over one worker for 8 workers\.$/,
  );
  assert.match(scalingFindings(fits, 3)[2], /^Amdahl's law gives a speed-up of 2\.5/);
  assert.deepEqual(scalingFindings({ measuredTo: {} }, 8), []);
});
