import { type TextTable, fitTable, formatTable } from '../../bench/index.js';
import type { IntegralTraceEntry } from '../../integrate/index.js';
import { type TextStyle, powerChart } from '../../report/index.js';
import { significant } from '../numbers.js';
import type { PlainIntegral } from './task.js';

/** Lines of a trace shown at most; of more, the last ones after evenly chosen earlier ones. */
const MOST_LINES = 40;

/** How the estimate went, with the error against the evaluations as a chart. */
export function traceLines(
  found: PlainIntegral,
  exact: number | undefined,
  style: TextStyle,
): readonly string[] {
  const { width = 80 } = style;
  const table = traceTable(found);
  if (table.rows.length === 0) return [];
  return [...formatTable(fitTable(table, width, DISPENSABLE)), '', ...errorChart(found, exact, style)];
}

/** Columns that a narrow terminal can do without, the first ones first. */
const DISPENSABLE = ['step', 'evaluations', 'Q'];
/** Fewer points than this are told by the table alone. */
const LEAST_DRAWN = 4;

function errorChart(
  { trace = [], errorKind }: PlainIntegral,
  exact: number | undefined,
  style: TextStyle,
): string[] {
  const told = trace.map(({ evaluations, error }) => [evaluations, error] as const);
  const series = [{ label: errorKind === 'bound' ? 'error bound' : 'standard error', points: told }];
  if (exact !== undefined) {
    const off = trace.map(({ evaluations, value }) => [evaluations, Math.abs(value - exact)] as const);
    series.push({ label: 'true error', points: off });
  }
  const drawable = series.flatMap(({ points }) => points).filter(([n, error]) => n > 0 && error > 0);
  if (drawable.filter(([, error]) => error < Infinity).length < LEAST_DRAWN) return [];
  return [...powerChart({ series, xLabel: 'evaluations' }, style), ''];
}

/** The steps of the estimate, or vegas' iterations. */
export function traceTable({ trace = [], iterations }: PlainIntegral): TextTable {
  if (iterations !== undefined && iterations.length > 0) return iterationTable(iterations);
  const told = trace.filter(isNews);
  const step = Math.max(1, Math.ceil(told.length / MOST_LINES));
  const shown = told.filter((_, i) => (told.length - 1 - i) % step === 0);
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
