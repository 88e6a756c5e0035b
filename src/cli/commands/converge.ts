import { sweepCounts } from '../converge/counts.js';
import { convergeOptions, requestOf, warnOf } from '../converge/input.js';
import { referenceFor } from '../converge/reference.js';
import { convergeResult } from '../converge/result.js';
import { study as studyOf } from '../converge/study.js';
import { integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { workerCount, workers } from '../options/workers.js';
import { outputFiles } from '../report.js';
import { defineCommand } from '../spec.js';

export const converge = defineCommand({
  name: 'converge',
  summary: 'estimates of an integral from more and more random points, serially and in parallel',
  description:
    'Estimates an integral from n sorted random points by rectangles, for n = 0 … samples - 1, once in this thread and once by workers, checks that both give the same bits, and times them; where workers would not pay, in this thread alone unless --workers N, --repeats or --report ask for more. With --report other worker counts are timed as well. Exit code 1: some estimates are not finite.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: convergeOptions(workers),
  examples: [
    ["converge '1/(1+x^2)' 0 1 --exact pi/4", 'the estimates settle at pi/4'],
    ["converge '1/(1+x^2)' 0 1 --workers 2 --report lecture.html", 'with pictures, in one file'],
  ],
  async run(input, context) {
    const chosen = workerCount(input.workers, context);
    const request = requestOf(input, context);
    const reference = referenceFor(request, input.exact, context);
    const reported = input.report !== undefined;
    const counts = reported ? sweepCounts(context.processors.available, chosen) : [chosen];
    const { repeats } = input;
    // Whoever asks for times gets them.
    const automatic = input.workers === 'auto' && repeats === undefined && !reported;
    const study = await studyOf(request, { counts, chosen, automatic, repeats, capacity: reported }, context);
    const { convergeLines } = await import('../converge/text.js');
    return {
      ...convergeResult(study, input.exact),
      lines: convergeLines(study, reference, context.style),
      files: outputFiles(
        input,
        {
          picture: async () => (await import('../converge/pictures.js')).estimatesPicture(study, reference),
          page: async () => (await import('../converge/report.js')).convergePage(study, reference),
          seed: input.seed,
        },
        context,
      ),
      failed: warnOf(study, context),
    };
  },
});
