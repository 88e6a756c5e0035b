// How often `verdict` calls two runs of a benchmark different that are not: pairs of drawn times, independent ones and such that break
// its assumptions, by the number of rounds. Nothing is timed. Run `npm run build` first.
//
//   node bench/accuracy/verdict.mjs [pairs] [--quick]
//
// Prints the share of false alarms; writes bench/results/accuracy-verdict.json.
import { formatTable, verdict } from 'nfold/bench';
import { stream } from 'nfold/random';
import { benchRun } from '../support.mjs';

const { rounds: pairs, log, write } = benchRun(import.meta.url, { rounds: 1000, quick: 50 });
const SPREAD = 0.05;
const COUNTS = [6, 10, 20, 60];
const random = stream(1);

const independent = (n) => Array.from({ length: n }, () => Math.exp(SPREAD * random.standardNormal()));

/** Each logarithm is so many times the last one, and something new. */
function autoregressive(n, memory) {
  let level = SPREAD * random.standardNormal();
  return Array.from({ length: n }, () => {
    level = memory * level + Math.sqrt(1 - memory ** 2) * SPREAD * random.standardNormal();
    return Math.exp(level);
  });
}

/** Another program makes everything slower; it comes and goes with the same chance in every round. */
function neighbour(n, slower, stay) {
  let here = random.random() < 0.5;
  return independent(n).map((time) => {
    if (random.random() < 1 / stay) here = !here;
    return here ? time * (1 + slower) : time;
  });
}

const NOISE = {
  'independent times': independent,
  'each 0.7 times the last, and noise': (n) => autoregressive(n, 0.7),
  'each 0.9 times the last, and noise': (n) => autoregressive(n, 0.9),
  'a neighbour that makes all 15 % slower, 20 rounds on average': (n) => neighbour(n, 0.15, 20),
};

const rows = Object.entries(NOISE).map(([noise, times]) => ({
  noise,
  falseAlarms: COUNTS.map((n) => {
    let alarms = 0;
    for (let i = 0; i < pairs; i++) if (verdict(times(n), times(n)).verdict !== 'no change') alarms++;
    return alarms / pairs;
  }),
}));
const cells = rows.map(({ noise, falseAlarms }) => [
  noise,
  ...falseAlarms.map((share) => `${(100 * share).toFixed(1)} %`),
]);
for (const line of formatTable({ columns: ['noise', ...COUNTS.map((n) => `${n} rounds`)], rows: cells }))
  log(line);
write({ pairs, spread: SPREAD, counts: COUNTS, rows });
