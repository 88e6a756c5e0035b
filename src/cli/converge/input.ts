import type { Expression } from '../../expression/index.js';
import type { Context } from '../context.js';
import { toggle } from '../options/choice.js';
import { plot, report } from '../options/files.js';
import { exact } from '../options/integrand.js';
import { optionalWholeNumber, wholeNumber } from '../options/numbers.js';
import type { BitGeneratorName } from '../../core/index.js';
import { type Seed, bitGenerator, seed } from '../options/seed.js';
import type { ConvergeRequest } from './job.js';
import type { Study } from './study.js';

/** More estimates than this take days. */
const MOST_SAMPLES = 10_000_000;

/** The options that `converge` and `bench converge` share, with their own `workers` in its place. */
export function convergeOptions<W>(workers: W) {
  return {
    samples: wholeNumber('how many estimates N: from 0, 1, … N-1 points', {
      min: 1,
      max: MOST_SAMPLES,
      fallback: 10_000,
    }),
    corrected: toggle('include the first rectangle, from the lower limit to the first point'),
    workers,
    repeats: optionalWholeNumber('how often each run is timed', 1, '5, fewer for long runs'),
    seed,
    bitGenerator,
    exact,
    plot,
    report,
  };
}

interface ConvergeInput {
  readonly expression: Expression;
  readonly a: number;
  readonly b: number;
  readonly samples: number;
  readonly corrected: boolean;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** What the input asks for; says what a reader of the command line might not expect. */
export function requestOf(input: ConvergeInput, { note }: Context): ConvergeRequest {
  const { expression, a, b, samples, corrected, seed: chosen, bitGenerator: generator } = input;
  if (a > b) note(`the limits descend, so these are minus the estimates from ${b} to ${a}`);
  const variant = corrected ? 'corrected' : 'lecture';
  return { expression, a, b, samples, seed: chosen, bitGenerator: generator, variant };
}

/** Warns of what spoils the estimates or the times; true if there are estimates that are no numbers. */
export function warnOf({ serial, sweep }: Study, { warn }: Context): boolean {
  for (const warning of sweep?.warnings ?? []) warn(warning);
  const { count, first } = serial.nonFinite;
  if (count === 0) return false;
  const are = count === 1 ? '1 estimate is' : `${count} estimates are`;
  warn(`${are} not finite, the first one from ${first} points`);
  return true;
}
