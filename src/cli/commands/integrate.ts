import type { BitGeneratorName } from '../../core/index.js';
import { compile, type Expression } from '../../expression/index.js';
import {
  FIXED_METHODS as METHODS,
  type FixedMethod as Method,
  type RectanglesVariant,
  geometry,
} from '../../integrate/index.js';
import type { Context } from '../context.js';
import { computeIntegral } from '../integral/compute.js';
import { withSign } from '../numbers.js';
import { choice, toggle } from '../options/choice.js';
import { plot } from '../options/files.js';
import { exact, integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { tolerance, wholeNumber } from '../options/numbers.js';
import { type Seed, bitGenerator, seed } from '../options/seed.js';
import { refuse } from '../refuse.js';
import { defineCommand } from '../spec.js';

/** Points drawn at most: a picture cannot show more. */
const MOST_DRAWN = 100_000;
/** The rectangles' points are kept and sorted; more of them would need more than some 3 GB. */
const MOST_RECTANGLES = 100_000_000;

export const integrate = defineCommand({
  name: 'integrate',
  summary: 'the integral of a formula, with its error',
  description:
    'The integral of a formula, with its error and how far that can be trusted. midpoint: equal cells, the error a bound for smooth integrands. rectangles: between sorted random points, the error a bound. monte-carlo: the mean of random points, the error a standard error, in brackets. Exit code 1: the integral is not finite, the error not to be trusted or larger than --rtol and --atol allow.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: {
    method: choice('how', METHODS, 'midpoint'),
    samples: wholeNumber('how many points', { min: 0, fallback: 10_000 }),
    corrected: toggle('rectangles: include the first one, from the lower limit to the first point'),
    rtol: tolerance('fail when the error exceeds this share of the value'),
    atol: tolerance('fail when the error exceeds this'),
    seed,
    bitGenerator,
    exact,
    plot,
  },
  examples: [
    ["integrate '1/(1+x^2)' 0 1", 'pi/4 by the midpoint rule'],
    ["integrate 'exp(-x^2)*cos(3x)' -4 4 --method monte-carlo --samples 1e6", 'by random points'],
    ["integrate 'sin(x)' 0 pi --method rectangles --samples 20 --plot sine.svg", 'drawn as in a textbook'],
  ],
  async run(input, context) {
    const { expression, a, b, method, samples, rtol, atol, plot: path } = input;
    check(input);
    const variant = input.corrected ? 'corrected' : 'lecture';
    if (a > b) context.note(`the limits descend, so this is minus the integral from ${b} to ${a}`);
    const random = { seed: input.seed, bitGenerator: input.bitGenerator };
    const options = { method, samples, variant, rtol, atol, ...random } as const;
    const { text, ...found } = await computeIntegral(expression, [a, b], options, context.signal);
    if (found.message !== undefined) context.warn(found.message);
    const picture = { ...input, ...found, variant } as const;
    const off = input.exact === undefined ? [] : [compared(found.value, input.exact)];
    return {
      result: { ...found, method, exact: input.exact },
      lines: [text, ...off],
      files: path === undefined ? [] : [{ path, content: () => draw(path, picture, context) }],
      seedless: method === 'midpoint',
      failed: found.status !== 'converged',
    };
  },
});

interface Checked {
  readonly a: number;
  readonly b: number;
  readonly method: Method;
  readonly samples: number;
  readonly plot?: string;
}

/** Rules that take more than one value to check. */
function check({ a, b, method, samples, plot: path }: Checked): void {
  if (method !== 'rectangles' && samples === 0) {
    throw refuse('--samples', `a whole number of at least 1 for ${method}`, String(samples));
  }
  if (method === 'rectangles' && samples > MOST_RECTANGLES) {
    const rule = `a whole number of at most ${MOST_RECTANGLES} for rectangles`;
    throw refuse('--samples', rule, String(samples), 'the other methods take more');
  }
  if (a === b && path !== undefined) {
    throw refuse('--plot', 'left out where the limits are equal', path, 'there is nothing to draw');
  }
}

function compared(value: number, known: number): string {
  return Number.isFinite(value) ? `exact ${known}, off by ${withSign(value - known)}` : `exact ${known}`;
}

interface PictureInput {
  readonly expression: Expression;
  readonly a: number;
  readonly b: number;
  readonly method: Method;
  readonly samples: number;
  readonly variant: RectanglesVariant;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  readonly value: number;
  readonly error: number;
}

async function draw(path: string, input: PictureInput, { warn }: Context): Promise<string | Uint8Array> {
  const { encodePicture, integrandPlot } = await import('../../report/index.js');
  const { expression, a, b, method, value, error } = input;
  const samples = Math.min(input.samples, MOST_DRAWN);
  if (samples < input.samples) warn(`the picture shows the rule with ${samples} points`);
  const { points, rectangles } = geometry(expression, [a, b], { ...input, samples });
  const svg = await integrandPlot({
    f: compile(expression),
    // Drawn from left to right, whatever the order of the limits, and the value with it.
    a: Math.min(a, b),
    b: Math.max(a, b),
    value: a > b ? -value : value,
    error,
    expression: expression.source,
    method,
    points,
    rectangles,
  });
  return encodePicture(svg, path);
}
