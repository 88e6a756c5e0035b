import { type BitGeneratorName, NfoldError, isNfoldError, randomSeed } from '../../core/index.js';
import type { Context } from '../context.js';
import { METHODS, type Method, type QuadWeight, type Range, type RunState } from '../../integrate/index.js';
import { readCheckpoint, writtenCheckpoint } from '../integral/checkpoint.js';
import { type IntegralOptions, computeIntegral, isSeeded } from '../integral/compute.js';
import {
  breakpoints,
  checkMethod,
  formula,
  over,
  regionOf,
  rule,
  weight,
  weightText,
} from '../integral/input.js';
import type { PlainIntegral } from '../integral/task.js';
import { withSign } from '../numbers.js';
import { choice, toggle } from '../options/choice.js';
import { duration } from '../options/duration.js';
import { checkpoint, plot, report } from '../options/files.js';
import { exact, lowerLimit, upperLimit } from '../options/integrand.js';
import { optionalWholeNumber, tolerance } from '../options/numbers.js';
import { type Seed, bitGenerator, optionalSeed } from '../options/seed.js';
import { quietWorkers, ranSentence } from '../options/workers.js';
import { refuse } from '../refuse.js';
import { outputFiles } from '../report.js';
import { type OutcomeFile, defineCommand, flagOf, optional } from '../spec.js';

/** The rectangles' points are kept and sorted; more of them would need more than some 3 GB. */
const MOST_RECTANGLES = 100_000_000;

export const integrate = defineCommand({
  name: 'integrate',
  summary: 'the integral of a formula, over a range or several dimensions, with its error',
  description:
    'The integral of a formula, with its error and how far that can be trusted. Over a range A B, which may be infinite, auto looks at the integrand and chooses a rule; with --over, over several dimensions. midpoint, rectangles and monte-carlo with --samples do not adapt. Bounds are printed as ± error, standard errors in brackets. Ctrl-C prints the best estimate so far. Exit code 1: not converged.',
  arguments: { expression: formula, a: optional(lowerLimit), b: optional(upperLimit) },
  options: {
    over,
    method: choice('how', METHODS, 'auto'),
    rtol: tolerance('relative tolerance; 1e-8, for random methods 1e-3, if neither is given'),
    atol: tolerance('absolute tolerance'),
    maxEvaluations: optionalWholeNumber('most evaluations', 1, '1e5 over a range, 1e6 with --over'),
    maxSeconds: duration('end with the best estimate after this time'),
    breakpoints,
    weight,
    rule,
    points: optionalWholeNumber('of gauss-legendre: how many points', 2, '64'),
    samples: optionalWholeNumber('a fixed number of points, which turns adapting off', 0, 'adapt'),
    corrected: toggle('rectangles: include the first one, from the lower limit to the first point'),
    trace: toggle('print how the estimate went'),
    workers: quietWorkers,
    seed: { ...optionalSeed, defaultText: 'random' },
    bitGenerator,
    checkpoint,
    exact,
    plot,
    report,
  },
  examples: [
    ["integrate 'exp(-x^2)' -inf inf", 'an infinite range'],
    ["integrate 'x*y' --over x=0..1 --over 'y=0..1-x'", 'a triangle'],
    ["integrate 'exp(-x)' 0 1 --weight cos:100", 'a fast oscillation'],
    ["integrate 'exp(-x^2)*cos(3x)' -4 4 --method monte-carlo --seed 1", 'by random points'],
    ["integrate 'sin(x)' 0 pi --method rectangles --samples 20 --plot sine.svg", 'drawn as in a textbook'],
  ],
  async run(input, context) {
    const { expression, exact: known, plot: path, workers } = input;
    const region = regionOf(input);
    check(input);
    checkMethod(input.method, region);
    const [low, high] = region.names === undefined ? (region.domain as Range) : [];
    if (low !== undefined && high !== undefined && low > high)
      context.note(`the limits descend, so this is minus the integral from ${high} to ${low}`);
    if (low !== undefined && low === high && path !== undefined)
      throw refuse('--plot', 'left out where the limits are equal', path, 'there is nothing to draw');
    const of = { expression: expression.source, domain: region.domain };
    const resume = input.checkpoint === undefined ? undefined : readCheckpoint(input.checkpoint, of);
    if (input.checkpoint !== undefined && resume === undefined && input.method === 'auto')
      throw unresumable(input.checkpoint);
    const options = optionsOf(input, resume);
    const computation = { expression, region, options, workers };
    const { found, used } = await computeIntegral(computation, context.signal).catch(withFlag);
    if (workers === 'auto') context.note(ranSentence(used));
    if (found.message !== undefined && found.status !== 'aborted') context.warn(found.message);
    const picture = { expression, region, options, found, exact: known } as const;
    const { trace, text, state, ...result } = found;
    const told = [text, ...(known === undefined ? [] : [compared(found.value, known)])];
    const seedless = resume === undefined && !isSeeded(options, region);
    const seed = resume === undefined ? options.seed : seedOf(resume);
    return {
      result: {
        ...result,
        ...(input.trace && { trace }),
        exact: known,
        ...(workers !== undefined && { workers: used.workers }),
      },
      lines: [...(input.trace ? await traced(found, known, context) : []), ...told],
      files: [
        ...checkpointFile(input.checkpoint, () => writtenCheckpoint(of, stateOf(state, found.method))),
        ...outputFiles(
          input,
          {
            picture: async () => (await import('../integral/picture.js')).drawIntegral(picture, context.warn),
            page: async () =>
              (await import('../integral/report.js')).integralPage(picture, told, context.warn),
            ...(!seedless && { seed }),
          },
          context,
        ),
      ],
      seed,
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

function checkpointFile(path: string | undefined, content: () => string): OutcomeFile[] {
  return path === undefined ? [] : [{ path, content: async () => content() }];
}

/** Beyond 2^53 a state has the digits. */
function seedOf({ seed }: RunState): Seed {
  return typeof seed === 'string' ? BigInt(seed) : seed;
}

function stateOf(state: RunState | undefined, method: string): RunState {
  if (state !== undefined) return state;
  const message = `${method} draws no random numbers, so there is nothing to go on from later; the random methods are monte-carlo, qmc and vegas`;
  throw new NfoldError('ERR_INVALID_ARGUMENT', message, { method });
}

/** What the library says of an option, said of its flag. */
function withFlag(error: unknown): never {
  const [, name] =
    (isNfoldError(error, 'ERR_INVALID_ARGUMENT') && /^(\w+) must be/.exec(error.message)) || [];
  if (name === undefined || !FLAGS.includes(name)) throw error;
  const { code, message, details } = error as NfoldError;
  throw new NfoldError(code, flagOf(name) + message.slice(name.length), details, { cause: error });
}

const FLAGS: readonly string[] = [
  'method',
  'rtol',
  'atol',
  'maxEvaluations',
  'maxSeconds',
  'breakpoints',
  'weight',
  'rule',
  'points',
  'samples',
  'seed',
  'workers',
];

interface Chosen {
  readonly method: Method;
  readonly rtol: number | undefined;
  readonly atol: number | undefined;
  readonly maxEvaluations: number | undefined;
  readonly maxSeconds: number | undefined;
  readonly samples: number | undefined;
  readonly breakpoints: readonly number[] | undefined;
  readonly weight: QuadWeight | undefined;
  readonly rule: IntegralOptions['rule'];
  readonly points: number | undefined;
  readonly corrected: boolean;
  readonly trace: boolean;
  readonly plot: string | undefined;
  readonly report: string | undefined;
  readonly seed: Seed | undefined;
  readonly bitGenerator: BitGeneratorName;
}

/** The library's options. */
function optionsOf(input: Chosen, resume: RunState | undefined): IntegralOptions {
  const { method, rtol, atol, maxEvaluations, maxSeconds, samples, breakpoints: places } = input;
  const { weight: factor, rule: name, points, seed, bitGenerator: bits, trace } = input;
  const random = resume === undefined ? { seed: seed ?? randomSeed(), bitGenerator: bits } : { resume, seed };
  return {
    ...given({ rtol, atol, maxEvaluations, maxSeconds, samples, breakpoints: places }),
    ...given({ weight: factor, rule: name, points, ...random }),
    ...((method === 'rectangles' || input.corrected) && {
      variant: input.corrected ? 'corrected' : 'lecture',
    }),
    // A run that goes on has its method.
    ...((resume === undefined || method !== 'auto') && { method }),
    trace: trace || input.plot !== undefined || input.report !== undefined,
  };
}

interface Checked {
  readonly method: string;
  readonly samples: number | undefined;
  readonly over: readonly unknown[];
  readonly breakpoints: readonly number[] | undefined;
  readonly maxEvaluations: number | undefined;
  readonly weight: QuadWeight | undefined;
  readonly corrected: boolean;
  readonly checkpoint?: string;
  readonly plot?: string;
}

/** Rules that take more than one value to check. */
function check({ method, samples, over: axes, ...more }: Checked): void {
  if (method !== 'rectangles' && samples === 0) {
    throw refuse(
      '--samples',
      `a whole number of at least 1 for ${method === 'auto' ? 'midpoint' : method}`,
      String(samples),
    );
  }
  if (method === 'rectangles' && samples !== undefined && samples > MOST_RECTANGLES) {
    const most = `a whole number of at most ${MOST_RECTANGLES} for rectangles`;
    throw refuse('--samples', most, String(samples), 'the other methods take more');
  }
  if (method !== 'rectangles' && more.corrected) {
    throw refuse('--corrected', 'left out without --method rectangles', method);
  }
  if (samples !== undefined && more.maxEvaluations !== undefined) {
    throw refuse('--max-evaluations', 'left out with --samples', String(more.maxEvaluations));
  }
  if (axes.length > 1 && samples !== undefined) {
    throw refuse(
      '--samples',
      'left out with --over, but for one of them',
      String(samples),
      'use --max-evaluations',
    );
  }
  if (axes.length > 1 && more.breakpoints !== undefined) {
    throw refuse('--breakpoints', 'left out with --over, but for one of them', more.breakpoints.join());
  }
  if (axes.length > 1 && more.weight !== undefined) {
    throw refuse('--weight', 'left out with --over, but for one of them', weightText(more.weight));
  }
  if (more.weight !== undefined && more.weight.type !== 'cauchy' && method !== 'auto') {
    const remedy = 'cos and sin have a method of their own: leave --method out';
    throw refuse('--weight', `left out for ${method}`, weightText(more.weight), remedy);
  }
  if (more.checkpoint !== undefined && (samples !== undefined || !RESUMABLE.includes(method))) {
    throw unresumable(more.checkpoint);
  }
}

function unresumable(path: string): NfoldError {
  const remedy = `give one of --method ${RESUMABLE.slice(1).join(', ')}, and no --samples`;
  return refuse('--checkpoint', 'left out for what cannot go on later', path, remedy);
}

/** Methods whose runs can go on; auto stands for that of the checkpoint. */
const RESUMABLE: readonly string[] = ['auto', 'monte-carlo', 'qmc', 'vegas'];

/** Only the options that have a value. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function compared(value: number, known: number): string {
  return Number.isFinite(value) ? `exact ${known}, off by ${withSign(value - known)}` : `exact ${known}`;
}
