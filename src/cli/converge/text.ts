import { type Sweep, formatSeconds, formatTable, speedupSentence, workersLabel } from '../../bench/index.js';
import { withSign } from '../numbers.js';
import type { ConvergeRequest } from './job.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';

/** The numbers of points in the short table: the first few, then 1, 2, 5 times the powers of ten, and the last. */
export function tableRows(samples: number): number[] {
  const wanted = [0, 1, 2, 3, 5, 10, 20, 50];
  for (let power = 100; power < samples; power *= 10) wanted.push(power, 2 * power, 5 * power);
  return [...wanted.filter((n) => n < samples - 1), samples - 1];
}

/** What `converge` prints. */
export function convergeLines(
  request: ConvergeRequest,
  study: Study,
  reference: Reference | undefined,
): string[] {
  const { expression, a, b, samples } = request;
  return [
    `Integral of ${expression.source} from ${a} to ${b}, estimated from 0 … ${samples - 1} sorted random points`,
    '',
    ...estimateTable(study.serial.values, reference),
    '',
    ...agreement(study),
    ...(study.sweep === undefined ? [] : timing(study.sweep, study)),
  ];
}

function estimateTable(values: Float64Array, reference: Reference | undefined): string[] {
  const columns = ['points', 'estimate', ...(reference === undefined ? [] : ['error'])];
  const rows = tableRows(values.length)
    .filter((n) => !Number.isNaN(values[n]))
    .map((n) => {
      const row = [String(n), values[n].toFixed(9)];
      return reference === undefined ? row : [...row, withSign(values[n] - reference.value)];
    });
  if (reference !== undefined) rows.push([reference.label, reference.value.toFixed(9), '']);
  return formatTable({ columns, rows });
}

function agreement({ serial, parallel, sweep }: Study): string[] {
  if (serial.partial) return [`${serial.completed} of ${serial.values.length} estimates were computed.`];
  if (parallel === undefined || parallel.partial || sweep === undefined) return [];
  // The sweep refuses to time runs that differ in any bit.
  return [`Serial and parallel runs agree to the last bit in all ${serial.completed} estimates.`];
}

function timing(sweep: Sweep, { cold }: Study): string[] {
  const [serial, ...parallel] = sweep.runs.filter(({ seconds }) => seconds.length > 0);
  if (serial === undefined) return [];
  const lines = [serial, ...parallel].map(({ workers, time }) => {
    const who = workers === 0 ? 'serially' : `with ${workersLabel(workers)}`;
    return `${formatSeconds(time.median)} ${who} (${formatSeconds(time.low)} to ${formatSeconds(time.high)}, ${count(serial.seconds.length, 'repeat')})`;
  });
  for (const run of parallel) lines.push(speedupSentence(run));
  if (cold !== undefined)
    lines.push(`${formatSeconds(cold)} for the first parallel run, with the start of its workers`);
  return lines;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
