// Numbers drawn one by one: what random() and standardExponential() cost beside Math.random(), for each bit generator and
// after the others were used in the same process; and what a stream costs that draws a single number. Interleaved rounds
// of one process, processor time. Run `npm run build` first.
//
//   node bench/random-draws.mjs [rounds] [--quick]
//
// Prints nanoseconds and the ratio to Math.random of the same round as medians (quartiles), and writes
// bench/results/random-draws.json.
import { BIT_GENERATORS, stream } from 'nfold/random';
import { benchRun } from './support.mjs';

const DRAWS = 500_000;
const STREAMS = 50_000;
const { rounds, log, write } = benchRun(import.meta.url, { rounds: 15, quick: 2 });

/** A loop of its own for each job, as a program has: one shared loop would see all generators and be slow for all. */
const loop = (name, body) =>
  // oxlint-disable-next-line no-implied-eval -- loops that share no code
  new Function('s', 'n', `let x = 0; for (let i = 0; i < n; i++) x += ${body}; return x; // ${name}`);

let sink = 0;
function secondsOf(work) {
  const start = process.cpuUsage().user;
  sink += work();
  return (process.cpuUsage().user - start) / 1e6;
}

const jobs = {
  'Math.random': () => DRAWS,
  ...Object.fromEntries(
    BIT_GENERATORS.flatMap((name) => [
      [`${name} random`, () => DRAWS],
      [`${name} standardExponential`, () => DRAWS],
    ]),
  ),
  'sfc64 stream and one draw': () => STREAMS,
};
const mathRandom = loop('Math.random', 'Math.random()');
const single = loop('one', 's(42, i).random()');
const work = {
  'Math.random': () => mathRandom(undefined, DRAWS),
  'sfc64 stream and one draw': () => single(stream, STREAMS),
};
for (const name of BIT_GENERATORS) {
  const one = stream.with({ bitGenerator: name })(42);
  for (const method of ['random', 'standardExponential']) {
    const draws = loop(`${name} ${method}`, `s.${method}()`);
    work[`${name} ${method}`] = () => draws(one, DRAWS);
  }
}

const seconds = Object.fromEntries(Object.keys(jobs).map((job) => [job, []]));
for (let round = -2; round < rounds; round++) {
  for (const job of Object.keys(jobs)) {
    const time = secondsOf(work[job]) / jobs[job]();
    if (round >= 0) seconds[job].push(time);
  }
}

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))];
const summary = (values) => ({
  median: quantile(values, 0.5),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});
const results = Object.entries(seconds).map(([job, times]) => ({
  job,
  nanoseconds: summary(times.map((time) => 1e9 * time)),
  ratio: summary(times.map((time, i) => time / seconds['Math.random'][i])),
}));
for (const { job, nanoseconds, ratio } of results) {
  const text = (s, digits) =>
    `${s.median.toFixed(digits)} (${s.low.toFixed(digits)} to ${s.high.toFixed(digits)})`;
  log(`${job.padEnd(30)} ${text(nanoseconds, 1).padEnd(28)} ns, ${text(ratio, 2)} of Math.random`);
}
if (!Number.isFinite(sink)) throw new Error('the numbers must be used');
write({ draws: DRAWS, results });
