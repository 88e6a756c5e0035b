import { type TextTable, fitTable, formatSeconds, formatTable } from '../../bench/index.js';
import { type TextStyle, barChart } from '../../report/index.js';
import type { MedianEstimate } from '../../stats/index.js';
import { wrapSentence } from '../terminal.js';
import { type PoolCost, breakEvenOf, poolLabel } from './task-cost.js';

/** What a task costs on each pool and how long it must be, two sentences a pool. */
export function taskCostSentences(pools: readonly PoolCost[]): string[] {
  const measured = pools.filter(({ cost }) => !Number.isNaN(cost.applied.median));
  if (measured.length === 0) return ['Nothing was timed.'];
  return measured.flatMap((pool) => [costSentence(pool), ...paySentences(pool)]);
}

function costSentence({ backend, workers, cost }: PoolCost): string {
  const [applied, mapped, alone] = [cost.applied, cost.mapped, cost.alone].map(({ median }) =>
    formatSeconds(median),
  );
  return `${poolLabel(backend, workers)}: a task costs ${applied} among many of apply, ${mapped} among many of map, ${alone} alone.`;
}

function paySentences(pool: PoolCost): string[] {
  const { workers, backend, start } = pool;
  const who = poolLabel(backend, workers);
  if (workers < 2) return [`${who} never pays: it does one task at a time, as this thread does.`];
  const { applied, mapped, alone, cold } = breakEvenOf(pool);
  const warm = `${who} pay from tasks of ${formatSeconds(applied.median)} on (apply), ${formatSeconds(mapped.median)} (map), and ${formatSeconds(alone.median)} where only ${workers} are sent at once; put shorter ones together into longer tasks.`;
  if (cold === undefined || start === undefined) return [warm];
  return [
    warm,
    `Their start takes ${formatSeconds(start.median)}: workers that start for a job pay from ${formatSeconds(cold.median)} of work on, all tasks together.`,
  ];
}

/** Costs and lengths with their intervals, the expected speed-up by the length of a task, the findings. */
export function taskCostLines(pools: readonly PoolCost[], style: TextStyle): string[] {
  const { width = 80 } = style;
  const measured = pools.filter(({ cost }) => !Number.isNaN(cost.applied.median));
  const tables = measured.flatMap((pool) => [
    ...formatTable(fitTable(costTable(pool), width, ['interval'])),
    '',
  ]);
  const sentences = taskCostSentences(pools).flatMap((sentence) => wrapSentence(sentence, width));
  return [...tables, ...measured.flatMap((pool) => speedupChart(pool, style)), ...sentences];
}

function costTable(pool: PoolCost): TextTable {
  const { cost, start } = pool;
  const pays = breakEvenOf(pool);
  const row = (name: string, costs: MedianEstimate, from: MedianEstimate): string[] => [
    name,
    formatSeconds(costs.median),
    range(costs),
    pool.workers < 2 ? 'never' : formatSeconds(from.median),
    pool.workers < 2 ? '' : range(from),
  ];
  const rows = [
    row('a task of apply', cost.applied, pays.applied),
    row('a task of map', cost.mapped, pays.mapped),
    row('a task alone', cost.alone, pays.alone),
  ];
  if (start !== undefined && pays.cold !== undefined) rows.push(row('their start', start, pays.cold));
  return {
    columns: [poolLabel(pool.backend, pool.workers), 'cost', 'interval', 'pays from', 'interval'],
    rows,
  };
}

const range = ({ low, high }: MedianEstimate): string => `${formatSeconds(low)} to ${formatSeconds(high)}`;

/** Lengths of a task, in seconds. */
const LENGTHS = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3];

/** At least so much faster: n workers need c + d / n for a task of d at worst. */
function speedupChart({ backend, workers, cost }: PoolCost, style: TextStyle): string[] {
  if (workers < 2) return [];
  const { width = 80 } = style;
  const bars = LENGTHS.map((length) => {
    const speedup = length / (cost.mapped.median + length / workers);
    return { label: formatSeconds(length), value: speedup, text: speedup.toFixed(2) };
  });
  const title = `Speed-up of ${poolLabel(backend, workers)} by length of a task, at least, among many of map:`;
  const ascii = style.unicode === false;
  const labelled = bars.map((bar) => (ascii ? { ...bar, label: bar.label.replace('µ', 'u') } : bar));
  return [...wrapSentence(title, width), ...barChart(labelled, 'times', style), ''];
}
