// The lecture's lab: 100,000 draws of y = alpha + x1 + 2 x2 + x3/2 + eps, serially and by two workers, cold and warm.
// Another number of draws: node build/examples/lab.js 1e7
import assert from 'node:assert/strict';
import { Pool } from 'nfold';
import { crossover, crossoverFindings, formatFaster, formatSeconds, pairedRatio } from 'nfold/bench';
import { normal, simulate } from 'nfold/simulate';

const DRAWS = Number(process.argv[2] ?? 100_000);
const draws = {
  alpha: normal(15, 2),
  x1: normal(3, 5),
  x2: normal(10, 1),
  x3: normal(8, 8),
  eps: normal(0, 1),
};
const model = 'y = alpha + x1 + 2*x2 + x3/2 + eps';
const lab = (n: number, pool?: Pool) => simulate({ draws, model, n, seed: 1, pool });

const { outputs, theory } = await lab(DRAWS);
const { y } = outputs;
const expected = { mean: 42, sd: Math.sqrt(4 + 25 + 4 + 16 + 1) };
assert.deepEqual(theory.y, { ...expected, normal: true });
assert.ok(Math.abs(y.mean - expected.mean) < 5 * y.standardError);
assert.ok(Math.abs(y.sd - expected.sd) < 5 * y.sdStandardError);
console.log(`mean ${y.mean.toFixed(3)} ± ${y.standardError.toFixed(3)}, in theory ${expected.mean}`);
console.log(`sd ${y.sd.toFixed(3)} ± ${y.sdStandardError.toFixed(3)}, in theory ${expected.sd.toFixed(3)}`);

await using warm = new Pool(2);
let cold: Pool | undefined;
const found = await crossover(
  {
    serial: (n) => lab(n),
    warm: (n) => lab(n, warm),
    cold: (n) => lab(n, (cold = new Pool(2))),
    cool: () => cold?.terminate(),
    equal: (one, other) => (one.outputs.y.sd === other.outputs.y.sd ? undefined : 'another bit'),
  },
  { sizes: [DRAWS, 20 * DRAWS], rounds: 3 },
);
await cold?.terminate();

const [{ serial, warm: parallel, cold: started = parallel }] = found.points;
console.log(`serially ${formatSeconds(serial.time.median)}`);
console.log(`2 workers, warm: ${formatFaster(pairedRatio(serial.seconds, parallel.seconds))}`);
console.log(`2 workers, cold: ${formatFaster(pairedRatio(serial.seconds, started.seconds))}`);
for (const line of crossoverFindings(found, { workers: 2, unit: 'draws' })) console.log(line);
console.log('all runs have the same bits');
