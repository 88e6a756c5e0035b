import type { Outcome } from '../spec.js';
import type { Study } from './study.js';

/** `result` and `timings` of the JSON document of `converge`. Times are medians in seconds. */
export function convergeResult(
  { serial, parallel: byWorkers, sweep, cold, chosen }: Study,
  exact: number | undefined,
): Pick<Outcome, 'result' | 'timings'> {
  const timed = (count: number) =>
    sweep?.runs.find(({ workers, seconds }) => workers === count && seconds.length > 0);
  const [baseline, parallel] = [timed(0), timed(chosen)];
  return {
    result: {
      values: serial.values,
      final: serial.values[serial.completed - 1],
      exact,
      completed: serial.completed,
      evaluations: serial.evaluations,
      identical: sweep === undefined ? undefined : true,
      workers: byWorkers === undefined ? 0 : chosen,
      speedup: parallel?.speedup,
    },
    timings: {
      ...(baseline !== undefined && { serial: baseline.time.median }),
      ...(parallel !== undefined && { parallel: parallel.time.median }),
      ...(cold !== undefined && { cold }),
    },
  };
}

/** `result` of the JSON document of `bench converge`: the sweep without what was not timed. */
export function benchResult({ sweep }: Study): object {
  if (sweep === undefined) return { runs: [], speedup: [] };
  const timed = sweep.runs.filter(({ seconds }) => seconds.length > 0);
  const { job, baseline, recommended, repeats, processors, copies, beyondProcessors } = sweep;
  return {
    runs: timed.map(({ time: { median, low, high, coverage }, workers, seconds, ...ratios }) => ({
      workers,
      seconds,
      median,
      interval: { low, high, coverage },
      ...ratios,
    })),
    speedup: timed.map(({ speedup }) => speedup.value),
    recommended,
    job,
    baseline,
    repeats,
    processors,
    copies,
    beyondProcessors,
  };
}
