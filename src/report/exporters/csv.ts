import { type BenchResult, isScan, resultSamples } from '../results.js';

/** A line for each sample: variant, the parameter's value in a scan, round, seconds. Quoted as RFC 4180 has it. */
export function exportCsv(result: BenchResult): string {
  const parameter = isScan(result) ? [result.parameter] : [];
  const rows = resultSamples(result).map(({ variant, value, round, seconds }) => [
    variant,
    ...(isScan(result) ? [value ?? ''] : []),
    round,
    seconds,
  ]);
  return [['variant', ...parameter, 'round', 'seconds'], ...rows]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
