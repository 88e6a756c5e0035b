import type { Backend, BackendName } from '../pool/index.js';
import { type ConformanceOptions, type PlannedCase, planConformance } from './plan.js';

export interface ConformanceResult {
  readonly name: string;
  readonly group: string;
  /** How many workers were asked for. */
  readonly workers: number;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Of a failed case. */
  readonly error?: unknown;
  /** Of a skipped case. */
  readonly reason?: string;
}

export interface ConformanceReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly results: readonly ConformanceResult[];
  /** Every failure, the reason of every skip, and `N passed, N failed, N skipped`. */
  toString(): string;
}

export interface RunOptions extends ConformanceOptions {
  /** Told of each case when it is over. */
  readonly onResult?: (result: ConformanceResult) => void;
}

/**
 * Runs the suite against a backend, with no test framework. Resolves when every case is over, whatever became of it:
 * look at `failed` of the report. A case that does not settle fails after `limitMs`.
 */
export async function runConformance(
  backend: Backend | BackendName,
  { onResult, ...options }: RunOptions = {},
): Promise<ConformanceReport> {
  const results: ConformanceResult[] = [];
  for (const { group, workers, cases } of planConformance(backend, options)) {
    for (const planned of cases) {
      const result = { name: planned.name, group, workers, ...(await outcomeOf(planned)) };
      results.push(result);
      onResult?.(result);
    }
  }
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  const report = { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), results };
  return Object.defineProperty(report, 'toString', { value: () => describe(report), enumerable: false });
}

async function outcomeOf({
  reason,
  run,
}: PlannedCase): Promise<Pick<ConformanceResult, 'status' | 'error' | 'reason'>> {
  if (reason !== undefined) return { status: 'skipped', reason };
  try {
    await run();
    return { status: 'passed' };
  } catch (error) {
    return { status: 'failed', error };
  }
}

function describe({ passed, failed, skipped, results }: ConformanceReport): string {
  const place = ({ workers, group, name }: ConformanceResult): string =>
    `${workers} workers: ${group}: ${name}`;
  const lines = results.flatMap((result) => {
    if (result.status === 'failed') return [`failed: ${place(result)}\n  ${textOf(result.error)}`];
    return result.status === 'skipped' ? [`skipped: ${place(result)} (${result.reason})`] : [];
  });
  return [...lines, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
