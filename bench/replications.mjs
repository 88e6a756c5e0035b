// How often the interval of an early stop holds the true mean: studies of runs() with a stop rule, beside as many runs
// without one. Run `npm run build` first.
//
//   node bench/replications.mjs [studies] [--quick]
//
// Prints, for each distribution of the output and each half width asked for (as the number of runs that it takes), the share of
// studies whose 95 % interval holds the mean and the mean number of runs; writes bench/results/replications.json.
import { runs } from 'nfold';
import { benchRun } from './support.mjs';

const { rounds: studies, log, write } = benchRun(import.meta.url, { rounds: 2000, quick: 100 });

const OUTPUTS = {
  normal: { run: ({ random }) => random.normal(1, 1), mean: 1, sd: 1 },
  exponential: { run: ({ random }) => random.exponential(), mean: 1, sd: 1 },
  lognormal: {
    run: ({ random }) => random.lognormal(),
    mean: Math.exp(0.5),
    sd: Math.sqrt((Math.E - 1) * Math.E),
  },
};

async function coverage(run, mean, n, options, firstSeed) {
  let [held, made] = [0, 0];
  for (let study = 0; study < studies; study++) {
    const result = await runs(n, run, { seed: firstSeed + study, quantiles: [], ...options });
    const { low, high } = result.outputs.value;
    if (low <= mean && mean <= high) held++;
    made += result.runs;
  }
  return { coverage: held / studies, runs: made / studies };
}

const rows = [];
for (const [output, { run, mean, sd }] of Object.entries(OUTPUTS)) {
  for (const needed of [100, 300, 1000]) {
    const stopWhen = { output: 'value', halfWidth: (1.96 * sd) / Math.sqrt(needed) };
    const stopped = await coverage(run, mean, 100 * needed, { stopWhen }, 1_000_000 * needed);
    const n = Math.round(stopped.runs);
    const fixed = await coverage(run, mean, n, {}, 1_000_000 * needed + 500_000);
    rows.push({ output, needed, stopped, fixed: fixed.coverage });
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    log(
      `${output}, half width of ${needed} runs: stopped after ${n} on average, ${percent(stopped.coverage)} hold;` +
        ` ${percent(fixed.coverage)} of as many without a stop`,
    );
  }
}
const error = Math.sqrt((0.95 * 0.05) / studies);
log(`standard error of a share of 95 %: ${(100 * error).toFixed(1)} %`);
write({ studies, standardError: error, rows });
