// Bootstrap intervals (BCa) of 1,000 points from 10,000 resamples: nfold on one worker and in this thread against
// scipy.stats.bootstrap, vectorised, in its best batch; then two workers against one, beside what two processors of this machine
// can do (independent copies of the whole job). Interleaved rounds; run `npm run build` first.
//
//   node bench/bootstrap.mjs [rounds] [--quick]
//
// Prints seconds as medians, and writes bench/results/bootstrap.json.
import { stream } from 'nfold';
import { bootstrap } from 'nfold/resample';
import { startSizes } from './peers/copies.mjs';
import { startPython } from './peers/python.mjs';
import { benchRun, ownSeconds } from './support.mjs';

const run = benchRun(import.meta.url, { rounds: 9, quick: 2 });
const [POINTS, RESAMPLES] = [1000, run.quick ? 5000 : 10_000];

const random = stream(20_261_125);
const x = random.fillGamma(new Float64Array(POINTS), 2, 3);
const y = x.map((value) => value + random.normal(0, 3));
const questions = {
  mean: [x],
  median: [x],
  sd: [x],
  correlation: [x, y],
};

const python = startPython('bootstrap_scipy.py', run.log, { modules: ['scipy'] });
const scipy = python?.versions.scipy;
const pools = startSizes([1, 2]);

/** Intervals of different draws agree when their ends lie within a tenth of their width. */
const equal = (a, b) =>
  Math.max(Math.abs(a.low - b.low), Math.abs(a.high - b.high)) < 0.1 * (a.high - a.low)
    ? undefined
    : `${b.low} to ${b.high} instead of ${a.low} to ${a.high}`;

/** What a user would write, by the path that any function takes. */
const written = {
  mean: (a) => a.reduce((sum, value) => sum + value, 0) / a.length,
  median: (a) => {
    const half = (a.sort().length - 1) / 2;
    return (a[Math.floor(half)] + a[Math.ceil(half)]) / 2;
  },
  sd: (a) => {
    const mean = a.reduce((sum, value) => sum + value, 0) / a.length;
    return Math.sqrt(a.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (a.length - 1));
  },
  correlation: (a, b) => {
    let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      sa += a[i];
      sb += b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
      ab += a[i] * b[i];
    }
    const n = a.length;
    return (n * ab - sa * sb) / Math.sqrt((n * aa - sa * sa) * (n * bb - sb * sb));
  },
};

for (const [statistic, samples] of Object.entries(questions)) {
  const job = (pool) => bootstrap(samples, statistic, { n: RESAMPLES, seed: 1, pool });
  const request = JSON.stringify({
    statistic,
    samples: samples.map((sample) => Array.from(sample)),
    resamples: RESAMPLES,
  });
  await run.compare(
    `${statistic} of ${POINTS} points, ${RESAMPLES} resamples, BCa`,
    {
      'nfold, 1 worker': () => job(pools.get(1)),
      'nfold, this thread': () => job(undefined),
      'nfold, this thread, own function': () =>
        bootstrap(samples, written[statistic], { n: RESAMPLES, seed: 1, paired: true }),
      ...(python && { [`SciPy ${scipy}`]: async () => JSON.parse(await python.ask(request)) }),
    },
    {
      equal,
      seconds: (result) => ownSeconds(result),
      aims: [{ ratio: [`SciPy ${scipy}`, 'nfold, 1 worker'], atLeast: 1 }],
    },
  );
}
await python?.end();

const jobs = {
  mean: { samples: questions.mean, statistic: 'mean', resamples: 4 * RESAMPLES },
  correlation: { samples: questions.correlation, statistic: 'correlation', resamples: 4 * RESAMPLES },
  'own function (sd)': { samples: questions.sd, statistic: written.sd, resamples: RESAMPLES },
};
for (const [name, { samples, statistic, resamples }] of Object.entries(jobs)) {
  const job = (pool) => bootstrap(samples, statistic, { n: resamples, seed: 1, pool });
  await run.sweep(
    {
      name: `${name}, ${resamples} resamples`,
      run: (workers) => job(pools.get(workers)),
      equal: (a, b) => (a.low === b.low && a.high === b.high ? undefined : 'another interval'),
      copies: pools.copies((pool) => job(pool)),
    },
    { workers: [1, 2], repeats: 2 * run.rounds, warmup: 2 },
  );
}
await pools.end();
run.write({ points: POINTS, resamples: RESAMPLES, versions: python?.versions });
