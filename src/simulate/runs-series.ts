import { Moments, quantilesOf, studentTQuantile } from '../stats/index.js';

/** A mean with its interval at one moment of the run. */
export interface MeanInterval {
  readonly mean: number;
  /** Half the width of the confidence interval; Infinity for fewer than two observations. */
  readonly halfWidth: number;
}

/** {@link MeanInterval} after so many runs. */
export interface TracePoint extends MeanInterval {
  readonly runs: number;
}

/**
 * One number of each run, taken in run by run. Observations are the single runs, or the means of antithetic pairs: these
 * are independent of each other, the runs of a pair are not.
 */
export class Series {
  readonly runs = new Moments();
  /** The same object as `runs` without pairs. */
  readonly observations: Moments;
  readonly trace: TracePoint[] = [];
  /** Runs whose number is NaN or infinite, and the first of them. */
  nonFinite = 0;
  firstNonFinite: number | undefined;
  #taken = 0;

  constructor(
    private readonly at: (run: number) => number,
    private readonly antithetic: boolean,
  ) {
    this.observations = antithetic ? new Moments() : this.runs;
  }

  /** Takes in the runs up to, without, `to`; what is not finite is counted and left out. */
  extend(to: number, confidence: number): void {
    const singles: number[] = [];
    const pairs: number[] = [];
    for (let run = this.#taken; run < to; run++) {
      const value = this.at(run);
      if (!Number.isFinite(value)) {
        this.nonFinite++;
        this.firstNonFinite ??= run;
        continue;
      }
      singles.push(value);
      if (this.antithetic && run % 2 === 1 && Number.isFinite(this.at(run - 1))) {
        pairs.push((this.at(run - 1) + value) / 2);
      }
    }
    this.runs.addAll(singles);
    if (this.antithetic) this.observations.addAll(pairs);
    this.#taken = to;
    this.trace.push({ runs: to, ...this.interval(confidence) });
  }

  /** Student's interval of the mean. */
  interval(confidence: number): MeanInterval {
    const { n, mean, standardError } = this.observations;
    if (n < 2) return { mean, halfWidth: Infinity };
    return { mean, halfWidth: studentTQuantile((1 + confidence) / 2, n - 1) * standardError };
  }

  /** Quantiles of the finite numbers of all runs taken in. */
  quantiles(qs: readonly number[]): { readonly q: number; readonly value: number }[] {
    const values = quantilesOf(
      this.values().filter((value) => Number.isFinite(value)),
      qs,
    );
    return qs.map((q, i) => ({ q, value: values[i] }));
  }

  /** The number of every run taken in. */
  values(): Float64Array {
    return Float64Array.from({ length: this.#taken }, (_, run) => this.at(run));
  }
}
