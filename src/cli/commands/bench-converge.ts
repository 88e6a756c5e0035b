import { loadBaseline } from '../bench/baseline.js';
import { baseline, exportFiles } from '../bench/options.js';
import { benchOutcome } from '../bench/outcome.js';
import { BASELINE_ROUNDS } from '../bench/timing.js';
import { sweepCounts } from '../converge/counts.js';
import { convergeOptions, requestOf, warnOf } from '../converge/input.js';
import { referenceFor } from '../converge/reference.js';
import { benchResult } from '../converge/result.js';
import { study as studyOf } from '../converge/study.js';
import { integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { workerCounts } from '../options/workers.js';
import { outputFiles } from '../report.js';
import { defineCommand } from '../spec.js';

export const benchConverge = defineCommand({
  name: 'converge',
  summary: 'times nfold converge serially and for each number of workers',
  description:
    'Times the estimates of nfold converge serially and for each number of workers, in interleaved rounds, beside independent copies of a smaller job that show what the processors can do at best: the capacity. Exit code 1: some estimates are not finite.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: { ...convergeOptions(workerCounts), export: exportFiles, baseline },
  examples: [
    ["bench converge '1/(1+x^2)' 0 1", 'serially and with 1, 2, … up to twice the processors'],
    ["bench converge '1/(1+x^2)' 0 1 --workers 1,2 --repeats 9 --plot time.svg", 'a chosen sweep, drawn'],
  ],
  async run(input, context) {
    if (input.baseline?.action === 'compare') loadBaseline(input.baseline.name);
    const request = requestOf(input, context);
    const reference = referenceFor(request, input.exact, context);
    const { available } = context.processors;
    const { workers = 'auto' } = input;
    const counts = workers === 'auto' ? sweepCounts(available) : workers;
    // The timeline shows the run that uses each processor once.
    const chosen = counts.includes(available) ? available : counts[counts.length - 1];
    const leastRepeats = input.baseline === undefined ? undefined : BASELINE_ROUNDS;
    const options = { counts, chosen, repeats: input.repeats, leastRepeats, capacity: true };
    const study = await studyOf(request, options, context);
    const pictures = outputFiles(
      input,
      {
        picture: async () => (await import('../converge/pictures.js')).timesPicture(study),
        page: async () => (await import('../converge/report.js')).convergePage(study, reference),
        seed: input.seed,
      },
      context,
    );
    const failed = warnOf(study, context);
    const { sweep } = study;
    if (sweep === undefined) {
      return { result: benchResult(study), lines: ['Nothing was timed.'], files: pictures, failed };
    }
    // Its picture and its report tell more than those of a sweep alone.
    const { export: exported, baseline: saved } = input;
    const outcome = await benchOutcome(sweep, { export: exported, baseline: saved }, context);
    return {
      ...outcome,
      result: { ...(outcome.result as object), ...benchResult(study) },
      files: [...pictures, ...(outcome.files ?? [])],
      failed: failed || outcome.failed,
    };
  },
});
