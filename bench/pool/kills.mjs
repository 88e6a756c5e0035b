// 1,000 workers that end at random moments in the middle of typed maps: is any result wrong, is any map lost?
// Run `npm run build` first.
//
//   node bench/pool/kills.mjs [rounds] [--quick]
//
// Each round is sentenced to ten losses, each at a random call, counted over all workers; 100 rounds unless said otherwise.
// Writes bench/results/pool-kills.json; exit code 1 if a single number is wrong.
import { Pool, inline, stream } from 'nfold';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 100, quick: 5 });
const SEED = 1;
const A_MAP = 10;
const ITEMS = 100_000;

const random = stream(SEED);
const pool = new Pool(2);
// Calls so far, losses so far, then the calls at which a worker ends.
const plan = new Int32Array(new SharedArrayBuffer(4 * (2 + A_MAP)));
const kernel = inline(
  (x, i) => {
    const call = Atomics.add(plan, 0, 1);
    if (plan.indexOf(call, 2) >= 2) {
      Atomics.add(plan, 1, 1);
      process.exit(call % 3);
    }
    return Math.sqrt(x) + i;
  },
  { scope: { plan } },
);
const input = Float64Array.from({ length: ITEMS }, () => random.random());
const expected = input.map((x, i) => Math.sqrt(x) + i);

let [kills, maps, wrong, failed] = [0, 0, 0, 0];
const start = performance.now();
while (kills < run.rounds * A_MAP) {
  plan.fill(0, 0, 2);
  for (let i = 0; i < A_MAP; i++) plan[2 + i] = 1 + Math.floor(random.random() * (ITEMS - 1));
  try {
    const result = await pool.mapTyped(kernel, input, { blockSize: 100 });
    wrong += result.reduce((sum, y, i) => sum + (y === expected[i] ? 0 : 1), 0);
  } catch (error) {
    failed++;
    console.error(String(error));
  }
  kills += plan[1];
  maps++;
}
const seconds = (performance.now() - start) / 1000;
await pool.terminate();
run.log(
  `${kills} workers lost in ${maps} maps of ${ITEMS} items: ${wrong} wrong numbers, ${failed} failed maps, ${seconds.toFixed(1)} s`,
);
run.write({ seed: SEED, kills, maps, items: ITEMS, wrong, failed, mapSeconds: seconds });
if (wrong + failed > 0) process.exitCode = 1;
