import { type Crossover, type Measurement, pairedRatio } from '../../bench/index.js';
import type { Simulation } from '../../simulate/index.js';
import type { Outcome } from '../spec.js';
import type { Study } from './study.js';
import { ownPoint } from './times.js';

/** `result` and `timings` of the JSON document of `simulate`. Times are medians in seconds. */
export function simulateResult(
  { result, times, used, seconds, written }: Study,
  quantiles: readonly number[],
): Pick<Outcome, 'result' | 'timings'> {
  return {
    result: {
      draws: result.n,
      variables: variablesOf(result, quantiles),
      covariance: result.covariance,
      correlation: result.correlation,
      written,
      workers: used,
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

function timesResult(times: Crossover): object {
  const { points, start, paysWarm, paysCold } = times;
  const runs = Object.entries(runsOf(times)).map(([run, { seconds, time }]) => ({ run, seconds, ...time }));
  const { serial, warm, cold } = runsOf(times);
  const speedup = (run: Measurement): number => pairedRatio(serial.seconds, run.seconds).value;
  return {
    identical: true,
    speedup: { warm: speedup(warm), cold: speedup(cold) },
    crossover: { warm: paysWarm?.value, cold: paysCold?.value, draws: points.map(({ size }) => size) },
    runs,
    start: start?.median,
  };
}

/** The times of the job itself, by how it was run. */
function runsOf(times: Crossover): Record<'serial' | 'warm' | 'cold', Measurement> {
  const { serial, warm, cold } = ownPoint(times);
  return { serial, warm, cold };
}

function medians(times: Crossover): Record<string, number> {
  const timed = Object.entries(runsOf(times)).filter(([, { seconds }]) => seconds.length > 0);
  return Object.fromEntries(timed.map(([run, { time }]) => [run, time.median]));
}
