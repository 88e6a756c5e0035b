import {
  completeRounds,
  formatSeconds,
  formatTable,
  speedupSentence,
  sweepLines,
} from '../../bench/index.js';
import { type TextStyle, cloudChart } from '../../report/index.js';
import { sweepBars } from '../bench/text.js';
import { withSign } from '../numbers.js';
import { wrapSentence } from '../terminal.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';
import { commonFormat, estimateTable } from './tables.js';

/** Fewer estimates than this are no cloud. */
const LEAST_DRAWN = 50;

/** What `converge` prints, in lines as wide as the style says. */
export function convergeLines(study: Study, reference: Reference | undefined, style: TextStyle): string[] {
  const { width = 80 } = style;
  const { expression, a, b, samples, variant } = study.request;
  const first = variant === 'corrected' ? ', the first rectangle included' : '';
  const wrap = (sentences: readonly string[]): string[] =>
    sentences.flatMap((sentence) => wrapSentence(sentence, width));
  return [
    ...wrap([
      `Integral of ${expression.source} from ${a} to ${b}, estimated from ${numbersBelow(samples)} sorted random points${first}`,
    ]),
    '',
    ...formatTable(estimateTable(study, reference)),
    '',
    ...estimateChart(study, reference, style),
    ...wrap(agreement(study)),
    ...timeLines(study, style),
    ...wrap(timeSentences(study)),
  ];
}

/** The last estimate and its error. */
export function finalEstimate({ serial }: Study, reference: Reference | undefined): string {
  const last = serial.values[serial.completed - 1];
  const show = commonFormat([last, reference?.value ?? 0]);
  const off =
    reference === undefined
      ? ''
      : `, ${withSign(last - reference.value)} off the value ${show(reference.value)} (${reference.label})`;
  return `The estimate from ${counted(serial.completed - 1, 'point')} is ${show(last)}${off}.`;
}

/** Whether all runs agree, or how far an interrupted one came. */
export function agreement({ serial, parallel, sweep }: Study): string[] {
  const { completed, values } = serial;
  if (serial.partial) return [`${completed} of ${counted(values.length, 'estimate')} were computed.`];
  // The sweep refuses to time runs that differ in any bit.
  if (parallel === undefined || sweep === undefined) return [];
  const all = completed === 1 ? 'the one estimate' : `all ${completed} estimates`;
  return [`Serial and parallel runs agree to the last bit in ${all}.`];
}

/** The estimates against the number of points; a few of them are told by the table alone. */
function estimateChart({ serial }: Study, reference: Reference | undefined, style: TextStyle): string[] {
  const values = Array.from(serial.values).slice(0, serial.completed);
  if (values.filter(Number.isFinite).length < LEAST_DRAWN) return [];
  return [...cloudChart({ values, line: reference?.value, xLabel: 'points' }, style), ''];
}

function timeLines({ sweep }: Study, style: TextStyle): string[] {
  if (sweep === undefined) return [];
  return ['', ...sweepLines(sweep, style.width), '', ...sweepBars(sweep, style), ''];
}

function timeSentences({ sweep, chosen, cold }: Study): string[] {
  if (sweep === undefined) return [];
  const rounds = completeRounds(sweep);
  const run = sweep.runs.find(({ workers, seconds }) => workers === chosen && seconds.length > 0);
  return [
    ...(run === undefined ? [] : [`${capitalised(speedupSentence(run))}; ${counted(rounds, 'repeat')}.`]),
    ...(cold === undefined
      ? []
      : [`The first parallel run took ${formatSeconds(cold)}, with the start of its workers.`]),
  ];
}

/** `0 … 9999`. */
function numbersBelow(n: number): string {
  return n === 1 ? '0' : `0 … ${n - 1}`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
