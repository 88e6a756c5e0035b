import { checkInteger, invalidArgument } from '../core/index.js';
import type { Portable } from '../task/index.js';
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import type { RunContext } from './runs-context.js';
import { Experiment, checkRunFunction } from './runs-experiment.js';
import { type OutputName, type RunOutput, type RunsOptions, RUNS_KEYS, planRuns } from './runs-options.js';
import {
  type MeanSummary,
  type OutputSummary,
  type RunsRecord,
  byName,
  meanSummary,
  outputSummary,
  recordOf,
  withPartial,
} from './runs-result.js';
import type { Series } from './runs-series.js';
import { type ParameterGrid, type SettingOf, settingsOf } from './runs-settings.js';

export interface CompareOptions<N extends string, P> extends RunsOptions<N> {
  /** The settings, at least two: a list, or lists of values by name, of which every combination is one. */
  readonly settings: P;
  /** Index of the setting that the others are compared with. Default: 0. */
  readonly baseline?: number;
}

/** The setting that a run is given. */
export type Setting<P> = P extends readonly (infer S)[] ? S : P extends ParameterGrid ? SettingOf<P> : never;

/** How much an output differs between two settings, run by run. */
export interface DifferenceSummary extends MeanSummary {
  /** Correlation of the two settings' runs; NaN when one of them does not vary. */
  readonly correlation: number;
  /**
   * By which factor common random numbers make the variance of the difference smaller than streams of their own for
   * each setting would; below 1 they harm.
   */
  readonly varianceReduction: number;
}

export interface Comparison<S, N extends string = string> extends RunsRecord {
  /** The settings in their order, and what the runs say of each. */
  readonly settings: readonly {
    readonly setting: S;
    readonly outputs: Readonly<Record<N, OutputSummary>>;
  }[];
  readonly baseline: S;
  /** Each other setting less the baseline. */
  readonly differences: readonly {
    readonly setting: S;
    readonly outputs: Readonly<Record<N, DifferenceSummary>>;
  }[];
}

/**
 * The same replications under several settings, with common random numbers: run i draws from the stream (seed, i) under every
 * setting, so that differences between settings are not blurred by luck. A. M. Law, "Simulation Modeling and Analysis", 5th ed. (2015),
 * section 11.2. Tells each setting's outputs as {@link runs} does, and the differences to the baseline with the intervals of paired runs.
 *
 * Each interval holds with the given confidence by itself; that k of them hold together is certain to 1 - k (1 - confidence)
 * (Bonferroni). `stopWhen` ends the runs when the differences of that output to the baseline are known so well, all of them.
 *
 * @param n how many runs of each setting, at most
 * @param run as for {@link runs}; finds its setting in the context
 * @throws NfoldError as {@link runs}
 *
 * @example
 * const { differences } = await compareSettings(1000, day, { settings: { servers: [2, 3, 4] }, seed: 1, pool });
 * differences[0].outputs.wait.mean; // of 3 servers less 2
 */
export async function compareSettings<
  R extends RunOutput<R>,
  const P extends readonly unknown[] | ParameterGrid,
>(
  n: number,
  run: Portable<(context: RunContext<Setting<P>>) => R | Promise<R>>,
  options: CompareOptions<OutputName<R>, P>,
): Promise<Comparison<Setting<P>, OutputName<R>>> {
  checkParallelOptions(options, [...RUNS_KEYS, 'settings', 'baseline']);
  const settings = settingsOf(options.settings);
  const baseline = checkInteger('baseline', options.baseline ?? 0, 0, settings.length - 1);
  if (options.stopWhen?.relative !== undefined) {
    const remedy = 'a difference may be 0; give halfWidth';
    throw invalidArgument('stopWhen.relative', 'left out of comparisons', options.stopWhen.relative, remedy);
  }
  const experiment = new Experiment(planRuns(n, options, settings), baseline);
  checkRunFunction(run, options);
  const result = (reason: RunsRecord['reason']): Comparison<Setting<P>> =>
    comparisonOf(experiment, settings as readonly Setting<P>[], reason);
  try {
    return result(await withWorkers(options, (own) => experiment.make(run, own)));
  } catch (error) {
    throw withPartial(error, result('failed'));
  }
}

function comparisonOf<S>(
  experiment: Experiment,
  settings: readonly S[],
  reason: RunsRecord['reason'],
): Comparison<S> {
  const { outputs, differences, baseline = 0 } = experiment;
  return {
    ...recordOf(experiment, reason),
    baseline: settings[baseline],
    settings: settings.map((setting, s) => ({
      setting,
      outputs: byName(experiment, outputs[s], (series) => outputSummary(experiment, series)),
    })),
    differences: [...differences].map(([s, series]) => ({
      setting: settings[s],
      outputs: byName(experiment, series, (difference, k) =>
        differenceSummary(experiment, difference, [outputs[s][k], outputs[baseline][k]]),
      ),
    })),
  };
}

function differenceSummary(
  { plan }: Experiment,
  difference: Series,
  sides: readonly [Series, Series],
): DifferenceSummary {
  const [a, b] = sides.map(({ observations }) => observations.variance);
  const own = difference.observations.variance;
  return {
    ...meanSummary(difference, plan.confidence),
    // var(X - Y) = var X + var Y - 2 cov(X, Y).
    correlation: Math.max(-1, Math.min(1, (a + b - own) / 2 / Math.sqrt(a * b))),
    varianceReduction: (a + b) / own,
  };
}
