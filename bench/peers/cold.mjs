// A fresh process that starts one worker and makes one call: `node cold.mjs NAME`, where NAME is a pool of pools.mjs or
// `bare`. Prints JSON: the result, and the seconds to it from making the pool and from the start of the process.
const [, , name] = process.argv;

async function load() {
  if (name === 'bare') {
    const { bareWorker } = await import('./bare.mjs');
    return () => bareWorker('noop');
  }
  const start = await (await import('./pools.mjs')).loadPool(name);
  return () => {
    const { call, end } = start(1);
    return { call: (x) => call('noop', x), end };
  };
}

const make = await load();
const start = performance.now();
const pool = make();
const result = await pool.call(7);
const end = performance.now();
process.stdout.write(JSON.stringify({ result, pool: (end - start) / 1000, process: end / 1000 }));
await pool.end();
