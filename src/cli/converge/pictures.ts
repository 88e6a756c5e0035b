import { NfoldError } from '../../core/index.js';
import { compile } from '../../expression/index.js';
import { geometry } from '../../integrate/index.js';
import {
  type ReportPicture,
  convergencePlot,
  integrandPlot,
  scalingPlot,
  stackPictures,
  timelinePlot,
} from '../../report/index.js';
import type { ConvergeRequest } from './job.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';

/** Points in the picture of the rule: few enough to see each rectangle. */
const DRAWN_POINTS = 20;

/** A report without its data stays below 150 kB. */
const DOTS_OF_REPORT = 5000;

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
  return stackPictures([await scalingPlot(sweep), await timelinePicture(study, parallel)]);
}

/** Which worker ran which chunk when. */
function timelinePicture(
  { serial, chosen }: Study,
  parallel: NonNullable<Study['parallel']>,
): Promise<string> {
  return timelinePlot({
    serial: serial.spans,
    serialSubmitted: serial.submitted,
    parallel: parallel.spans,
    parallelSubmitted: parallel.submitted,
    workers: chosen,
  });
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
  const { request, sweep, parallel } = study;
  const dashed = reference === undefined ? '' : `, the dashed line the ${reference.label} value`;
  const pictures = [
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
  if (sweep !== undefined) {
    pictures.push({
      title: 'Time by number of workers',
      caption:
        'Dots are single runs, bars the medians with their intervals; the ideal line is the serial time divided by the workers.',
      svg: await scalingPlot(sweep),
    });
  }
  if (parallel !== undefined) {
    pictures.push({
      title: 'Who did what when',
      caption:
        'Above one run in a single thread, below one in parallel, on the same time axis; gaps are idle time.',
      svg: await timelinePicture(study, parallel),
    });
  }
  return pictures;
}
