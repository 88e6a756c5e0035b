import { NfoldError, invalidArgument, isNfoldError } from '../core/index.js';
import type { ModuleFunction } from '../task/index.js';
import { type PartTask, answers } from '../parts/index.js';
import {
  type BlockAnswer,
  BLOCK_MODULE,
  type FailedRun,
  type RunBlock,
  type RunSpec,
  runBlock,
} from './runs-block.js';
import { type Plan, type RunsOptions, checkStopOutput } from './runs-options.js';
import { BlockPlan, checkpoints } from './runs-plan.js';
import { Series } from './runs-series.js';
import { RunTable } from './runs-table.js';

/** Why no more runs were made: all were, the interval is narrow enough, or the signal aborted. */
export type StopReason = 'all-runs' | 'precise' | 'aborted';

type RunFunction = (context: never) => unknown;

/** Runs that are being made, and all that is known of them so far. */
export class Experiment {
  readonly table: RunTable;
  /** `outputs[s][k]`: output k under setting s. */
  outputs: readonly (readonly Series[])[] = [];
  /** `differences[s][k]`: output k under setting s less that under the baseline; without those of the baseline itself. */
  differences: ReadonlyMap<number, readonly Series[]> = new Map();
  readonly #checkpoints: readonly number[];
  #looks = 0;
  #looked = 0;

  /** `baseline`: the setting that the others are compared with; undefined where nothing is compared. */
  constructor(
    readonly plan: Plan,
    readonly baseline: number | undefined,
  ) {
    this.table = new RunTable(plan.spec.settings?.length ?? 1);
    this.#checkpoints = checkpoints(plan.n);
  }

  /** Runs that the series have taken in. */
  get runs(): number {
    return this.#looked;
  }

  /** Makes the runs. When that fails the error is thrown, and the series have what had finished. */
  async make(run: RunFunction | ModuleFunction, options: RunsOptions): Promise<StopReason> {
    const { n, spec } = this.plan;
    const { pool, signal } = options;
    const units = n * this.table.settings;
    const blocks = new BlockPlan(units);
    const work = { total: units, of: ({ count }: RunBlock) => count };
    const task = taskOf(options);
    try {
      for await (const answer of answers(task, [spec, run as RunFunction], blocks, { pool, signal, work })) {
        blocks.measured(answer.values.length / answer.names.length, answer.seconds);
        const precise = this.#take(answer);
        options.onProgress?.(Math.min(this.table.runs, n), n);
        if (precise) return 'precise';
      }
      return 'all-runs';
    } catch (error) {
      if (isFailedRun(error)) this.#take(error.details.finished);
      this.#lookAtRest();
      if (options.signal?.aborted === true) return 'aborted';
      throw error;
    }
  }

  /** Takes in the next runs; returns whether they suffice. */
  #take(answer: BlockAnswer): boolean {
    const begins = this.table.names === undefined;
    this.table.append(answer);
    if (begins && this.table.names !== undefined) {
      this.#begin(this.table.names);
      checkStopOutput(this.plan, this.table.names);
    }
    while (this.#looks < this.#checkpoints.length && this.#checkpoints[this.#looks] <= this.table.runs) {
      this.#look(this.#checkpoints[this.#looks++]);
      // All runs are made anyway: that they were just enough is no early stop.
      if (this.#looks < this.#checkpoints.length && this.#suffices()) return true;
    }
    return false;
  }

  #begin(names: readonly string[]): void {
    const { table, baseline } = this;
    const { antithetic } = this.plan.spec;
    const series = (at: (run: number, output: number) => number): Series[] =>
      names.map((_, output) => new Series((run) => at(run, output), antithetic));
    const settings = Array.from({ length: table.settings }, (_, setting) => setting);
    this.outputs = settings.map((setting) => series((run, output) => table.value(run, setting, output)));
    if (baseline === undefined) return;
    const others = settings.filter((setting) => setting !== baseline);
    const less = (setting: number): readonly [number, Series[]] => [
      setting,
      series((run, output) => table.value(run, setting, output) - table.value(run, baseline, output)),
    ];
    this.differences = new Map(others.map(less));
  }

  #look(runs: number): void {
    const { confidence } = this.plan;
    for (const series of [...this.outputs, ...this.differences.values()].flat()) {
      series.extend(runs, confidence);
    }
    this.#looked = runs;
  }

  /** After an early end: what lies behind the last checkpoint, in whole pairs. */
  #lookAtRest(): void {
    const { runs } = this.table;
    const whole = this.plan.spec.antithetic ? runs - (runs % 2) : runs;
    if (whole > this.#looked) this.#look(whole);
  }

  #suffices(): boolean {
    const { stop } = this.plan;
    if (stop === undefined || this.#looked < stop.minRuns) return false;
    const output = this.table.names!.indexOf(stop.output);
    const deciding = this.baseline === undefined ? this.outputs : [...this.differences.values()];
    return deciding.every((series) => isPrecise(series[output], stop));
  }
}

function isPrecise(series: Series, { halfWidth, relative, confidence }: NonNullable<Plan['stop']>): boolean {
  // The mean of what is left is not the mean that was asked for.
  if (series.nonFinite > 0) return false;
  const interval = series.interval(confidence);
  const target = halfWidth ?? (relative! / (1 + relative!)) * Math.abs(interval.mean);
  return interval.halfWidth <= target;
}

function isFailedRun(error: unknown): error is NfoldError & { readonly details: FailedRun } {
  return isNfoldError(error, 'ERR_TASK_FAILED') && error.details.finished !== undefined;
}

type Task = PartTask<[RunSpec, RunFunction], RunBlock, Promise<BlockAnswer>>;

function taskOf({ signal }: RunsOptions): Task {
  return {
    module: BLOCK_MODULE,
    name: 'runBlock',
    run: (spec, run, block) => runBlock(spec, run as () => unknown, block, { signal }),
  };
}

/** Refuses what cannot be called: here, or by a worker. */
export function checkRunFunction(run: unknown, { pool, workers }: RunsOptions): void {
  if (typeof run === 'function') return;
  const module = typeof run === 'object' && run !== null && (run as { kind?: unknown }).kind === 'module';
  if (!module) throw invalidArgument('run', 'a function', run);
  if (pool === undefined && workers === undefined) {
    throw new NfoldError(
      'ERR_UNSUPPORTED',
      'run is a reference to a function of a module, which only workers load; give a pool or workers, or import the function',
    );
  }
}
