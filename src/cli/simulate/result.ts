import type { Crossover } from '../../bench/index.js';
import type { Simulation } from '../../simulate/index.js';
import type { Outcome } from '../spec.js';
import type { Study } from './study.js';

/** `result` and `timings` of the JSON document of `simulate`. Times are medians in seconds. */
export function simulateResult(
  { result, times, workers, seconds, written }: Study,
  quantiles: readonly number[],
): Pick<Outcome, 'result' | 'timings'> {
  return {
    result: {
      draws: result.n,
      variables: variablesOf(result, quantiles),
      covariance: result.covariance,
      correlation: result.correlation,
      written,
      workers,
      ...(times !== undefined && timesResult(times)),
    },
    timings: { run: seconds, ...(times !== undefined && medians(times)) },
  };
}

function variablesOf(
  { names, outputs, theory, nonFinite }: Simulation,
  quantiles: readonly number[],
): unknown {
  const entries = names.map((name) => {
    const output = outputs[name];
    const { n, mean, standardError, sd, sdStandardError, skewness, kurtosis, min, max } = output;
    const at = quantiles.map((q) => [q, output.quantile(q).value]);
    return [
      name,
      {
        n,
        mean,
        standardError,
        sd,
        sdStandardError,
        skewness,
        kurtosis,
        min,
        max,
        quantiles: Object.fromEntries(at),
        theory: theory[name],
        nonFinite: nonFinite[name],
      },
    ];
  });
  return Object.fromEntries(entries);
}

function timesResult({ comparison, items, otherItems, start, paysWarm, paysCold }: Crossover): object {
  const { warm, cold } = comparison.faster;
  const runs = comparison.measurements.map(({ name, seconds, time }) => ({ run: name, seconds, ...time }));
  return {
    identical: true,
    speedup: { warm: warm.value, cold: cold.value },
    crossover: { warm: paysWarm, cold: paysCold, draws: [items, otherItems] },
    runs,
    start: start.median,
  };
}

function medians({ comparison }: Crossover): Record<string, number> {
  const timed = comparison.measurements.filter(({ seconds }) => seconds.length > 0);
  return Object.fromEntries(timed.map(({ name, time }) => [name, time.median]));
}
