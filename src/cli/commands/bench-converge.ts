import { describeSweep } from '../../bench/index.js';
import { sweepCounts } from '../converge/counts.js';
import { convergeOptions, noteOddities, requestOf, warnNonFinite } from '../converge/input.js';
import { ConvergeJob } from '../converge/job.js';
import { writeOutputs } from '../converge/outputs.js';
import { referenceFor } from '../converge/reference.js';
import { study as studyJob } from '../converge/study.js';
import { report } from '../options/files.js';
import { integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { workerCounts } from '../options/workers.js';
import { defineCommand } from '../spec.js';

export const benchConverge = defineCommand({
  name: 'converge',
  summary: 'times nfold converge serially and for each number of workers',
  description:
    'Times the estimates of nfold converge serially and for each number of workers, in interleaved rounds, beside independent copies that show what the processors can do at best.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: { ...convergeOptions, workers: workerCounts, report },
  examples: [
    ["bench converge '1/(1+x^2)' 0 1", 'serially and with 1, 2, … up to twice the processors'],
    ["bench converge '1/(1+x^2)' 0 1 --workers 1,2 --repeats 9 --plot time.svg", 'a chosen sweep, drawn'],
  ],
  async run(input, context) {
    const request = requestOf(input);
    noteOddities(request, context);
    const { available } = context.processors;
    const counts = input.workers ?? sweepCounts(available);
    // The timeline shows the run that uses each processor once.
    const chosen = counts.includes(available) ? available : counts[counts.length - 1];
    const job = new ConvergeJob(request, context.signal);
    try {
      const options = {
        workers: counts,
        chosen,
        repeats: input.repeats,
        processors: available,
        capacity: true,
      };
      const study = await studyJob(job, options, context);
      const { sweep, serial } = study;
      const failed = warnNonFinite(serial.nonFinite, context);
      const reference = referenceFor(request, input.exact);
      const picture = async (): Promise<string> =>
        (await import('../converge/pictures.js')).timesPicture(study, chosen);
      await writeOutputs(input, picture, { request, study, reference, workers: chosen }, context);
      const lines = sweep === undefined ? ['Nothing was timed.'] : describeSweep(sweep);
      return { result: benchResult(sweep), lines, failed };
    } finally {
      await job.close();
    }
  },
});

/** `runs`, `speedup` and `recommended` first, as every bench has them; then the whole sweep. */
function benchResult(sweep: Awaited<ReturnType<typeof studyJob>>['sweep']): unknown {
  if (sweep === undefined) return { runs: [], speedup: [] };
  const { runs, recommended, ...rest } = sweep;
  return {
    runs: runs.map(({ workers, seconds, time }) => ({ workers, seconds, median: time.median })),
    speedup: runs.map(({ speedup }) => speedup.value),
    recommended,
    ...rest,
    details: runs,
  };
}
