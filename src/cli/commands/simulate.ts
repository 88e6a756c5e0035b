import type { Context } from '../context.js';
import { toggle } from '../options/choice.js';
import { plot, report, rowFile } from '../options/files.js';
import { optionalWholeNumber, shares, wholeNumber } from '../options/numbers.js';
import { bitGenerator, seed } from '../options/seed.js';
import { workerCount, workers } from '../options/workers.js';
import { draw, model, variablesOf } from '../simulate/input.js';
import { drawTable, nothingDrawn } from '../simulate/draws.js';
import { simulateResult } from '../simulate/result.js';
import { type Study, study as studyOf } from '../simulate/study.js';
import { timeWarnings } from '../simulate/time-text.js';
import { outputFiles } from '../report.js';
import { defineCommand } from '../spec.js';

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** The lab of the lecture. */
const LAB = `simulate 'y = alpha + x1 + 2*x2 + x3/2 + eps' --draw 'alpha=normal(15,2)' --draw 'x1=normal(3,5)' --draw 'x2=normal(10,1)' --draw 'x3=normal(8,8)' --draw 'eps=normal(0,1)'`;

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'a model of random draws: what its outputs come to, serially and in parallel',
  description:
    'Draws the variables of a model, computes its outputs, and summarises them as they come: mean and standard deviation with their standard errors, quantiles, correlations, and what theory says where an output is linear in its draws. The job runs in this thread and by workers, cold and warm; all runs must give the same bits, and their times tell from how many draws on the workers pay. With --report other worker counts are timed as well. Exit code 1: some results are not finite.',
  arguments: { model },
  options: {
    draw,
    draws: wholeNumber('how many draws', { min: 1, fallback: 100_000 }),
    variance: toggle('the second parameter of normal is the variance, not the standard deviation'),
    quantiles: shares('the quantiles to print', QUANTILES),
    workers,
    repeats: optionalWholeNumber('how often each run is timed; 0: no times', 0, '5, fewer for long runs'),
    seed,
    bitGenerator,
    out: rowFile('write every draw and its outputs'),
    plot,
    report,
  },
  examples: [
    [LAB, 'the lab: 100,000 draws'],
    ["simulate 'a = x^2; b = a*u' --draw 'x=normal(scale=2)' --draw 'u=random' --out draws.npy", 'for NumPy'],
  ],
  async run(input, context) {
    if (input.draw.length === 0) throw nothingDrawn(variablesOf(input.model));
    const draws = drawTable(input.draw, input.variance);
    const { bitGenerator: generator, draws: n, out, repeats, quantiles } = input;
    const request = { model: input.model, draws, n, seed: input.seed, bitGenerator: generator };
    const chosen = workerCount(input.workers, context);
    const automatic = input.workers === 'auto';
    const spread = input.report !== undefined;
    const study = await studyOf(request, { workers: chosen, automatic, repeats, out, spread }, context);
    const { simulateLines } = await import('../simulate/text.js');
    return {
      ...simulateResult(study, quantiles),
      lines: simulateLines(study, quantiles, context.style),
      files: outputFiles(
        input,
        {
          picture: async () => (await import('../simulate/pictures.js')).outputsPicture(study),
          page: async () => (await import('../simulate/report.js')).simulatePage(study, quantiles),
          seed: input.seed,
        },
        context,
      ),
      failed: warnOf(study, context) || study.written === 0,
    };
  },
});

/** Says what spoils the results or the times; true if some are no finite numbers. */
function warnOf({ result, times, workers: count }: Study, { warn }: Context): boolean {
  for (const warning of result.warnings) warn(warning);
  for (const warning of times === undefined ? [] : timeWarnings(times, count)) warn(warning);
  return Object.values(result.nonFinite).some((found) => found.count > 0);
}
