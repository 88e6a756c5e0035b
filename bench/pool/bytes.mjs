// 64 MiB to a worker and back as an ArrayBuffer, handed over (transferred) and copied: nfold, a bare worker, other pools, and
// Python's, which can only copy. Run `npm run build` first.
//
//   node bench/pool/bytes.mjs [rounds] [--quick]
//
// Prints medians of interleaved rounds; writes bench/results/pool-bytes.json.
import { bareWorker } from '../peers/bare.mjs';
import { startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { benchRun, ownSeconds } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 7, quick: 3 });
const BYTES = 2 ** (run.quick ? 22 : 26);
const peers = await startPools(1, run.log);
// With one worker joblib would have none: it would call the function itself.
const python = startPythonPools(2, run.log);
const bare = { copied: bareWorker('stamp'), 'handed over': bareWorker('stamp', { transfer: true }) };

/** Length and the bytes that the worker has marked. */
function marks(result) {
  if (!(result instanceof ArrayBuffer)) return result.result;
  const bytes = new Uint8Array(result);
  return bytes.length + bytes[0] + bytes.at(-1);
}

/** New memory before each sample: what was handed over is gone, and what is new is not yet mapped. */
function onFreshMemory(call) {
  let buffer;
  return { prepare: () => (buffer = new Uint8Array(BYTES).fill(1).fill(0).buffer), run: () => call(buffer) };
}

for (const [way, worker] of Object.entries(bare)) {
  const transfer = way === 'handed over';
  await run.compare(
    `${BYTES / 2 ** 20} MiB to a worker and back, ${way}`,
    {
      nfold: onFreshMemory((buffer) => peers.nfold.call('stamp', buffer, transfer)),
      'bare worker': onFreshMemory((buffer) => worker.call(buffer)),
      ...peers.variants((pool) => onFreshMemory((buffer) => pool.call('stamp', buffer, transfer))),
      ...(!transfer && python.variants({ job: 'bytes', n: BYTES })),
    },
    {
      warmup: 2,
      seconds: ownSeconds,
      equal: (a, b) => (marks(a) === marks(b) ? undefined : `${marks(b)} instead of ${marks(a)}`),
    },
  );
}
await Promise.all([bare.copied.end(), bare['handed over'].end(), peers.end(), python.end()]);
run.write({ bytes: BYTES, versions: { ...peers.versions, ...python.versions } });
