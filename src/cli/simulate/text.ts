import { type TextStyle, columnChart } from '../../report/index.js';
import type { Output, Simulation, Theory } from '../../simulate/index.js';
import type { SketchQuantile } from '../../stats/index.js';
import { significant, withError } from '../numbers.js';
import { wrapSentence } from '../terminal.js';
import { frameOf, normalDensity } from './frame.js';
import type { Study } from './study.js';
import { type ColumnGroup, stackedTables } from './tables.js';
import { count, timeLines, timeSentences } from './time-text.js';

/** What `simulate` prints, in lines of at most `width` characters where that is possible. */
export function simulateLines(study: Study, quantiles: readonly number[], style: TextStyle): string[] {
  const { width = 80 } = style;
  const { request, result, times, workers } = study;
  const wrap = (sentence: string): string[] => wrapSentence(sentence, width);
  const lines = [
    ...wrap(headline(study)),
    '',
    ...stackedTables(statisticNames(quantiles), statistics(result, quantiles), width),
    ...correlationLines(result, width),
    ...histogramLines(result, style),
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

/** Histograms beyond these would push the figures off the screen. */
const MOST_DRAWN = 3;
/** No more bins than columns. */
const TEXT_BINS = 60;

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

/** How often the first outputs fell where, and the dots where theory expects the columns to end. */
function histogramLines({ names, outputs, theory }: Simulation, style: TextStyle): string[] {
  const drawable = names.filter((name) => outputs[name].n > 0);
  return drawable.slice(0, MOST_DRAWN).flatMap((name) => {
    const output = outputs[name];
    const { edges, counts } = output.histogram(frameOf(output, TEXT_BINS));
    const [low, high] = [edges[0], edges[edges.length - 1]];
    const density = normalDensity(theory[name]);
    const inBin = (output.n * (high - low)) / counts.length;
    const expected = density && ((x: number): number => inBin * density(x));
    return ['', ...columnChart({ counts, low, high, xLabel: name, expected }, style)];
  });
}

function correlationLines({ names, correlation }: Simulation, width: number): string[] {
  if (names.length < 2) return [];
  const groups = names.map((name) => ({
    columns: [name],
    cells: names.map((other) => [correlation[other][name].toFixed(4)]),
  }));
  return ['', 'Correlations', ...stackedTables(names, groups, width)];
}
