import { distributionPlot } from '../../report/index.js';
import type { Bootstrap } from '../../resample/index.js';
import type { ReportPage } from '../report.js';
import { type Selected, statisticText } from './data.js';

/** The statistic in the resamples as a histogram, with its interval. */
export function distributionPicture({ title }: Selected, found: Bootstrap): Promise<string> {
  const { distribution = new Float64Array(0), estimate, low, high, confidence, method } = found;
  return distributionPlot({ values: distribution, name: title, estimate, low, high, confidence, method });
}

/** Resamples that are embedded at most: they are drawn alike, and the first ones stand for all. */
const MOST_EMBEDDED = 100_000;

/** The report of a bootstrap: figures, picture, the resamples. */
export async function bootstrapPage(
  selected: Selected,
  found: Bootstrap,
  facts: readonly (readonly [name: string, value: string])[],
): Promise<ReportPage> {
  const { title, samples, statistic, skipped } = selected;
  const { distribution = new Float64Array(0), ...figures } = found;
  const caption =
    'How often the statistic came to what in samples drawn out of the data with replacement; between the dashed lines lies the interval.';
  const drawable = distribution.some(Number.isFinite);
  return {
    title: `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`,
    summary: facts.map(([name, value]) => `The ${name} is ${value}.`),
    warnings: found.message === undefined ? [] : [found.message],
    pictures: drawable
      ? [{ title: 'Resamples', caption, svg: await distributionPicture(selected, found) }]
      : [],
    tables: [{ caption: 'Figures', columns: ['figure', 'value'], rows: facts.map((fact) => [...fact]) }],
    data: {
      ...figures,
      seed: String(found.seed),
      statistic: statisticText(statistic),
      samples,
      skipped,
      distribution: distribution.subarray(0, MOST_EMBEDDED),
    },
  };
}
