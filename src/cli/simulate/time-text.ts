import {
  type Crossover,
  type Measurement,
  type TextTable,
  fitTable,
  formatFaster,
  formatRatio,
  formatSeconds,
  formatTable,
  noiseWarning,
  pairedRatio,
  workersLabel,
} from '../../bench/index.js';
import { ownPoint } from './times.js';

/** Time and speed-up of the serial run and of the workers, warm and cold. */
export function timeTable(times: Crossover, workers: number): TextTable {
  const { serial, warm, cold } = ownPoint(times);
  const runs = [
    ['serial', serial],
    [`${workersLabel(workers)}, warm`, warm],
    [`${workersLabel(workers)}, cold`, cold],
  ] as const;
  const rows = runs.flatMap(([name, { seconds, time }]) => {
    if (seconds.length === 0) return [];
    const interval = seconds.length < 2 ? '' : `${formatSeconds(time.low)} to ${formatSeconds(time.high)}`;
    const faster = seconds === serial.seconds ? '1' : formatRatio(pairedRatio(serial.seconds, seconds));
    return [[name, formatSeconds(time.median), interval, faster]];
  });
  return { columns: ['run', 'time', 'interval', 'speed-up'], rows };
}

/** The table in lines of at most `width` characters where that is possible. */
export function timeLines(times: Crossover, workers: number, width: number): string[] {
  return formatTable(fitTable(timeTable(times, workers), width, ['interval']));
}

/** Whether workers pay, from how many draws on, and how that is known: one sentence each. */
export function timeSentences(times: Crossover, workers: number, draws: number): string[] {
  const { start, paysWarm, paysCold, serial, warm } = times;
  const own = ownPoint(times);
  const { seconds } = own.serial;
  if (seconds.length === 0) return ['Nothing was timed.'];
  const who = workersLabel(workers);
  const repeats = seconds.length === 1 ? '1 repeat' : `${seconds.length} repeats`;
  const of = own.size < draws ? `, of the first ${count(own.size)} draws` : '';
  const faster = ({ seconds: other }: Measurement): string => formatFaster(pairedRatio(seconds, other));
  const sentences = [
    `${who} with their start ${faster(own.cold)}, without it ${faster(own.warm)}; ${repeats}${of}.`,
  ];
  if (paysWarm === undefined || paysCold === undefined || start === undefined) return sentences;
  if (serial === undefined || warm === undefined) return sentences;
  const begin = `The start takes ${formatSeconds(start.median)}`;
  const costs = `a draw ${formatSeconds(serial.perItem)} serially and ${formatSeconds(warm.perItem)} with ${who}`;
  if (!Number.isFinite(paysWarm.value)) return [...sentences, `${begin}, ${costs}: ${who} do not pay here.`];
  return [
    ...sentences,
    `${who} pay from about ${about(paysCold.value)} draws (cold), ${about(paysWarm.value)} (warm).`,
    `${begin}, ${costs}, by the times of ${times.points.map(({ size }) => count(size)).join(' and ')} draws.`,
  ];
}

/** What spoils the times of the serial run and of the warm one. */
export function timeWarnings(times: Crossover, workers: number): string[] {
  const { serial, warm } = ownPoint(times);
  return noiseWarning([
    { ...serial, label: 'serial' },
    { ...warm, label: workersLabel(workers) },
  ]);
}

/** Two digits: the lines cross nowhere sharper than that. */
function about(draws: number): string {
  return count(Math.max(1, Number(draws.toPrecision(2))));
}

export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
