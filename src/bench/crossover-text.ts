import type { Crossover, CrossoverSize } from './crossover.js';
import { type TextTable, formatTable } from './describe.js';
import { workersLabel } from './findings.js';
import { formatRatio, pairedRatio } from './ratio.js';
import { formatDigits, formatSeconds } from './units.js';

/** Who worked, and on what: for sentences. */
export interface CrossoverWords {
  readonly workers: number;
  /** What a size counts, such as `draws`; default `items`. */
  readonly unit?: string;
}

/** From which size on workers pay, and how that is known, one sentence each. */
export function crossoverFindings(found: Crossover, { workers, unit = 'items' }: CrossoverWords): string[] {
  const { serial, warm, start, paysWarm, paysCold, partial, comparison } = found;
  if (serial === undefined || warm === undefined || paysWarm === undefined) return ['Nothing was timed.'];
  const who = workersLabel(workers);
  const rounds = Math.min(...comparison.measurements.map(({ seconds }) => seconds.length));
  const begin = start === undefined ? '' : `; their start takes ${formatSeconds(start.median)}`;
  return [
    `${who} ${payText(paysWarm, paysCold, unit)}.`,
    `About there each of the ${unit} costs ${formatSeconds(serial.perItem)} serially and ${formatSeconds(warm.perItem)} with ${who}${begin} (${rounds} rounds${partial ? ', cut short' : ''}).`,
  ];
}

function payText(warm: CrossoverSize, cold: CrossoverSize | undefined, unit: string): string {
  if (warm.low === Infinity) return 'never pay here, however large the job: an item costs them no less time';
  if (warm.value === Infinity) {
    return `paid in less than half of the rounds, ${sizeText({ ...warm, value: warm.low }, unit)}: the times are too noisy to tell, or they never pay here`;
  }
  if (cold === undefined) return `pay ${sizeText(warm, unit)} once started`;
  return `pay ${sizeText(warm, unit)} once started, ${sizeText(cold, unit)} with their start`;
}

function sizeText({ value, low, high, extrapolated }: CrossoverSize, unit: string): string {
  if (value === 0) return `for any number of ${unit}`;
  const far = extrapolated ? ', beyond the sizes that were timed' : '';
  return `from about ${about(value)} ${unit} (${about(low)} to ${about(high)}${far})`;
}

/** Two digits: lines cross nowhere sharper than that. */
function about(size: number): string {
  if (size === Infinity) return 'any number';
  return size < 1 ? formatDigits(size, 2) : Number(size.toPrecision(2)).toLocaleString('en-US');
}

/** Times and speed-up by size, warm and cold. */
export function crossoverTable(
  { points }: Crossover,
  { unit = 'items' }: Pick<CrossoverWords, 'unit'> = {},
): TextTable {
  const rows = points
    .filter(({ serial, warm }) => serial.seconds.length > 0 && warm.seconds.length > 0)
    .map(({ size, serial, warm, cold }) => [
      size.toLocaleString('en-US'),
      formatSeconds(serial.time.median),
      formatSeconds(warm.time.median),
      formatRatio(pairedRatio(serial.seconds, warm.seconds)),
      cold === undefined ? '' : formatSeconds(cold.time.median),
      cold === undefined ? '' : formatRatio(pairedRatio(serial.seconds, cold.seconds)),
    ]);
  return { columns: [unit, 'serial', 'warm', 'speed-up', 'cold', 'speed-up'], rows };
}

/** All that a terminal should show of it: the table, the findings, the warnings. */
export function describeCrossover(found: Crossover, words: CrossoverWords): string[] {
  const warnings = found.warnings.map((warning) => `Warning: ${warning}.`);
  return [...formatTable(crossoverTable(found, words)), '', ...crossoverFindings(found, words), ...warnings];
}
