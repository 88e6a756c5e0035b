import {
  type Crossover,
  type TextTable,
  fitTable,
  formatFaster,
  formatRatio,
  formatSeconds,
  formatTable,
  noiseWarning,
  workersLabel,
} from '../../bench/index.js';

/** Time and speed-up of the serial run and of the workers, warm and cold. */
export function timeTable({ comparison }: Crossover, workers: number): TextTable {
  const names = ['serial', `${workersLabel(workers)}, warm`, `${workersLabel(workers)}, cold`];
  const rows = comparison.measurements.flatMap(({ name, seconds, time }, k) => {
    if (seconds.length === 0) return [];
    const interval = seconds.length < 2 ? '' : `${formatSeconds(time.low)} to ${formatSeconds(time.high)}`;
    const faster = k === 0 ? '1' : formatRatio(comparison.faster[name]);
    return [[names[k], formatSeconds(time.median), interval, faster]];
  });
  return { columns: ['run', 'time', 'interval', 'speed-up'], rows };
}

/** The table in lines of at most `width` characters where that is possible. */
export function timeLines(times: Crossover, workers: number, width: number): string[] {
  return formatTable(fitTable(timeTable(times, workers), width, ['interval']));
}

/** Whether workers pay, from how many draws on, and how that is known: one sentence each. */
export function timeSentences(times: Crossover, workers: number, draws: number): string[] {
  const { comparison, items, start, paysWarm, paysCold, serial, warm, otherItems } = times;
  const [first] = comparison.measurements;
  if (first.seconds.length === 0) return ['Nothing was timed.'];
  const who = workersLabel(workers);
  const repeats = first.seconds.length === 1 ? '1 repeat' : `${first.seconds.length} repeats`;
  const of = items < draws ? `, of the first ${count(items)} draws` : '';
  const runs = [
    { run: 'cold', named: 'with their start' },
    { run: 'warm', named: 'without it' },
  ];
  // An interrupted round may have timed the one and not the other.
  const verdicts = runs
    .filter(({ run }) => comparison.faster[run].perRound.length > 0)
    .map(({ run, named }) => `${named} ${formatFaster(comparison.faster[run])}`);
  if (verdicts.length === 0) return [];
  const sentences = [`${who} ${verdicts.join(', ')}; ${repeats}${of}.`];
  if (paysWarm === undefined || paysCold === undefined || serial === undefined || warm === undefined)
    return sentences;
  const begin = `The start takes ${formatSeconds(start.median)}`;
  const costs = `a draw ${formatSeconds(serial.perItem)} serially and ${formatSeconds(warm.perItem)} with ${who}`;
  if (!Number.isFinite(paysWarm)) return [...sentences, `${begin}, ${costs}: ${who} do not pay here.`];
  return [
    ...sentences,
    `${who} pay from about ${about(paysCold)} draws (cold), ${about(paysWarm)} (warm).`,
    `${begin}, ${costs}, by the times of ${count(items)} and ${count(otherItems)} draws.`,
  ];
}

/** What spoils the times of the serial run and of the warm one. */
export function timeWarnings({ comparison }: Crossover, workers: number): string[] {
  const [serial, warm] = comparison.measurements;
  return noiseWarning([
    { ...serial, workers: 0 },
    { ...warm, workers },
  ]);
}

/** Two digits: the lines cross nowhere sharper than that. */
function about(draws: number): string {
  return count(Math.max(1, Number(draws.toPrecision(2))));
}

export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
