import { sweepFindings, sweepTable } from '../../bench/index.js';
import type { ReportPage } from '../report.js';
import { reportPictures } from './pictures.js';
import { simulateResult } from './result.js';
import type { Study } from './study.js';
import { tableOf } from './tables.js';
import { headline, statisticNames, statistics } from './text.js';
import { timeSentences, timeTable } from './time-text.js';

/** The report of a study: findings, pictures, tables, and the numbers as embedded data. */
export async function simulatePage(study: Study, quantiles: readonly number[]): Promise<ReportPage> {
  const { request, result, times, workers, spread } = study;
  const figures = tableOf(statisticNames(quantiles), statistics(result, quantiles), 'figure');
  return {
    title: `Simulation of ${request.model}`,
    summary: [
      `${headline(study)}.`,
      ...(times === undefined
        ? []
        : ['Serial and parallel runs agree to the last bit.', ...timeSentences(times, workers, request.n)]),
      ...(spread === undefined ? [] : sweepFindings(spread.sweep, workers)),
    ],
    pictures: await reportPictures(study),
    tables: [
      { caption: 'Outputs', ...figures },
      ...(times === undefined ? [] : [{ caption: 'Times, cold and warm', ...timeTable(times, workers) }]),
      ...(spread === undefined ? [] : [{ caption: spread.sweep.job, ...sweepTable(spread.sweep) }]),
    ],
    warnings: [...result.warnings, ...(spread?.sweep.warnings ?? [])],
    data: { ...(simulateResult(study, quantiles).result as object), sweep: spread?.sweep },
  };
}
