import { type TextTable, fitTable, formatTable } from '../../bench/index.js';
import { significant, withSign } from '../numbers.js';
import type { IntegralTraceEntry } from '../../integrate/index.js';
import type { PlainIntegral } from './task.js';

/** Lines of a trace shown at most; of more, the last ones after evenly chosen earlier ones. */
const MOST_LINES = 40;

/** How the estimate went, or vegas' table of iterations, fitted to a terminal. */
export function traceLines(found: PlainIntegral, width: number): string[] {
  const table = traceTable(found);
  if (table === undefined) return [];
  const dispensable = table.columns.includes('Q') ? ['evaluations', 'Q'] : ['step'];
  return [...formatTable(fitTable(table, width, dispensable)), ''];
}

/** The same as a table; undefined where nothing was traced. */
export function traceTable({ trace = [], iterations }: PlainIntegral): TextTable | undefined {
  if (iterations !== undefined && iterations.length > 0) return iterationTable(iterations);
  const told = trace.filter(isNews);
  const step = Math.ceil(told.length / MOST_LINES);
  const shown = told.filter((_, i) => (told.length - 1 - i) % Math.max(step, 1) === 0);
  if (shown.length === 0) return undefined;
  const hasSteps = shown.some((entry) => entry.step !== undefined);
  const columns = ['evaluations', 'estimate', 'error', ...(hasSteps ? ['step'] : [])];
  const rows = shown.map(({ evaluations, value, error, step: name = '' }) => [
    String(evaluations),
    String(Number(value.toPrecision(15))),
    error.toExponential(1),
    ...(hasSteps ? [name] : []),
  ]);
  return { columns, rows };
}

/** Whether a line of a trace says something: there is an error, and what comes next is not the same. */
function isNews(entry: IntegralTraceEntry, i: number, trace: readonly IntegralTraceEntry[]): boolean {
  const next = trace.at(i + 1);
  if (next === undefined) return true;
  return entry.error < Infinity && (next.value !== entry.value || next.error !== entry.error);
}

function iterationTable(iterations: NonNullable<PlainIntegral['iterations']>): TextTable {
  const columns = ['iteration', 'evaluations', 'estimate', 'error', 'average', 'its error', 'chi2/dof', 'Q'];
  const rows = iterations.map((one) => [
    String(one.iteration),
    String(one.evaluations),
    significant(one.value),
    one.error.toExponential(1),
    significant(one.average),
    one.averageError.toExponential(1),
    one.degrees === 0 ? '' : (one.chiSquare / one.degrees).toFixed(2),
    one.degrees === 0 ? '' : one.q.toFixed(2),
  ]);
  return { columns, rows };
}

/** A value beside the exact one. */
export function compared(value: number, known: number): string {
  return Number.isFinite(value) ? `exact ${known}, off by ${withSign(value - known)}` : `exact ${known}`;
}
