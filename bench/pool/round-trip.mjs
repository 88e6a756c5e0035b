// What a pool adds to a bare worker thread: the warm round trip of one call, one after another, against a ping-pong of
// postMessage with a worker, over its own port and over a MessageChannel. Run `npm run build` first.
//
//   node bench/pool/round-trip.mjs [rounds] [--quick]
//
// Prints the time of a trip, as the median of interleaved stretches of 200 trips, and writes
// bench/results/pool-round-trip.json.
import { Pool, tasks } from 'nfold';
import { bareWorker } from '../peers/bare.mjs';
import { startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { benchRun, ownSeconds, sameDigest } from '../support.mjs';

const TRIPS = 200;
const run = benchRun(import.meta.url, { rounds: 40, quick: 10 });

const peers = await startPools(1, run.log);
// With one worker joblib would have none: it would call the function itself.
const python = startPythonPools(2, run.log);
const bare = bareWorker('noop');
const channel = bareWorker('noop', { ownPort: true });
const pool = new Pool(1);
const { noop } = tasks(new URL('../peers/tasks.mjs', import.meta.url));

const trips = (call) => async () => {
  const values = [];
  for (let i = 0; i < TRIPS; i++) values.push(await call(i));
  return values;
};
await run.compare(
  `${TRIPS} calls of a task that does nothing, one after another, one worker`,
  {
    nfold: trips((x) => peers.nfold.call('noop', x)),
    'nfold, module function': trips((x) => pool.apply(noop, [x])),
    'bare worker': trips((x) => bare.call(x)),
    'bare worker, own channel': trips((x) => channel.call(x)),
    ...peers.variants((peer) => trips((x) => peer.call('noop', x))),
    ...python.variants({ job: 'calls', n: TRIPS }),
  },
  {
    items: TRIPS,
    warmup: 3,
    seconds: ownSeconds,
    equal: sameDigest,
    aims: [
      { ratio: ['nfold', 'bare worker'], atMost: 1.1 },
      { ratio: ['nfold', 'bare worker, own channel'], atMost: 1.1 },
    ],
  },
);
await Promise.all([pool.terminate(), bare.end(), channel.end(), peers.end(), python.end()]);
run.write({ trips: TRIPS, versions: { ...peers.versions, ...python.versions } });
