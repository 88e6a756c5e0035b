import type { Portable } from '../task/index.js';
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import type { RunContext } from './runs-context.js';
import { Experiment, checkRunFunction } from './runs-experiment.js';
import { type OutputName, type RunOutput, type RunsOptions, RUNS_KEYS, planRuns } from './runs-options.js';
import {
  type RunsRecord,
  type RunsResult,
  byName,
  outputSummary,
  recordOf,
  withPartial,
} from './runs-result.js';

/**
 * Independent replications of a simulation: makes `run` n times, each time with a random stream of its own, and tells mean,
 * confidence interval, spread and quantiles of what it returns. Bit for bit the same for any number of workers.
 *
 * With `stopWhen` the runs end once the interval of an output is narrow enough. That is looked at after 10, 14, 18, ... runs, each
 * time a quarter more, from `minRuns` on; at numbers that depend on n alone, so that the stop does not depend on who was
 * quick. Y. S. Chow, H. Robbins, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean",
 * Annals of Mathematical Statistics 36 (1965) 457-462: as the width asked for shrinks, the coverage tends to the one asked
 * for. Stopping where the spread looks small costs some of it before that: docs/replications.md has figures.
 *
 * @param n how many runs, at most; a whole number of at least 1, even with antithetic pairs
 * @param run what to do once; returns a number (output `value`) or numbers by name, or a promise of these. With a pool it must be
 *   able to travel: see docs/functions.md
 * @returns what is known after the runs; when the signal aborts, after those that had finished
 * @throws NfoldError `ERR_INVALID_ARGUMENT`; `ERR_TASK_FAILED` when a run throws, with its `index`, and the result of the runs before
 *   it as `partial`, in its details; what the pool throws, with `partial` as well
 *
 * @example
 * const { outputs } = await runs(10_000, ({ random }) => ({ wait: random.exponential(2) }), { seed: 1, pool });
 * outputs.wait.mean; // ± outputs.wait.halfWidth
 */
export async function runs<R extends RunOutput<R>>(
  n: number,
  run: Portable<(context: RunContext) => R | Promise<R>>,
  options: RunsOptions<OutputName<R>> = {},
): Promise<RunsResult<OutputName<R>>> {
  checkParallelOptions(options, RUNS_KEYS);
  const experiment = new Experiment(planRuns(n, options, undefined), undefined);
  checkRunFunction(run, options);
  try {
    const reason = await withWorkers(options, (own) => experiment.make(run, own));
    return resultOf(experiment, reason);
  } catch (error) {
    throw withPartial(error, resultOf(experiment, 'failed'));
  }
}

function resultOf(experiment: Experiment, reason: RunsRecord['reason']): RunsResult {
  const [series = []] = experiment.outputs;
  const outputs = byName(experiment, series, (one) => outputSummary(experiment, one));
  return { ...recordOf(experiment, reason), outputs };
}
