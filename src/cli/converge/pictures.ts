import { NfoldError } from '../../core/index.js';
import { compile } from '../../expression/index.js';
import { geometry } from '../../integrate/index.js';
import {
  type ReportPicture,
  convergencePlot,
  integrandPlot,
  scalingPlot,
  stackPictures,
} from '../../report/index.js';
import { sweepPictures, timelineOf, timelinePicture } from '../time-pictures.js';
import type { ConvergeRequest } from './job.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';

/** Points in the picture of the rule: few enough to see each rectangle. */
const DRAWN_POINTS = 20;

/** A report without its data stays below 150 kB. */
const DOTS_OF_REPORT = 4000;

/** The estimates against the number of points. */
export function estimatesPicture(
  { request, serial }: Study,
  reference: Reference | undefined,
  mostDots?: number,
): Promise<string> {
  const first = request.variant === 'corrected' ? ', first rectangle included' : '';
  return convergencePlot({
    values: serial.values,
    exact: reference?.value,
    expression: request.expression.source,
    variant: `sorted random points${first}`,
    mostDots,
  });
}

/** The time by number of workers, and below it the timeline. */
export async function timesPicture(study: Study): Promise<string> {
  const { sweep, parallel } = study;
  if (sweep === undefined || parallel === undefined) {
    throw new NfoldError(
      'ERR_CANCELLED',
      'there are no times to draw: interrupted before anything was timed',
    );
  }
  return stackPictures([await scalingPlot(sweep), await timelineOf(study.serial, parallel, study.chosen)]);
}

function rulePicture({ expression, a, b, ...request }: ConvergeRequest): Promise<string> {
  const options = { ...request, method: 'rectangles', samples: DRAWN_POINTS } as const;
  const { points, rectangles } = geometry(expression, [a, b], options);
  return integrandPlot({
    f: compile(expression),
    a: Math.min(a, b),
    b: Math.max(a, b),
    expression: expression.source,
    method: 'rectangles',
    points,
    rectangles,
    value: rectangles.reduce((sum, { x0, x1, height }) => sum + height * (x1 - x0), 0),
  });
}

/** The report's pictures, each with how to read it; without those of which an interruption left nothing. */
export async function reportPictures(
  study: Study,
  reference: Reference | undefined,
): Promise<ReportPicture[]> {
  const { request, serial, sweep, parallel, chosen } = study;
  const dashed = reference === undefined ? '' : `, the dashed line the ${reference.label} value`;
  const pictures: ReportPicture[] = [
    {
      title: 'Estimates',
      caption: `Each dot is one estimate of the integral; the line is their smooth trend${dashed}.`,
      svg: await estimatesPicture(study, reference, DOTS_OF_REPORT),
    },
  ];
  // Over a single point there is nothing to draw.
  if (request.a !== request.b) {
    pictures.push({
      title: 'The rule',
      caption: `${DRAWN_POINTS} random points are sorted; each is the right edge of a rectangle that reaches to its left neighbour.`,
      svg: await rulePicture(request),
    });
  }
  const timeline = parallel && [await timelinePicture(serial, parallel, chosen)];
  return [...pictures, ...(await sweepPictures(sweep)), ...(timeline ?? [])];
}
