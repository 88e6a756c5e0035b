// Calls in flight: are time and memory linear in their number? 1e4, 1e5 and 1e6 calls with a promise each, all made before
// the first result arrives. Run `npm run build` first.
//
//   node bench/pool/queue.mjs [rounds] [--quick]
//
// Prints the time a call, as the median of interleaved rounds, and the bytes of heap a queued call; writes
// bench/results/pool-queue.json.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Pool } from 'nfold';
import { benchRun } from '../support.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const run = benchRun(import.meta.url, { rounds: 5, quick: 3 });
const counts = run.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000];
const pool = new Pool(2);
const noop = (x) => x;
const bytes = new Map(counts.map((calls) => [calls, []]));

const queued = (calls) => ({
  prepare: collect,
  run: async () => {
    const before = process.memoryUsage().heapUsed;
    const start = performance.now();
    const results = [];
    for (let i = 0; i < calls; i++) results.push(pool.apply(noop, [i]));
    bytes.get(calls).push((process.memoryUsage().heapUsed - before) / calls);
    const values = await Promise.all(results);
    return { values, seconds: (performance.now() - start) / 1000 / calls };
  },
});
await run.compare(
  'time a call, by the number of calls in flight',
  Object.fromEntries(counts.map((calls) => [`${calls} calls`, queued(calls)])),
  {
    seconds: (timed) => timed.seconds,
    equal: (_, { values }) => {
      const wrong = values.findIndex((value, i) => value !== i);
      return wrong < 0 ? undefined : `result ${wrong} is ${values[wrong]}`;
    },
  },
);
await pool.terminate();
const medians = counts.map((calls) => {
  const sorted = bytes.get(calls).toSorted((a, b) => a - b);
  return { calls, median: sorted[sorted.length >> 1], samples: bytes.get(calls) };
});
for (const { calls, median } of medians)
  run.log(`  ${calls} calls: ${median.toFixed(0)} bytes of heap a call`);
run.write({ bytesPerCall: medians });
