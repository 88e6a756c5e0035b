import type { Expression } from '../../expression/index.js';
import type { Context } from '../context.js';
import { toggle } from '../options/choice.js';
import { plot } from '../options/files.js';
import { exact } from '../options/integrand.js';
import { optionalWholeNumber, wholeNumber } from '../options/numbers.js';
import { type Seed, seed } from '../options/seed.js';
import type { ConvergeRequest } from './job.js';

/** The options that `converge` and `bench converge` share. */
export const convergeOptions = {
  samples: wholeNumber('how many estimates: from 0, 1, … N-1 points', { min: 1, fallback: 10_000 }),
  corrected: toggle('include the first rectangle, from the lower limit to the first point'),
  exact,
  repeats: optionalWholeNumber('how often each run is timed', 1, '5, fewer for long runs'),
  seed,
  plot,
};

interface ConvergeInput {
  readonly expression: Expression;
  readonly a: number;
  readonly b: number;
  readonly samples: number;
  readonly corrected: boolean;
  readonly seed: Seed;
}

export function requestOf({ corrected, ...input }: ConvergeInput): ConvergeRequest {
  const { expression, a, b, samples } = input;
  return { expression, a, b, samples, seed: input.seed, variant: corrected ? 'corrected' : 'lecture' };
}

/** Says what a reader of the command line might not expect. */
export function noteOddities({ a, b }: ConvergeRequest, { note }: Context): void {
  if (a > b) note(`the limits descend, so these are minus the estimates from ${b} to ${a}`);
}

/** Warns of estimates that are no numbers; true if there are any. */
export function warnNonFinite(
  { count, first }: { readonly count: number; readonly first?: number },
  { warn }: Context,
): boolean {
  if (count > 0) warn(`${count} estimates are not finite, the first one from ${first} points`);
  return count > 0;
}
