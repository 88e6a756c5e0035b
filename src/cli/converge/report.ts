import type { Processors } from '../../executor/index.js';
import { sweepFindings, sweepTable } from '../../bench/index.js';
import { htmlReport } from '../../report/index.js';
import { environment, version } from '../environment.js';
import { withSign } from '../numbers.js';
import type { ConvergeRequest } from './job.js';
import { reportPictures } from './pictures.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';
import { tableRows } from './text.js';

export interface ReportInput {
  readonly request: ConvergeRequest;
  readonly study: Study;
  readonly reference: Reference | undefined;
  readonly workers: number;
  readonly command: string;
  readonly processors: Processors;
}

/** The report of a study: findings, four pictures, tables, and the raw numbers as embedded data. */
export async function convergeReport(input: ReportInput): Promise<string> {
  const { request, study, reference, workers, command } = input;
  const { node, os, cpu, cores } = environment(input.processors);
  const { expression, a, b, samples, seed } = request;
  return htmlReport({
    title: `Integral of ${expression.source} from ${a} to ${b}`,
    command,
    machine: {
      Processor: cpu,
      'Usable processors': cores,
      'Operating system': os,
      'Node.js': node,
      nfold: version(),
    },
    seed: String(seed),
    summary: findings(input),
    pictures: await reportPictures(request, study, reference, workers),
    tables: tables(input),
    warnings: study.sweep?.warnings,
    data: {
      expression: expression.source,
      a,
      b,
      samples,
      seed: String(seed),
      values: study.serial.values,
      sweep: study.sweep,
    },
  });
}

function findings({ study, reference, request }: ReportInput): string[] {
  const { values, partial, completed } = study.serial;
  const last = values[completed - 1];
  const error =
    reference === undefined
      ? ''
      : `, ${withSign(last - reference.value)} off the ${reference.label} value ${reference.value}`;
  const lines = [`The estimate from ${completed - 1} points is ${last}${error}.`];
  if (partial) lines.push(`Interrupted: ${completed} of ${request.samples} estimates were computed.`);
  if (study.sweep === undefined) return lines;
  lines.push(`Serial and parallel runs agree to the last bit in all ${completed} estimates.`);
  return [...lines, ...sweepFindings(study.sweep)];
}

function tables({
  study,
  reference,
}: ReportInput): { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] }[] {
  const { values } = study.serial;
  const columns = ['points', 'estimate', ...(reference === undefined ? [] : ['error'])];
  const rows = tableRows(values.length)
    .filter((n) => !Number.isNaN(values[n]))
    .map((n) => [
      String(n),
      String(values[n]),
      ...(reference === undefined ? [] : [withSign(values[n] - reference.value)]),
    ]);
  const estimates = { caption: 'Estimates', columns, rows };
  return study.sweep === undefined
    ? [estimates]
    : [estimates, { caption: 'Times', ...sweepTable(study.sweep) }];
}
