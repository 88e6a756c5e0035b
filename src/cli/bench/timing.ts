import type { BenchOptions } from '../../bench/index.js';
import type { Context } from '../context.js';
import { durationText } from '../options/duration.js';
import type { BaselineOption } from './options.js';

/** How often things are timed, as the command line says it. */
export interface TimingInput {
  readonly rounds?: number;
  readonly budget?: number;
  readonly warmup?: number;
  readonly baseline?: BaselineOption;
}

/** Seconds of the timed rounds of one comparison. */
export const BUDGET = 5;
/** With fewer rounds a verdict on a baseline gives more than 5 % false alarms where times depend on the ones before. */
export const BASELINE_ROUNDS = 20;
/**
 * How long a baseline is timed: the whole budget. A rule that ends when the times agree ends in a quiet hour, and takes the
 * next hour for a change.
 */
export const BASELINE_RULE = { minRounds: BASELINE_ROUNDS, precision: 0 } as const;

/** The options of `bench` for that, with progress; what is timed ends it. */
export function timingOf(
  input: TimingInput,
  { signal, progress }: Context,
  label = '',
): Pick<
  BenchOptions<unknown>,
  'rounds' | 'budget' | 'warmup' | 'minRounds' | 'precision' | 'signal' | 'onRun'
> {
  const { rounds, budget = BUDGET, warmup, baseline } = input;
  const what = label === '' ? 'timing' : label;
  return {
    rounds,
    budget,
    warmup,
    ...(baseline !== undefined && BASELINE_RULE),
    signal,
    onRun(done, total) {
      // Where the budget decides, nobody knows how many runs there will be.
      if (done === 1 && rounds !== undefined) progress.begin(what, total);
      else if (done === 1) progress.begin(`${what}, about ${durationText(budget)}`);
      progress.update(done);
    },
  };
}
