// Single figures within a sentence: what stands behind the name of a result in the comments of a page.
import { formatFaster, formatPercent, formatRatio, formatSeconds, pairedRatio } from 'nfold/bench';
import { at, named } from './markdown.mjs';

/** A variant's measurement. */
const variant = ({ comparisons }, index, name) =>
  named(at(comparisons, index, 'comparison').measurements, name);

/** The times of two variants, one over the other, by round: `0 two workers over serial`. */
function paired(result, index, words, between) {
  const [a, b] = words.join(' ').split(` ${between} `);
  if (b === undefined) throw new Error(`two variants with "${between}" between them are needed`);
  return [variant(result, index, a).seconds, variant(result, index, b).seconds];
}

/** The last run of a sweep: the most workers. */
const mostWorkers = ({ sweeps }, index) => at(sweeps, index, 'sweep').runs.at(-1);

const FORMATS = {
  seconds: formatSeconds,
  percent: formatPercent,
  ratio: formatRatio,
  count: (number) => number.toLocaleString('en'),
  'two-digits': (number) => number.toPrecision(2),
};

export const figureViews = {
  /** `median 0 VARIANT`: 418 ms. */
  median: (result, index, ...name) => formatSeconds(variant(result, index, name.join(' ')).time.median),
  /** `interval 0 VARIANT`: 408 ms to 433 ms. */
  interval(result, index, ...name) {
    const { low, high } = variant(result, index, name.join(' ')).time;
    return `${formatSeconds(low)} to ${formatSeconds(high)}`;
  },
  /** `times 0 A over B`: how many times as long A takes. */
  times(result, index, ...words) {
    return formatRatio(pairedRatio(...paired(result, index, words, 'over')));
  },
  /** `faster 0 A than B`: 1.87 ± 0.03 times faster. */
  faster(result, index, ...words) {
    const [a, b] = paired(result, index, words, 'than');
    return formatFaster(pairedRatio(b, a));
  },
  /** `speedup 0`: that of the most workers of a sweep, and what they could reach. */
  speedup: (result, index) => formatRatio(mostWorkers(result, index).speedup),
  capacity: (result, index) => formatRatio(mostWorkers(result, index).capacity),
  /** `value cost.alone.median seconds`: any place of the result. */
  value(result, path, format) {
    const value = path.split('.').reduce((place, key) => place?.[key], result);
    if (value === undefined) throw new Error(`there is no ${path}`);
    if (FORMATS[format] === undefined) throw new Error(`there is no format ${format}`);
    return FORMATS[format](value);
  },
};
