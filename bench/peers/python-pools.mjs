// Python's pools as peers: multiprocessing.Pool and joblib, each in a Python of its own that is kept running
// (pools.py), forked on Linux. `ask(job)` resolves to `{ seconds, result }`, timed by Python itself; `variants(job)` makes
// variants of a comparison of it, by name.
import { findPython, pythonPeer } from './python.mjs';

const PEERS = [
  { name: 'multiprocessing', needs: [] },
  { name: 'joblib', needs: ['joblib'] },
];

/** Those that a python3 with the `modules` here has, started with as many workers; `log` is told what is missing. */
export function startPythonPools(workers, log, modules = []) {
  const pools = new Map();
  const versions = {};
  for (const { name, needs } of PEERS) {
    const all = [...needs, ...modules];
    const python = findPython(...all);
    if (python === undefined) {
      const lack = all.length === 0 ? 'there is no python3' : `no python3 has ${all.join(' and ')}`;
      log(`left out: ${name}, for ${lack}`);
      continue;
    }
    versions[name] = python.versions;
    const peer = pythonPeer('pools.py', { modules: all, args: [name, String(workers)] });
    pools.set(name, {
      ask: async (job) => JSON.parse(await peer.ask(JSON.stringify(job))),
      end: () => peer.end(),
    });
  }
  return {
    pools,
    versions,
    variants: (job, suffix = '') =>
      Object.fromEntries([...pools].map(([name, { ask }]) => [`${name}${suffix}`, () => ask(job)])),
    end: () => Promise.all([...pools.values()].map((pool) => pool.end())),
  };
}
