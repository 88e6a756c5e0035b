import { sweepCounts } from '../converge/counts.js';
import { convergeOptions, noteOddities, requestOf, warnNonFinite } from '../converge/input.js';
import { ConvergeJob } from '../converge/job.js';
import { outcomeOf, writeOutputs } from '../converge/outputs.js';
import { referenceFor } from '../converge/reference.js';
import { study as studyJob } from '../converge/study.js';
import { convergeLines } from '../converge/text.js';
import { report } from '../options/files.js';
import { integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { workerCount, workers } from '../options/workers.js';
import { defineCommand } from '../spec.js';

export const converge = defineCommand({
  name: 'converge',
  summary: 'estimates of an integral from more and more random points, serially and in parallel',
  description:
    'Estimates an integral from n sorted random points by rectangles, for n = 0 … samples - 1, once in this thread and once by workers, checks that both give the same bits, and times them. With --report other worker counts are timed as well.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: { ...convergeOptions, workers, report },
  examples: [
    ["converge '1/(1+x^2)' 0 1 --exact pi/4", 'the estimates settle at pi/4'],
    ["converge '1/(1+x^2)' 0 1 --workers 2 --report lecture.html", 'with pictures, in one file'],
  ],
  async run(input, context) {
    const { exact, repeats } = input;
    const chosen = workerCount(input.workers, context);
    const request = requestOf(input);
    noteOddities(request, context);
    const { available } = context.processors;
    const reference = referenceFor(request, exact);
    const job = new ConvergeJob(request, context.signal);
    try {
      const reported = input.report !== undefined;
      const counts = reported ? sweepCounts(available, chosen) : [chosen];
      const options = { workers: counts, chosen, repeats, processors: available, capacity: reported };
      const study = await studyJob(job, options, context);
      const failed = warnNonFinite(study.serial.nonFinite, context);
      const picture = async (): Promise<string> =>
        (await import('../converge/pictures.js')).estimatesPicture(request, study, reference);
      await writeOutputs(input, picture, { request, study, reference, workers: chosen }, context);
      return { ...outcomeOf(study, chosen, exact), lines: convergeLines(request, study, reference), failed };
    } finally {
      await job.close();
    }
  },
});
