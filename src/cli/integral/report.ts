import { FIXED_METHODS, type FixedMethod, integrateFixed } from '../../integrate/index.js';
import { type ErrorSeries, type ReportPicture, errorDecayPlot, errorPlot } from '../../report/index.js';
import type { ReportPage } from '../report.js';
import { type PictureInput, decayOf, drawIntegral, limitsOf } from './picture.js';
import { traceTable } from './text.js';

/** Points of the methods that are compared. */
const COUNTS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];
/** The powers of n that theory expects errors of smooth integrands to fall with. */
const EXPECTED: Readonly<Record<FixedMethod, number>> = { midpoint: -2, rectangles: -1, 'monte-carlo': -0.5 };
const LABELS: Readonly<Record<FixedMethod, string>> = {
  midpoint: 'midpoint',
  rectangles: 'random rectangles',
  'monte-carlo': 'Monte Carlo',
};
/** An error this many times the reference's own is told apart from it. */
const CLEAR = 10;

/** The report of an integral: the value in words, pictures, the trace. */
export async function integralPage(
  input: PictureInput,
  summary: readonly string[],
  warn: (message: string) => void,
): Promise<ReportPage> {
  const { expression, region, found, exact } = input;
  const over =
    region.names === undefined ? ` from ${limitsOf(input).join(' to ')}` : ` over ${region.names.join(', ')}`;
  const trace = traceTable(found);
  const { message, status } = found;
  const { state: _, ...figures } = found;
  return {
    title: `Integral of ${expression.source}${over}`,
    summary: [...summary.map(sentence), kindSentence(input)],
    warnings: status === 'converged' || message === undefined ? [] : [message],
    pictures: await picturesOf(input, warn),
    tables: trace.rows.length < 2 ? [] : [{ caption: 'How the estimate went', ...trace }],
    data: { integrand: expression.source, domain: region.domain, variables: region.names, ...figures, exact },
  };
}

const sentence = (line: string): string => `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`;

/** What the printed lines leave out. */
function kindSentence({ found: { errorKind } }: PictureInput): string {
  return errorKind === 'bound'
    ? 'The error is a bound.'
    : 'The error is a standard error: about two thirds of such estimates lie within it, 95 % within two of it.';
}

async function picturesOf(input: PictureInput, warn: (message: string) => void): Promise<ReportPicture[]> {
  const { region, found } = input;
  const pictures: ReportPicture[] = [];
  const [a, b] = region.names === undefined ? limitsOf(input) : [0, 1];
  // Over a single point there is nothing to draw.
  if (a !== b) {
    const caption = 'What the estimate is made of, and how far it can be trusted.';
    pictures.push({ title: 'The integral', caption, svg: await drawIntegral(input, warn) });
  }
  if (region.names === undefined && (found.trace?.length ?? 0) > 2 && found.errorKind === 'bound') {
    const caption = 'The estimate with its error bound, and the bound itself, while the method went on.';
    pictures.push({ title: 'How the estimate went', caption, svg: await errorDecayPlot(decayOf(input)) });
  }
  const series = region.names === undefined ? methodSeries(input) : [];
  if (series.length > 0) {
    const caption =
      'The distance of other methods from the value above, against their evaluations; the slopes are those that theory expects for smooth integrands.';
    const svg = await errorPlot({ series, what: `Errors of ${input.expression.source}` });
    pictures.push({ title: 'What other methods would need', caption, svg });
  }
  return pictures;
}

/** The errors of the methods with a fixed number of points, as far as the reference can tell them. */
function methodSeries(input: PictureInput): ErrorSeries[] {
  const { expression, options, found, exact } = input;
  const [a, b] = limitsOf(input);
  const reference = exact ?? found.value;
  const own = exact === undefined ? found.error : Math.abs(exact) * Number.EPSILON;
  if (!Number.isFinite(reference) || !(own >= 0) || !Number.isFinite(b - a) || a === b) return [];
  // Those have no weights.
  if (options.weight !== undefined) return [];
  const { seed, bitGenerator } = options;
  return FIXED_METHODS.flatMap((method): ErrorSeries[] => {
    const points = COUNTS.flatMap((samples) => {
      const { value } = integrateFixed(expression, [a, b], { method, samples, seed, bitGenerator });
      const error = Math.abs(value - reference);
      return error > CLEAR * own ? [{ evaluations: samples, error }] : [];
    });
    if (points.length < 3) return [];
    return [{ label: LABELS[method], points, expectedSlope: EXPECTED[method] }];
  });
}
