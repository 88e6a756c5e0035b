// A picture of 10^5 polygons and kernel density estimates, by one thread, one worker and two, beside what two processors of
// this machine can do (one and two copies of the whole job at once, each in one call), and the processor time of each.
// Interleaved rounds; every result has to have the bits of the serial one. Run `npm run build && npm run build:test` first:
// the programs are those of examples/.
//
//   node bench/render.mjs [rounds] [--quick]
//
// Writes bench/results/render.json.
import { partial, stream, tasks } from 'nfold';
import { workersLabel } from 'nfold/bench';
import { bellEstimate, cubeEstimate } from '../build/examples/density/parzen.js';
import { landscape } from '../build/examples/rendering/landscape.js';
import { newFrame, renderByPool, renderHere } from '../build/examples/rendering/render.js';
import { polygonCount } from '../build/examples/rendering/scene.js';
import { startSizes } from './peers/copies.mjs';
import { benchRun, ownSeconds } from './support.mjs';

const run = benchRun(import.meta.url, { rounds: 9, quick: 3 });
const WORKERS = 2;
const examples = new URL('../build/examples/', import.meta.url);
const { renderHere: renderThere } = tasks(new URL('rendering/render.js', examples));
const parzen = tasks(new URL('density/parzen.js', examples));
const pools = startSizes([1, WORKERS]);

const sameBits = (a, b) => (Buffer.compare(bytes(a), bytes(b)) === 0 ? undefined : 'other bits');
const bytes = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);

function pictureJob() {
  const scene = landscape(1200, 800, run.quick ? 0.2 : 1, 2);
  const frames = [0, 1, WORKERS].map(() => newFrame(scene));
  const copyFrames = Array.from({ length: WORKERS }, () => newFrame(scene));
  return {
    name: `a picture of ${polygonCount(scene)} polygons, 1200 x 800 pixels`,
    async run(workers) {
      if (workers === 0) renderHere(scene, frames[workers]);
      else await renderByPool(pools.get(workers), scene, frames[workers]);
      return frames[workers];
    },
    equal: sameBits,
    copies: pools.copies((pool, i) => pool.apply(renderThere, [scene, copyFrames[i]])),
  };
}

function densityJob(kernel, here, there, allThere) {
  const count = run.quick ? 50_000 : 500_000;
  const samples = { values: new Float64Array(new SharedArrayBuffer(16 * count)), dimensions: 2 };
  stream(1).fillNormal(samples.values);
  const widths = Array.from({ length: 40 }, (_, i) => 0.05 * 60 ** (i / 39));
  const one = partial(there, samples, [0, 0]);
  return {
    name: `density by ${kernel}, ${count} samples, ${widths.length} widths`,
    run: async (workers) =>
      Float64Array.from(
        workers === 0
          ? widths.map((width) => here(samples, [0, 0], width))
          : await pools.get(workers).map(one, widths),
      ),
    equal: sameBits,
    copies: pools.copies((pool) => pool.apply(allThere, [samples, [0, 0], widths])),
  };
}

const jobs = [
  pictureJob(),
  densityJob('cubes', cubeEstimate, parzen.cubeEstimate, parzen.cubeEstimates),
  densityJob('Gaussian bells', bellEstimate, parzen.bellEstimate, parzen.bellEstimates),
];
const processorTime = async (work) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6 };
};
for (const job of jobs) {
  await run.sweep(job, { workers: [0, 1, WORKERS], warmup: 2 });
  // What being parallel costs, whatever else the machine does meanwhile.
  await run.compare(
    `processor time of ${job.name}`,
    Object.fromEntries(
      [0, 1, WORKERS].map((workers) => [
        workers === 0 ? 'serial' : workersLabel(workers),
        () => processorTime(() => job.run(workers)),
      ]),
    ),
    { seconds: ownSeconds },
  );
}
await pools.end();
run.write({ workers: WORKERS });
