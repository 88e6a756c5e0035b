/**
 * What limits a speed-up, by two laws of scaling.
 * G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS
 * Conference Proceedings 30 (1967) 483-485: S(n) = 1 / (s + (1 - s) / n), with the serial share s.
 * N. J. Gunther, "Guerrilla Capacity Planning" (2007), chapter 4, the Universal Scalability Law:
 * S(n) = n / (1 + a (n - 1) + b n (n - 1)), with contention a and coherency b, which bends the curve down again.
 */
import { NfoldError, checkOneOf, checkPositive } from '../core/index.js';
import { type Ratio, ratioOf } from './ratio.js';
import type { Sweep } from './sweep-types.js';

export type ScalingLaw = 'amdahl' | 'usl';

/** The parameters of both laws, fitted in each round apart; a law that the worker counts cannot tell is left out. */
export interface ScalingFit {
  /** From worker counts within the processors alone, since the law knows no limit of them. */
  readonly amdahl?: {
    /** Share of one worker's time that more workers do not shorten, from 0 to 1. */
    readonly serialShare: Ratio;
  };
  /** From all worker counts. */
  readonly usl?: {
    /** Share of the time that is spent waiting for what is shared; at least 0. */
    readonly contention: Ratio;
    /** What each pair of workers costs; at least 0. */
    readonly coherency: Ratio;
    /** The worker count of the largest speed-up, sqrt((1 - a) / b) at the medians; Infinity without coherency. */
    readonly peak: number;
  };
  /** The largest worker count that each law was fitted to: beyond it there is prediction alone. */
  readonly measuredTo: Readonly<Partial<Record<ScalingLaw, number>>>;
}

/** A speed-up over one worker that a law predicts. */
export interface PredictedSpeedup {
  /** Median over the rounds, with its confidence interval. */
  readonly speedup: Ratio;
  /** Nobody measured so many workers. */
  readonly extrapolated: boolean;
}

/** n and S(n) of one round. */
type Point = readonly [workers: number, speedup: number];

/** Fits both laws to the speed-ups over one worker. The sweep must have timed 1 worker and another count. */
export function fitScaling(sweep: Pick<Sweep, 'runs' | 'processors'>): ScalingFit {
  const processors = sweep.processors ?? Infinity;
  const counts = sweep.runs.filter(({ workers }) => workers > 1).map(({ workers }) => workers);
  const within = counts.filter((workers) => workers <= processors);
  const serialShares = perRound(sweep, within).map(serialShareOf);
  const costs = counts.length < 2 ? [] : perRound(sweep, counts).map(uslOf);
  const contention = ratioOf(costs.map(([a]) => a));
  const coherency = ratioOf(costs.map(([, b]) => b));
  return {
    ...(serialShares.length > 0 && { amdahl: { serialShare: ratioOf(serialShares) } }),
    ...(costs.length > 0 && {
      usl: { contention, coherency, peak: peakOf(contention.value, coherency.value) },
    }),
    measuredTo: {
      ...(serialShares.length > 0 && { amdahl: Math.max(...within) }),
      ...(costs.length > 0 && { usl: Math.max(...counts) }),
    },
  };
}

/** The speed-up over one worker that a law gives for a worker count. Throws `ERR_INVALID_ARGUMENT`. */
export function predictSpeedup(fit: ScalingFit, law: ScalingLaw, workers: number): PredictedSpeedup {
  checkOneOf('law', law, ['amdahl', 'usl']);
  const n = checkPositive('workers', workers);
  const measuredTo = fit.measuredTo[law];
  if (measuredTo === undefined) {
    const lack = law === 'usl' ? 'two worker counts above 1' : 'a worker count above 1 within the processors';
    throw new NfoldError('ERR_INVALID_ARGUMENT', `law must be one that was fitted: ${law} needs ${lack}`, {
      law,
    });
  }
  const speedups =
    law === 'amdahl'
      ? fit.amdahl!.serialShare.perRound.map((s) => 1 / (s + (1 - s) / n))
      : fit.usl!.contention.perRound.map((a, round) => {
          const b = fit.usl!.coherency.perRound[round];
          return n / (1 + a * (n - 1) + b * n * (n - 1));
        });
  return { speedup: ratioOf(speedups), extrapolated: n > measuredTo };
}

/** The measured speed-ups of each complete round. */
function perRound({ runs }: Pick<Sweep, 'runs'>, counts: readonly number[]): Point[][] {
  const one = runs.find(({ workers }) => workers === 1);
  const others = runs.filter(({ workers }) => counts.includes(workers));
  if (one === undefined || others.length === 0) return [];
  const rounds = Math.min(one.seconds.length, ...others.map(({ seconds }) => seconds.length));
  return Array.from({ length: rounds }, (_, round) =>
    others.map(({ workers, seconds }) => [workers, one.seconds[round] / seconds[round]] as const),
  );
}

/** Least squares of 1/S = 1/n + s (1 - 1/n), held within [0, 1]. */
function serialShareOf(points: readonly Point[]): number {
  let [xy, xx] = [0, 0];
  for (const [n, speedup] of points) {
    const x = 1 - 1 / n;
    xy += x * (1 / speedup - 1 / n);
    xx += x * x;
  }
  return Math.min(Math.max(xy / xx, 0), 1);
}

/** Least squares of (n/S - 1)/(n - 1) = a + b n under a, b >= 0. */
function uslOf(points: readonly Point[]): readonly [contention: number, coherency: number] {
  const rows = points.map(([n, speedup]) => [n, (n / speedup - 1) / (n - 1)] as const);
  const count = rows.length;
  const meanN = rows.reduce((sum, [n]) => sum + n, 0) / count;
  const meanY = rows.reduce((sum, [, y]) => sum + y, 0) / count;
  const nn = rows.reduce((sum, [n]) => sum + (n - meanN) ** 2, 0);
  const ny = rows.reduce((sum, [n, y]) => sum + (n - meanN) * (y - meanY), 0);
  const slope = ny / nn;
  if (slope <= 0) return [Math.max(meanY, 0), 0];
  const level = meanY - slope * meanN;
  if (level >= 0) return [level, slope];
  // On the edge a = 0 the line goes through the origin.
  const through = rows.reduce((sum, [n, y]) => sum + n * y, 0) / rows.reduce((sum, [n]) => sum + n * n, 0);
  return [0, Math.max(through, 0)];
}

function peakOf(contention: number, coherency: number): number {
  return coherency > 0 ? Math.sqrt(Math.max(1 - contention, 0) / coherency) : Infinity;
}
