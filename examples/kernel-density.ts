// How dense are samples at a point? Parzen windows of many widths, each width a task: the benchmark of the lecture's source
// (S. Raschka, "An introduction to parallel programming using Python's multiprocessing module", 2014), there with 10,000 samples.
//   node build/examples/kernel-density.js [--samples 500000] [--dimensions 2] [--widths 40] [--seed 1] [--rounds 5]
//     [--plot widths.(svg|png)]
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Pool, partial, stream, tasks } from 'nfold';
import { compare, describeComparison } from 'nfold/bench';
import { encodePicture, pictureFormat } from 'nfold/report';
import { densityAtCentre, expectedOfBell, expectedOfCube } from './density/expected.js';
import { type Samples, bellEstimate, cubeEstimate } from './density/parzen.js';
import { type WidthPoint, widthPlot } from './density/width-plot.js';

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '500000' },
    dimensions: { type: 'string', default: '2' },
    widths: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    plot: { type: 'string' },
  },
});
const [n, dimensions, seed, rounds] = [values.samples, values.dimensions, values.seed, values.rounds].map(
  Number,
);
const steps = Number(values.widths);
if (values.plot !== undefined) pictureFormat(values.plot); // refused now, rather than when all is done

// Standard normal samples in shared memory: the workers read them in place.
const memory = new Float64Array(new SharedArrayBuffer(8 * n * dimensions));
stream(seed).fillNormal(memory);
const samples: Samples = { values: memory, dimensions };
const centre = Array<number>(dimensions).fill(0);
const truth = densityAtCentre(dimensions);
const widths = Array.from({ length: steps }, (_, i) => 0.05 * 60 ** (i / (steps - 1)));

const work = tasks<typeof import('./density/parzen.js')>(new URL('./density/parzen.js', import.meta.url));
await using pool = new Pool(2);
const kernels = [
  { name: 'cube', here: cubeEstimate, there: work.cubeEstimate, theory: expectedOfCube },
  { name: 'Gaussian bell', here: bellEstimate, there: work.bellEstimate, theory: expectedOfBell },
];

console.log(`${n} samples in ${dimensions} dimensions; at the centre their density is ${truth.toFixed(5)}`);
const points: WidthPoint[] = [];
for (const { name, here, there, theory } of kernels) {
  const serially = (): number[] => widths.map((width) => here(samples, centre, width));
  const byPool = (): Promise<number[]> => pool.map(partial(there, samples, centre), widths);
  const estimates = serially();
  assert.deepEqual(await byPool(), estimates, 'two workers find the same bits');

  const found = widths.map((width, i) => ({
    kernel: name,
    width,
    estimate: estimates[i],
    ...theory(n, dimensions, width),
  }));
  for (const { width, estimate, expected, sd } of found) {
    assert.ok(Math.abs(estimate - expected) < 5 * sd, `width ${width}: ${estimate} instead of ${expected}`);
  }
  points.push(...found);

  const nearest = least(found, ({ estimate }) => Math.abs(estimate - truth));
  const best = least(found, ({ expected, sd }) => Math.hypot(expected - truth, sd));
  console.log(
    `${name}: nearest at width ${nearest.width.toFixed(3)} with ${nearest.estimate.toFixed(5)};` +
      ` the best width on average is ${best.width.toFixed(3)}`,
  );
  const comparison = await compare({ serial: serially, '2 workers': byPool }, { rounds });
  for (const line of describeComparison(comparison)) console.log(`  ${line}`);
}

if (values.plot !== undefined) {
  await writeFile(values.plot, await encodePicture(widthPlot(points, truth), values.plot));
}

function least<T>(items: readonly T[], measure: (item: T) => number): T {
  return items.reduce((best, item) => (measure(item) < measure(best) ? item : best));
}
