import { NfoldError } from '../../core/index.js';
import { type ReportPicture, correlationPlot, histogramPlot, stackPictures } from '../../report/index.js';
import type { Theory } from '../../simulate/index.js';
import { significant } from '../numbers.js';
import { sweepPictures, timelinePicture } from '../time-pictures.js';
import { frameOf, normalDensity } from './frame.js';
import type { Study } from './study.js';

/** Bars of a histogram. */
const BINS = 80;

/** A histogram of each output, and the correlations of several, below each other. */
export async function outputsPicture(study: Study): Promise<string> {
  const names = drawable(study);
  if (names.length === 0)
    throw new NfoldError('ERR_NON_FINITE', 'there is nothing to draw: no result is finite');
  const pictures = names.map((name) => histogram(study, name));
  if (names.length > 1) pictures.push(correlations(study, names));
  return stackPictures(await Promise.all(pictures));
}

function correlations({ result }: Study, names: readonly string[]): Promise<string> {
  const matrix = names.map((name) => names.map((other) => result.correlation[name][other]));
  return correlationPlot({ names, matrix, draws: result.n });
}

/** Outputs with results that are finite. */
function drawable({ result: { names, outputs } }: Study): readonly string[] {
  return names.filter((name) => outputs[name].n > 0);
}

/** The same for a report, each with how to read it, and what the times by number of workers were. */
export async function reportPictures(study: Study): Promise<ReportPicture[]> {
  const names = drawable(study);
  const pictures = await histogramsOf(study, names);
  if (names.length > 1) {
    const caption = 'Blue: they rise together; vermilion: one falls where the other rises.';
    pictures.push({ title: 'Correlations', caption, svg: await correlations(study, names) });
  }
  const { spread, workers } = study;
  if (spread === undefined) return pictures;
  const { sweep, serial, parallel } = spread;
  const timeline = await timelinePicture(serial, parallel, workers);
  return [...pictures, ...(await sweepPictures(sweep)), timeline];
}

function histogramsOf(study: Study, names: readonly string[]): Promise<ReportPicture[]> {
  const { theory } = study.result;
  return Promise.all(
    names.map(async (name) => {
      const curve = theory[name]?.normal === true ? '; the curve is the density that theory expects' : '';
      const caption = `How often ${name} fell where, as a density; the dashed line is the mean${curve}.`;
      return { title: `Distribution of ${name}`, caption, svg: await histogram(study, name) };
    }),
  );
}

function histogram({ result, request }: Study, name: string): Promise<string> {
  const output = result.outputs[name];
  const { edges, counts, below, above } = output.histogram(frameOf(output, BINS));
  const { mean, standardError, sd } = output;
  return histogramPlot({
    name,
    counts,
    mean,
    standardError,
    sd,
    low: edges[0],
    high: edges[edges.length - 1],
    outside: Math.round(below + above),
    theory: curveOf(result.theory[name]),
    source: request.model,
  });
}

function curveOf(theory: Theory | undefined) {
  const density = normalDensity(theory);
  if (theory === undefined || density === undefined) return undefined;
  const { mean, sd } = theory;
  return { density, label: `theory: normal, mean ${significant(mean)}, sd ${significant(sd)}` };
}
