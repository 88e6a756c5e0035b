// The pools that nfold is compared with, each used as its own documentation advises, behind one small interface:
//
//   { name, version, start(workers) }  ->  { call, map, end }
//
//   call(task, x, transfer?)  one call of a task of tasks.mjs, a promise for its result; `transfer` hands memory over
//   map(task, items)          a task for every item: a call each, unless the pool has a verb of its own for that
//   end()                     when all workers have ended
//
// A pool that is not installed is left out with a line; so are Python's where no python3 has what they need (python.mjs).
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ifInstalled } from './installed.mjs';
import * as taskModule from './tasks.mjs';

const tasks = { ...taskModule };

const worker = (name) => new URL(`workers/${name}.mjs`, import.meta.url);
const each = (call) => (task, items) => Promise.all(items.map((x) => call(task, x)));

/** nfold, given the functions themselves; what it runs is cloned, sent and compiled as for any user. */
const nfold = (entry) => ({
  name: entry,
  load: async () => {
    const { Pool } = await import(entry);
    return (workers) => {
      const pool = new Pool(workers);
      return {
        call: (task, x, transfer) => pool.apply(tasks[task], [x], transfer ? { transfer: true } : undefined),
        map: (task, items) => pool.map(tasks[task], items),
        end: () => pool.terminate(),
      };
    };
  },
});

/** piscina and tinypool, which began as a copy of it, with their defaults: one task at a time in a worker. */
const filePool = (name, load) => ({
  name,
  load: async () => {
    const Kind = await load();
    return (workers) => {
      const pool = new Kind({ filename: worker(name).href, minThreads: workers, maxThreads: workers });
      const call = (task, x, transfer) =>
        pool.run(x, transfer ? { name: 'handOver', transferList: [x] } : { name: task });
      return { call, map: each(call), end: () => pool.destroy() };
    };
  },
});

const workerpool = {
  name: 'workerpool',
  load: async () => {
    const { pool: makePool } = (await import('workerpool')).default;
    return (workers) => {
      const pool = makePool(fileURLToPath(worker('workerpool')), {
        minWorkers: workers,
        maxWorkers: workers,
        workerType: 'thread',
      });
      const call = (task, x, transfer) =>
        transfer ? pool.exec('handOver', [x], { transfer: [x] }) : pool.exec(task, [x]);
      return { call, map: each(call), end: () => pool.terminate(true) };
    };
  },
};

const poolifier = {
  name: 'poolifier',
  load: async () => {
    const { FixedThreadPool } = await import('poolifier');
    return (workers) => {
      const pool = new FixedThreadPool(workers, fileURLToPath(worker('poolifier')), {
        enableTasksQueue: true,
      });
      return {
        call: (task, x, transfer) =>
          transfer ? pool.execute(x, 'handOver', undefined, [x]) : pool.execute(x, task),
        map: (task, items) => pool.mapExecute(items, task),
        end: () => pool.destroy(),
      };
    };
  },
};

const POOLS = [
  nfold('nfold'),
  filePool('piscina', async () => (await import('piscina')).Piscina),
  filePool('tinypool', async () => (await import('tinypool')).Tinypool),
  workerpool,
  poolifier,
];

/** How a pool is started, with nothing loaded but that pool. `nfold/pool` is nfold without the rest of its package root. */
export function loadPool(name) {
  return [...POOLS, nfold('nfold/pool')].find((pool) => pool.name === name).load();
}

/** nfold first, then what is installed of the other pools; `log` is told what is missing. */
export async function poolPeers(log) {
  const found = [];
  for (const { name, load } of POOLS) {
    const start = await ifInstalled(name, log, load);
    if (start !== undefined) found.push({ name, version: versionOf(name), start });
  }
  return found;
}

/** All peers started with as many workers; `versions` for the record, `end()` ends them all. */
export async function startPools(workers, log) {
  const peers = await poolPeers(log);
  const pools = new Map(peers.map(({ name, start }) => [name, start(workers)]));
  return {
    nfold: pools.get('nfold'),
    /** Variants of a comparison by name, one for each pool but nfold. */
    variants: (make, suffix = '') =>
      Object.fromEntries(
        [...pools]
          .filter(([name]) => name !== 'nfold')
          .map(([name, pool]) => [`${name}${suffix}`, make(pool)]),
      ),
    versions: Object.fromEntries(peers.map(({ name, version }) => [name, version])),
    async end() {
      // Some pools do not hold the process while they end.
      const held = setInterval(() => {}, 1000);
      await Promise.all([...pools].map(([name, pool]) => ended(name, pool.end(), log)));
      clearInterval(held);
    },
  };
}

/** How long a pool may take to end, in milliseconds: poolifier's `destroy` sometimes never does. */
const END_LIMIT = 5000;

async function ended(name, end, log) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, END_LIMIT, true);
  });
  if ((await Promise.race([end, late])) === true)
    log(`${name} has not ended after ${END_LIMIT / 1000} s; it is left behind`);
  clearTimeout(timer);
}

/** What users of a pool without chunks do: one part of the list for each worker, joined again. */
export async function inParts(pool, parts, task, items) {
  const size = Math.ceil(items.length / parts);
  const cut = Array.from({ length: parts }, (_, i) => items.slice(i * size, (i + 1) * size));
  const results = await Promise.all(cut.map((part) => pool.call(task, part)));
  return results[0].concat(...results.slice(1));
}

// A package need not export its package.json, so it is looked for where modules are.
function versionOf(name) {
  const require = createRequire(import.meta.url);
  if (name === 'nfold') return require('nfold/package.json').version;
  const entry = require.resolve(name);
  const root = entry.slice(0, entry.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length);
  return require(`${root}package.json`).version;
}
