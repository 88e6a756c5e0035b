// How sure can one be of a number that was computed from data? Draw the data again and again, out of themselves.
import assert from 'node:assert/strict';
import { Pool, stream } from 'nfold';
import { bootstrap, permutationTest } from 'nfold/resample';

// The data: reaction times in ms of two groups, skewed as such times are. The second group is slower by 8 %.
const random = stream(2024);
const rested = random.fillLognormal(new Float64Array(80), 5.7, 0.25);
const tired = random.fillLognormal(new Float64Array(70), 5.7 + Math.log(1.08), 0.25);

/** Any function of the samples is a statistic: the difference of 10 % trimmed means. */
function trimmedDifference(a: Float64Array, b: Float64Array): number {
  const trimmed = (sample: Float64Array): number => {
    const cut = Math.floor(sample.length / 10);
    const kept = sample.sort().subarray(cut, sample.length - cut);
    return kept.reduce((sum, value) => sum + value, 0) / kept.length;
  };
  return trimmed(b) - trimmed(a);
}

const options = { n: 5000, seed: 1, keep: true } as const;
const milliseconds: number[] = [];
async function timed<T>(run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  milliseconds.push(performance.now() - start);
  return result;
}

const serial = await timed(() => bootstrap([rested, tired], trimmedDifference, options));
await using pool = new Pool(2);
const parallel = await timed(() => bootstrap([rested, tired], trimmedDifference, { ...options, pool }));
assert.deepEqual(parallel.distribution, serial.distribution);
assert.deepEqual([parallel.low, parallel.high], [serial.low, serial.high]);
assert.ok(serial.low < serial.estimate && serial.estimate < serial.high);

const medians = await bootstrap([tired, rested], 'differenceOfMedians', options);
const test = await permutationTest([tired, rested], 'differenceOfMeans', { seed: 1, pool });

const ms = (value: number): string => `${value.toFixed(1)} ms`;
console.log(
  `trimmed means differ by ${ms(serial.estimate)}, 95 % interval ${ms(serial.low)} to ${ms(serial.high)}`,
);
console.log(`medians differ by ${ms(medians.estimate)}, standard error ${ms(medians.standardError)}`);
console.log(`by chance alone: p = ${test.pValue}`);
console.log(
  `the same bits serially (${ms(milliseconds[0])}) and with 2 workers, their start included (${ms(milliseconds[1])})`,
);
