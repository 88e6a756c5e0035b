import { compile } from '../../expression/index.js';
import { METHODS, type Integral, geometry, integrate as integral } from '../../integrate/index.js';
import { choice, toggle } from '../options/choice.js';
import { plot } from '../options/files.js';
import { exact, integrand, lowerLimit, upperLimit } from '../options/integrand.js';
import { tolerance, wholeNumber } from '../options/numbers.js';
import { seed } from '../options/seed.js';
import type { Context } from '../context.js';
import { defineCommand } from '../spec.js';

/** Points drawn at most: a picture cannot show more. */
const MOST_DRAWN = 100_000;

export const integrate = defineCommand({
  name: 'integrate',
  summary: 'the integral of a formula, with its error',
  description:
    'Estimates an integral from a fixed number of points, equal cells or random ones, and says how large the error may be and whether it can be trusted.',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: {
    method: choice('how', METHODS, 'midpoint'),
    samples: wholeNumber('how many points', { min: 0, fallback: 10_000 }),
    corrected: toggle('rectangles: include the first one, from the lower limit to the first point'),
    rtol: tolerance('fail when the error exceeds this share of the value'),
    atol: tolerance('fail when the error exceeds this'),
    exact,
    plot,
    seed,
  },
  examples: [
    ["integrate '1/(1+x^2)' 0 1", 'pi/4 by the midpoint rule'],
    ["integrate 'exp(-x^2)*cos(3x)' -4 4 --method monte-carlo --samples 1e6", 'by random points'],
    ["integrate 'sin(x)' 0 pi --method rectangles --samples 20 --plot sine.svg", 'drawn as in a textbook'],
  ],
  async run(input, context) {
    const { expression, a, b } = input;
    const variant = input.corrected ? 'corrected' : 'lecture';
    const { method, samples, rtol, atol } = input;
    const found = integral(expression, [a, b], { method, samples, variant, rtol, atol, seed: input.seed });
    if (found.message !== undefined) context.warn(found.message);
    if (a > b) context.note(`the limits descend, so this is minus the integral from ${b} to ${a}`);
    if (input.plot !== undefined) await draw(input.plot, { ...input, variant }, found, context);
    const { value, error, errorKind, evaluations, status } = found;
    const lines = [String(found)];
    if (input.exact !== undefined) {
      lines.push(`exact ${input.exact}, off by ${formatError(value - input.exact)}`);
    }
    return {
      result: {
        value,
        error,
        errorKind,
        evaluations,
        status,
        method,
        message: found.message,
        exact: input.exact,
      },
      lines,
      failed: status !== 'converged',
    };
  },
});

function formatError(error: number): string {
  return error.toExponential(2);
}

type DrawInput = Parameters<typeof geometry>[2] & {
  readonly expression: Parameters<typeof compile>[0] & object;
  readonly a: number;
  readonly b: number;
};

async function draw(path: string, input: DrawInput, found: Integral, context: Context): Promise<void> {
  const { encodePicture, integrandPlot } = await import('../../report/index.js');
  const { expression, a, b } = input;
  const samples = Math.min(input.samples, MOST_DRAWN);
  if (samples < input.samples) context.warn(`the picture shows the rule with ${samples} points`);
  const { points, rectangles } = geometry(expression, [a, b], { ...input, samples });
  const svg = await integrandPlot({
    f: compile(expression),
    a: Math.min(a, b),
    b: Math.max(a, b),
    expression: expression.source,
    method: input.method,
    points,
    rectangles,
    value: found.value,
    error: found.error,
  });
  context.write(path, await encodePicture(svg, path));
}
