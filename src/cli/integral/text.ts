import { fitTable, formatTable } from '../../bench/index.js';
import { significant } from '../numbers.js';
import type { PlainIntegral } from './task.js';

/** Lines of a trace shown at most; of more, the last ones after evenly chosen earlier ones. */
const MOST_LINES = 40;

/** How the estimate went, and vegas' table of iterations. */
export function traceLines({ trace = [], iterations }: PlainIntegral, width: number): string[] {
  if (iterations !== undefined && iterations.length > 0) return iterationLines(iterations, width);
  const step = Math.ceil(trace.length / MOST_LINES);
  const shown = trace.filter((_, i) => (trace.length - 1 - i) % Math.max(step, 1) === 0);
  if (shown.length === 0) return [];
  const hasSteps = shown.some((entry) => entry.step !== undefined);
  const columns = ['evaluations', 'estimate', 'error', ...(hasSteps ? ['step'] : [])];
  const rows = shown.map(({ evaluations, value, error, step: name = '' }) => [
    String(evaluations),
    String(Number(value.toPrecision(15))),
    error.toExponential(1),
    ...(hasSteps ? [name] : []),
  ]);
  return [...formatTable(fitTable({ columns, rows }, width, ['step'])), ''];
}

function iterationLines(iterations: NonNullable<PlainIntegral['iterations']>, width: number): string[] {
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
  return [...formatTable(fitTable({ columns, rows }, width, ['evaluations', 'Q'])), ''];
}
