import {
  type TextTable,
  crossoverFindings,
  crossoverTable,
  fitTable,
  formatRatio,
  formatTable,
  pairedRatio,
} from '../../bench/index.js';
import { type TextStyle, barChart } from '../../report/index.js';
import { wrapSentence } from '../terminal.js';
import type { CrossoverStudy } from './crossover.js';

/** From which size on workers pay, one sentence each. */
export function crossoverSentences({ found, parameter, workers, ofCalls }: CrossoverStudy): string[] {
  return crossoverFindings(found, { workers, unit: ofCalls ? 'calls' : `units of ${parameter}` });
}

/** The times by size, the speed-ups as bars, the findings. */
export function crossoverLines(study: CrossoverStudy, style: TextStyle): string[] {
  const { width = 80 } = style;
  const sentences = crossoverSentences(study).flatMap((sentence) => wrapSentence(sentence, width));
  const table = timesBySize(study);
  if (table.rows.length === 0) return sentences;
  const fitted = fitTable(table, width, ['cold', COLD_SPEEDUP]);
  return [...formatTable(fitted), '', ...chart(study, style), '', ...sentences];
}

const COLD_SPEEDUP = 'its speed-up';

function timesBySize({ found, parameter }: CrossoverStudy): TextTable {
  const { columns, rows } = crossoverTable(found, { unit: parameter });
  return { columns: [...columns.slice(0, -1), COLD_SPEEDUP], rows };
}

function chart({ found, parameter }: CrossoverStudy, style: TextStyle): string[] {
  const bars = found.points
    .filter(({ serial, warm }) => serial.seconds.length > 0 && warm.seconds.length > 0)
    .map(({ size, serial, warm }) => {
      const ratio = pairedRatio(serial.seconds, warm.seconds);
      return {
        label: `${parameter} = ${size.toLocaleString('en-US')}`,
        value: ratio.value,
        text: formatRatio(ratio),
      };
    });
  const drawn = bars.filter(({ value }) => Number.isFinite(value));
  return drawn.length === 0
    ? []
    : ['Speed-up by workers that have started:', ...barChart(drawn, 'times', style)];
}
