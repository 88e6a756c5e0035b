// What the memory allows: numbers copied within shared memory, by one worker and by two, from a block that stays in a processor's
// cache and from one that is larger than all caches, as many bytes in either case. Beside it one and two independent copies of
// the job. Interleaved rounds. Run `npm run build` first.
//
//   node bench/limits/memory.mjs [rounds] [--quick]
//
// Writes bench/results/limits-memory.json.
import { startSizes } from '../peers/copies.mjs';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 15, quick: 5 });
const WORKERS = 2;
const MEBIBYTE = 2 ** 20;
/** Copied in all: each byte is read once and written once. */
const BYTES = (run.quick ? 256 : 2048) * MEBIBYTE;
const blocks = { 'stays in the cache': MEBIBYTE / 4, 'is larger than the caches': 128 * MEBIBYTE };
const pools = startSizes([1, WORKERS]);

const shared = (bytes) => new Float64Array(new SharedArrayBuffer(bytes));

/** Copies a part of the block as often as it takes. */
function copy({ source, target, from, to, times }) {
  for (let i = 0; i < times; i++) target.set(source.subarray(from, to), from);
  return times * (to - from);
}

for (const [where, bytes] of Object.entries(blocks)) {
  // A block each, so that the caches of two workers hold as much as one's.
  const memory = Array.from({ length: WORKERS }, () => ({
    source: shared(bytes).fill(1),
    target: shared(bytes),
  }));
  const part = (i, workers) => ({
    ...memory[i],
    from: 0,
    to: bytes / 8,
    times: BYTES / bytes / workers,
  });
  await run.sweep(
    {
      name: `${BYTES / MEBIBYTE} MiB copied by way of a block that ${where}`,
      run: (workers) =>
        pools.get(workers).map(
          copy,
          Array.from({ length: workers }, (_, i) => part(i, workers)),
          { chunkSize: 1 },
        ),
      copies: pools.copies((pool, i) => pool.apply(copy, [part(i, 1)])),
    },
    { workers: [1, WORKERS], warmup: 2 },
  );
}
await pools.end();
run.write({ workers: WORKERS, bytes: BYTES, blocks });
