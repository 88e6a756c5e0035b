import { htmlReport } from '../../report/index.js';
import type { Context } from '../context.js';
import { machineOf, repeatable } from '../report.js';
import { reportPictures } from './pictures.js';
import { simulateResult } from './result.js';
import type { Study } from './study.js';
import { tableOf } from './tables.js';
import { headline, statisticNames, statistics } from './text.js';
import { timeSentences, timeTable } from './time-text.js';

/** The report of a study: findings, histograms, tables, and the numbers as embedded data. */
export async function simulateReport(
  study: Study,
  quantiles: readonly number[],
  { commandLine, processors }: Context,
): Promise<string> {
  const { request, result, times, workers } = study;
  const seed = String(request.seed);
  const figures = tableOf(statisticNames(quantiles), statistics(result, quantiles), 'figure');
  return htmlReport({
    title: `Simulation of ${request.model}`,
    command: repeatable(commandLine, seed),
    machine: machineOf(processors),
    seed,
    summary: [
      `${headline(study)}.`,
      ...(times === undefined
        ? []
        : ['Serial and parallel runs agree to the last bit.', ...timeSentences(times, workers, request.n)]),
    ],
    pictures: await reportPictures(study),
    tables: [
      { caption: 'Outputs', ...figures },
      ...(times === undefined ? [] : [{ caption: 'Times', ...timeTable(times, workers) }]),
    ],
    warnings: result.warnings,
    data: simulateResult(study, quantiles).result,
  });
}
