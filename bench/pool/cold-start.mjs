// From nothing to the first result: a fresh process makes a pool of one worker and one call. nfold against a bare worker and
// other pools; once from making the pool, and once from the start of the process, with what has to be imported. Run
// `npm run build` first.
//
//   node bench/pool/cold-start.mjs [rounds] [--quick]
//
// Prints medians of interleaved rounds; writes bench/results/pool-cold-start.json.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { poolPeers } from '../peers/pools.mjs';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 21, quick: 2 });
const script = fileURLToPath(new URL('../peers/cold.mjs', import.meta.url));
const peers = await poolPeers(run.log);
const others = peers.map(({ name }) => name).filter((name) => name !== 'nfold');

const fresh = (name) => async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, name]);
  return JSON.parse(stdout);
};
const variants = {
  nfold: fresh('nfold'),
  'nfold/pool': fresh('nfold/pool'),
  'bare worker': fresh('bare'),
  ...Object.fromEntries(others.map((name) => [name, fresh(name)])),
};
const equal = (a, b) => (a.result === 7 && b.result === 7 ? undefined : `${b.result} instead of 7`);
await run.compare('from making the pool to the first result', variants, {
  equal,
  seconds: (timed) => timed.pool,
  aims: [{ ratio: ['nfold', 'bare worker'], atMost: 1.2 }],
});
await run.compare('from the start of the process to the first result', variants, {
  equal,
  seconds: (timed) => timed.process,
});
run.write({ versions: Object.fromEntries(peers.map(({ name, version }) => [name, version])) });
