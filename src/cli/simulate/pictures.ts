import { NfoldError } from '../../core/index.js';
import { type ReportPicture, histogramPlot, stackPictures } from '../../report/index.js';
import type { Output, Theory } from '../../simulate/index.js';
import { significant } from '../numbers.js';
import type { Study } from './study.js';

/** Bars of a histogram, and the share of the draws at each end for which there is no room. */
const BINS = 80;
const TAIL = 0.0005;

/** A histogram of each output, below each other. */
export async function histograms(study: Study): Promise<string> {
  const names = drawable(study);
  if (names.length === 0)
    throw new NfoldError('ERR_NON_FINITE', 'there is nothing to draw: no result is finite');
  return stackPictures(await Promise.all(names.map((name) => histogram(study, name))));
}

/** Outputs with results that are finite. */
function drawable({ result: { names, outputs } }: Study): readonly string[] {
  return names.filter((name) => outputs[name].n > 0);
}

/** The same for a report, each with how to read it. */
export function reportPictures(study: Study): Promise<ReportPicture[]> {
  const { theory } = study.result;
  return Promise.all(
    drawable(study).map(async (name) => {
      const curve = theory[name]?.normal === true ? '; the curve is the density that theory expects' : '';
      const caption = `How often ${name} fell where, as a density; the dashed line is the mean${curve}.`;
      return { title: `Distribution of ${name}`, caption, svg: await histogram(study, name) };
    }),
  );
}

function histogram({ result, request }: Study, name: string): Promise<string> {
  const output = result.outputs[name];
  const { edges, counts, below, above } = output.histogram(frame(output));
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

/** From one tail to the other; whole numbers, where there are few, have a bar each. */
function frame(output: Output): { low: number; high: number; bins: number } {
  const [low, high] = [TAIL, 1 - TAIL].map((q) => output.quantile(q).value);
  const few = Number.isInteger(low) && Number.isInteger(high) && high - low < BINS;
  if (few) return { low: low - 0.5, high: high + 0.5, bins: high - low + 1 };
  if (high > low) return { low, high, bins: BINS };
  const half = 0.5 * Math.max(Math.abs(low), 1e-9);
  return { low: low - half, high: high + half, bins: 1 };
}

function curveOf(theory: Theory | undefined) {
  if (theory?.normal !== true || !(theory.sd > 0)) return undefined;
  const { mean, sd } = theory;
  return {
    density: (x: number): number => Math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI)),
    label: `theory: normal, mean ${significant(mean)}, sd ${significant(sd)}`,
  };
}
