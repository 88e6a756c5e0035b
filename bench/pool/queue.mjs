// Calls in flight: are time and memory linear in their number? 1e4, 1e5 and 1e6 calls with a promise each, all made before
// the first result arrives. Run `npm run build` first.
//
//   node --expose-gc bench/pool/queue.mjs
//
// Prints microseconds and bytes a call; writes bench/results/pool-queue.json.
import { Pool } from 'nfold';
import { writeResult } from '../support.mjs';

const pool = new Pool(2);
const noop = (x) => x;
await Promise.all(Array.from({ length: 20_000 }, (_, i) => pool.apply(noop, [i])));
const rows = [];
for (const calls of [10_000, 100_000, 1_000_000]) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const results = [];
  for (let i = 0; i < calls; i++) results.push(pool.apply(noop, [i]));
  const queued = process.memoryUsage().heapUsed - before;
  const values = await Promise.all(results);
  const microseconds = ((performance.now() - start) / calls) * 1000;
  if (!values.every((value, i) => value === i)) throw new Error('a result is wrong');
  rows.push({ calls, microseconds, bytes: queued / calls });
  console.log(
    `${String(calls).padStart(8)} calls: ${microseconds.toFixed(2)} us and ${(queued / calls).toFixed(0)} bytes of heap a call`,
  );
}
await pool.terminate();
writeResult('pool-queue', { schema: 'nfold-bench/1', rows });
