import { type Measurement, formatPercent, formatSeconds } from '../../bench/index.js';
import type { TextStyle } from '../../report/index.js';
import { wrapSentence } from '../terminal.js';

/** How the times of one job are spread, and what its runs took besides: a line each. */
export function measurementLines(measurement: Measurement, { width = 80 }: TextStyle): string[] {
  const rows = [...spreadRows(measurement), ...resourceRows(measurement)];
  const margin = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    wrapSentence(text, Math.max(20, width - margin)).map(
      (line, i) => `${(i === 0 ? name : '').padEnd(margin)}${line}`,
    ),
  );
}

type Row = readonly [name: string, text: string];

function spreadRows(measurement: Measurement): Row[] {
  const { mean, sd, min, max, percentiles, seconds, iterations, overhead, outliers, time } = measurement;
  const [p5, p95] = [percentiles.p5, percentiles.p95].map(formatSeconds);
  const calls = iterations === 1 ? '' : ` of ${iterations} calls each`;
  const odd = outliers.length === 1 ? '1 outlier' : `${outliers.length} outliers`;
  const rows: Row[] = [
    ['rounds', `${seconds.length}${calls}, ${odd}`],
    ['fastest, slowest', `${formatSeconds(min)}, ${formatSeconds(max)}`],
  ];
  if (seconds.length > 1) {
    rows.unshift(
      ['interval', `holds the median with a probability of ${formatPercent(time.coverage)}`],
      ['mean', `${formatSeconds(mean)}, standard deviation ${formatSeconds(sd)}`],
      ['5 %, 95 %', `${p5}, ${p95}`],
    );
  }
  if (overhead > 0) rows.push(['subtracted', `${formatSeconds(overhead)} a call, which an empty one takes`]);
  return rows;
}

function resourceRows({ resources = {} }: Measurement): Row[] {
  const { cpu, busy, peakMemory, collections } = resources;
  const rows: Row[] = [];
  if (cpu !== undefined && busy !== undefined)
    rows.push([
      'processor time',
      `${formatPercent(busy)} of the time: ${formatSeconds(cpu.user)} user, ${formatSeconds(cpu.system)} system`,
    ]);
  if (peakMemory !== undefined)
    rows.push(['memory', `${Math.round(peakMemory / 1e6)} MB at most, of the whole process`]);
  if (collections !== undefined) {
    const { count, seconds, share } = collections;
    const text = `${count} of garbage, ${formatSeconds(seconds)}, ${formatPercent(share)} of the time`;
    rows.push(['collections', count === 0 ? 'none of garbage' : text]);
  }
  return rows;
}
