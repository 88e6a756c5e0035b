import type { BenchResult } from '../results.js';

/** The whole result with its raw samples; non-finite numbers, which JSON lacks, as the texts "nan", "inf" and "-inf". */
export function exportJson(result: BenchResult): string {
  return `${JSON.stringify({ schema: 'nfold-bench/1', result }, plainValue, 2)}\n`;
}

function plainValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
