import type { TextTable } from './describe.js';
import { workersLabel } from './findings.js';
import { type Ratio, formatRatio } from './ratio.js';
import { type PredictedSpeedup, type ScalingFit, type ScalingLaw, predictSpeedup } from './scaling-laws.js';
import type { Sweep } from './sweep-types.js';
import { formatPercent } from './units.js';

/** A law's speed-up for one worker count. */
export interface ScalingPoint extends PredictedSpeedup {
  readonly workers: number;
}

/** A fitted law as a curve with its confidence band; points beyond what was measured say so. */
export function scalingBand(fit: ScalingFit, law: ScalingLaw, workers: readonly number[]): ScalingPoint[] {
  return workers.map((count) => ({ workers: count, ...predictSpeedup(fit, law, count) }));
}

/**
 * What limits the speed-up by the laws that were fitted, one sentence each, and with `workers` what so many would reach;
 * empty when none was.
 */
export function scalingFindings(fit: ScalingFit, workers?: number): string[] {
  const lines: string[] = [];
  if (fit.amdahl !== undefined) {
    const { value, low, high } = fit.amdahl.serialShare;
    const most =
      value > 0
        ? `no number of workers is more than ${(1 / value).toFixed(1)} times as fast`
        : 'nothing is serial';
    lines.push(
      `By Amdahl's law ${formatPercent(value)} of the time is serial (${formatPercent(low)} to ${formatPercent(high)}): ${most}.`,
    );
  }
  if (fit.usl !== undefined) {
    const { contention, coherency, peak } = fit.usl;
    const best = Number.isFinite(peak)
      ? `the speed-up is largest with ${workersLabel(Math.max(1, Math.round(peak)))}`
      : 'more workers always help';
    lines.push(
      `By the Universal Scalability Law contention is ${share(contention)} and coherency ${share(coherency)}: ${best}.`,
    );
  }
  for (const law of ['amdahl', 'usl'] as const) {
    const measuredTo = fit.measuredTo[law];
    if (workers === undefined || measuredTo === undefined) continue;
    const { speedup, extrapolated } = predictSpeedup(fit, law, workers);
    const name = law === 'amdahl' ? "Amdahl's law" : 'The Universal Scalability Law';
    const how = extrapolated ? `predicts, beyond the ${measuredTo} that were measured,` : 'gives';
    lines.push(
      `${name} ${how} a speed-up of ${formatRatio(speedup)} over one worker for ${workersLabel(workers)}.`,
    );
  }
  return lines;
}

function share({ value, low, high }: Ratio): string {
  return `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
}

/** Where the workers' time went, by worker count; no rows when the job did not tell. */
export function sharesTable({ runs }: Sweep): TextTable {
  const rows = runs.flatMap(({ workers, shares }) => {
    if (shares === undefined) return [];
    const { startUp, waiting, transport, working } = shares;
    return [[String(workers), ...[startUp, waiting, transport, working].map(formatPercent)]];
  });
  return { columns: ['workers', 'start-up', 'waiting', 'transport', 'working'], rows };
}
