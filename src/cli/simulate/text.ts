import type { Output, Simulation, Theory } from '../../simulate/index.js';
import type { SketchQuantile } from '../../stats/index.js';
import { significant, withError } from '../numbers.js';
import { wrapSentence } from '../terminal.js';
import type { Study } from './study.js';
import { type ColumnGroup, stackedTables } from './tables.js';
import { count, timeLines, timeSentences } from './time-text.js';

/** What `simulate` prints, in lines of at most `width` characters where that is possible. */
export function simulateLines(study: Study, quantiles: readonly number[], width: number): string[] {
  const { request, result, times, workers } = study;
  const wrap = (sentence: string): string[] => wrapSentence(sentence, width);
  const lines = [
    ...wrap(headline(study)),
    '',
    ...stackedTables(statisticNames(quantiles), statistics(result, quantiles), width),
    ...correlationLines(result, width),
  ];
  if (times === undefined) return lines;
  return [
    ...lines,
    '',
    ...wrap('Serial and parallel runs agree to the last bit.'),
    '',
    ...timeLines(times, workers, width),
    '',
    ...timeSentences(times, workers, request.n).flatMap(wrap),
  ];
}

export function headline({ request: { model, n }, result }: Study): string {
  const of = result.n < n ? `${count(result.n)} of ${count(n)}` : count(n);
  return `${model}: ${of} draw${n === 1 ? '' : 's'}`;
}

const HEADS = ['mean', 'standard deviation', 'skewness', 'kurtosis', 'minimum'];

export function statisticNames(quantiles: readonly number[]): string[] {
  return [...HEADS, ...quantiles.map((q) => `${significant(100 * q)} %`), 'maximum'];
}

/** For each output its figures and, where there is one, the theory beside. */
export function statistics(
  { names, outputs, theory }: Simulation,
  quantiles: readonly number[],
): ColumnGroup[] {
  return names.map((name) => {
    const figures = figuresOf(outputs[name], quantiles);
    const known = theory[name];
    if (known === undefined) return { columns: [name], cells: figures.map((figure) => [figure]) };
    const expected = theoryColumn(known, figures.length);
    return { columns: [name, 'theory'], cells: figures.map((figure, row) => [figure, expected[row]]) };
  });
}

function figuresOf(output: Output, quantiles: readonly number[]): string[] {
  const { mean, standardError, sd, sdStandardError, skewness, kurtosis, min, max } = output;
  return [
    withError(mean, standardError),
    withError(sd, sdStandardError),
    String(Number(skewness.toPrecision(3))),
    String(Number(kurtosis.toPrecision(3))),
    significant(min),
    ...quantiles.map((q) => quantileText(output.quantile(q))),
    significant(max),
  ];
}

/** To the last place that the sketch is sure of. */
function quantileText({ value, low, high }: SketchQuantile): string {
  const place = Math.floor(Math.log10(high - low));
  return place >= -15 && place < 0 ? value.toFixed(-place) : significant(value);
}

function theoryColumn({ mean, sd }: Theory, rows: number): string[] {
  return [significant(mean), significant(sd), ...Array<string>(rows - 2).fill('')];
}

function correlationLines({ names, correlation }: Simulation, width: number): string[] {
  if (names.length < 2) return [];
  const groups = names.map((name) => ({
    columns: [name],
    cells: names.map((other) => [correlation[other][name].toFixed(4)]),
  }));
  return ['', 'Correlations', ...stackedTables(names, groups, width)];
}
