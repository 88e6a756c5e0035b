import type { Processors } from '../../executor/index.js';
import { sweepFindings, sweepTable } from '../../bench/index.js';
import { htmlReport } from '../../report/index.js';
import { machineOf, repeatable } from '../report.js';
import { reportPictures } from './pictures.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';
import { estimateTable } from './tables.js';
import { agreement, finalEstimate } from './text.js';

export interface ReportInput {
  readonly study: Study;
  readonly reference: Reference | undefined;
  readonly commandLine: string;
  readonly processors: Processors;
}

/** The report of a study: findings, four pictures, tables, and the raw numbers as embedded data. */
export async function convergeReport(input: ReportInput): Promise<string> {
  const { study, reference, commandLine, processors } = input;
  const { expression, a, b, samples, variant, seed, bitGenerator } = study.request;
  const { serial, sweep } = study;
  const times = sweep === undefined ? [] : [{ caption: 'Times', ...sweepTable(sweep) }];
  return htmlReport({
    title: `Integral of ${expression.source} from ${a} to ${b}`,
    command: repeatable(commandLine, String(seed)),
    machine: machineOf(processors),
    seed: String(seed),
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
  });
}
