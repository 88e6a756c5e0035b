import type { BitGeneratorName } from '../../core/index.js';
import type { Context } from '../context.js';
import type { PlainIntegral } from '../integral/task.js';
import { METHODS, type Method } from '../../integrate/index.js';
import { type IntegralOptions, computeIntegral, isSeeded } from '../integral/compute.js';
import { breakpoints, checkMethod, formula, over, regionOf } from '../integral/input.js';
import { withSign } from '../numbers.js';
import { choice, toggle } from '../options/choice.js';
import { duration } from '../options/duration.js';
import { plot, report } from '../options/files.js';
import { exact, lowerLimit, upperLimit } from '../options/integrand.js';
import { optionalWholeNumber, tolerance } from '../options/numbers.js';
import { type Seed, bitGenerator, seed } from '../options/seed.js';
import { quietWorkers, ranSentence } from '../options/workers.js';
import { refuse } from '../refuse.js';
import { outputFiles } from '../report.js';
import { defineCommand, optional } from '../spec.js';

/** The rectangles' points are kept and sorted; more of them would need more than some 3 GB. */
const MOST_RECTANGLES = 100_000_000;

export const integrate = defineCommand({
  name: 'integrate',
  summary: 'the integral of a formula, over a range or several dimensions, with its error',
  description:
    'The integral of a formula, with its error and how far that can be trusted. Over a range A B, which may be infinite, auto looks at the integrand and chooses a rule; with --over, over several dimensions. midpoint, rectangles and monte-carlo with --samples do not adapt. Bounds are printed as ± error, standard errors in brackets. Exit code 1: not converged.',
  arguments: { expression: formula, a: optional(lowerLimit), b: optional(upperLimit) },
  options: {
    over,
    method: choice('how', METHODS, 'auto'),
    rtol: tolerance('relative tolerance; 1e-8, for random methods 1e-3, if neither is given'),
    atol: tolerance('absolute tolerance'),
    maxEvaluations: optionalWholeNumber('most evaluations', 1, '1e5 over a range, 1e6 with --over'),
    maxSeconds: duration('end with the best estimate after this time'),
    samples: optionalWholeNumber('a fixed number of points, which turns adapting off', 0, 'adapt'),
    corrected: toggle('rectangles: include the first one, from the lower limit to the first point'),
    breakpoints,
    trace: toggle('print how the estimate went'),
    workers: quietWorkers,
    seed,
    bitGenerator,
    exact,
    plot,
    report,
  },
  examples: [
    ["integrate 'exp(-x^2)' -inf inf", 'an infinite range'],
    ["integrate 'x*y' --over x=0..1 --over 'y=0..1-x'", 'a triangle'],
    ["integrate 'exp(-x^2)*cos(3x)' -4 4 --method monte-carlo --seed 1", 'by random points'],
    ["integrate 'sin(x)' 0 pi --method rectangles --samples 20 --plot sine.svg", 'drawn as in a textbook'],
  ],
  async run(input, context) {
    const { expression, a, b, method, exact: known } = input;
    const region = regionOf(input);
    check(input);
    checkMethod(method, region);
    if (a !== undefined && b !== undefined && a > b)
      context.note(`the limits descend, so this is minus the integral from ${b} to ${a}`);
    const options = optionsOf(input);
    const { workers } = input;
    const { found, used } = await computeIntegral({ expression, region, options, workers }, context.signal);
    if (workers === 'auto') context.note(ranSentence(used));
    if (found.message !== undefined && found.status !== 'aborted') context.warn(found.message);
    const picture = { expression, region, options, found, exact: known } as const;
    const { trace, text, ...result } = found;
    const told = [text, ...(known === undefined ? [] : [compared(found.value, known)])];
    const seedless = !isSeeded(options, region);
    return {
      result: {
        ...result,
        ...(input.trace && { trace }),
        exact: known,
        ...(workers !== undefined && { workers: used.workers }),
      },
      lines: [...(input.trace ? await traced(found, known, context) : []), ...told],
      files: outputFiles(
        input,
        {
          picture: async () => (await import('../integral/picture.js')).drawIntegral(picture, context.warn),
          page: async () => (await import('../integral/report.js')).integralPage(picture, told, context.warn),
          ...(!seedless && { seed: input.seed }),
        },
        context,
      ),
      seedless,
      failed: found.status !== 'converged',
    };
  },
});

/** What draws the chart is loaded only where there is one. */
async function traced(found: PlainIntegral, known: number | undefined, { style }: Context) {
  const { traceLines } = await import('../integral/text.js');
  return traceLines(found, known, style);
}

interface Chosen {
  readonly method: Method;
  readonly rtol: number | undefined;
  readonly atol: number | undefined;
  readonly maxEvaluations: number | undefined;
  readonly maxSeconds: number | undefined;
  readonly samples: number | undefined;
  readonly breakpoints: readonly number[] | undefined;
  readonly corrected: boolean;
  readonly trace: boolean;
  readonly plot: string | undefined;
  readonly report: string | undefined;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** The library's options. */
function optionsOf(input: Chosen): IntegralOptions {
  const { method, rtol, atol, maxEvaluations, maxSeconds, samples, breakpoints: points } = input;
  const { seed: start, bitGenerator: bits, trace, plot: picture, report: page } = input;
  return {
    ...given({ rtol, atol, maxEvaluations, maxSeconds, samples, breakpoints: points }),
    ...(method === 'rectangles' && { variant: input.corrected ? 'corrected' : 'lecture' }),
    method,
    seed: start,
    bitGenerator: bits,
    trace: trace || picture !== undefined || page !== undefined,
  };
}

interface Checked {
  readonly a: number | undefined;
  readonly b: number | undefined;
  readonly method: string;
  readonly samples: number | undefined;
  readonly over: readonly unknown[];
  readonly breakpoints: readonly number[] | undefined;
  readonly maxEvaluations: number | undefined;
  readonly plot?: string;
}

/** Rules that take more than one value to check. */
function check({ a, b, method, samples, over: axes, plot: path, ...more }: Checked): void {
  if (method !== 'rectangles' && samples === 0) {
    throw refuse(
      '--samples',
      `a whole number of at least 1 for ${method === 'auto' ? 'midpoint' : method}`,
      String(samples),
    );
  }
  if (method === 'rectangles' && samples !== undefined && samples > MOST_RECTANGLES) {
    const rule = `a whole number of at most ${MOST_RECTANGLES} for rectangles`;
    throw refuse('--samples', rule, String(samples), 'the other methods take more');
  }
  if (samples !== undefined && more.maxEvaluations !== undefined) {
    throw refuse('--max-evaluations', 'left out with --samples', String(more.maxEvaluations));
  }
  if (axes.length > 0 && samples !== undefined) {
    throw refuse('--samples', 'left out with --over', String(samples), 'use --max-evaluations');
  }
  if (axes.length > 0 && more.breakpoints !== undefined) {
    throw refuse('--breakpoints', 'left out with --over', more.breakpoints.join());
  }
  if (a !== undefined && a === b && path !== undefined) {
    throw refuse('--plot', 'left out where the limits are equal', path, 'there is nothing to draw');
  }
}

/** Only the options that have a value. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function compared(value: number, known: number): string {
  return Number.isFinite(value) ? `exact ${known}, off by ${withSign(value - known)}` : `exact ${known}`;
}
