import type { TextTable } from '../../bench/index.js';
import { withSign } from '../numbers.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';

/** The numbers of points in the short table: the first few, then 1, 2, 5 times the powers of ten, and the last. */
function chosenRows(samples: number): number[] {
  const wanted = [0, 1, 2, 3, 5, 10, 20, 50];
  for (let power = 100; power < samples; power *= 10) wanted.push(power, 2 * power, 5 * power);
  return [...wanted.filter((n) => n < samples - 1), samples - 1];
}

/** Some of the estimates with their errors, the last one among them, and below what they are compared with. */
export function estimateTable({ serial }: Study, reference: Reference | undefined): TextTable {
  const chosen = chosenRows(serial.completed);
  const show = commonFormat([...chosen.map((n) => serial.values[n]), reference?.value ?? 0]);
  const rows = chosen.map((n) => [String(n), show(serial.values[n])]);
  if (reference === undefined) return { columns: ['points', 'estimate'], rows };
  const errors = chosen.map((n) => withSign(serial.values[n] - reference.value));
  return {
    columns: ['points', 'estimate', 'error'],
    rows: [...rows.map((row, i) => [...row, errors[i]]), [reference.label, show(reference.value), '']],
  };
}

/** Digits of the largest number in a column. */
const DIGITS = 9;

/** One form for all numbers of a column, so that their points stand below each other. */
export function commonFormat(values: readonly number[]): (value: number) => string {
  const largest = Math.max(...values.map(Math.abs).filter(Number.isFinite));
  if (largest === 0) return String;
  const magnitude = Math.floor(Math.log10(largest));
  const plain = magnitude >= -4 && magnitude < 15;
  return (value) => {
    if (!Number.isFinite(value)) return String(value);
    return plain ? value.toFixed(Math.max(0, DIGITS - 1 - magnitude)) : value.toExponential(DIGITS - 1);
  };
}
