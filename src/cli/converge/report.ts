import { sweepFindings, sweepTable } from '../../bench/index.js';
import type { ReportPage } from '../report.js';
import { reportPictures } from './pictures.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';
import { estimateTable } from './tables.js';
import { agreement, finalEstimate } from './text.js';

/** The report of a study: findings, pictures, tables, and the raw numbers as embedded data. */
export async function convergePage(study: Study, reference: Reference | undefined): Promise<ReportPage> {
  const { expression, a, b, samples, variant, seed, bitGenerator } = study.request;
  const { serial, sweep } = study;
  const times = sweep === undefined ? [] : [{ caption: 'Times', ...sweepTable(sweep) }];
  return {
    title: `Integral of ${expression.source} from ${a} to ${b}`,
    summary: [
      finalEstimate(study, reference),
      ...agreement(study),
      ...(sweep === undefined ? [] : sweepFindings(sweep, study.chosen)),
    ],
    pictures: await reportPictures(study, reference),
    tables: [{ caption: 'Estimates', ...estimateTable(study, reference) }, ...times],
    warnings: sweep?.warnings,
    data: {
      expression: expression.source,
      a,
      b,
      samples,
      variant,
      seed: String(seed),
      bitGenerator,
      values: serial.values,
      sweep,
    },
  };
}
