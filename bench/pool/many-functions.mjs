// Does a pool that has run 100 different functions run the next one as fast as a fresh pool? What V8 learns about a loop is
// shared by all functions that the loop calls, unless each has a loop of its own. Run `npm run build` first.
//
//   node bench/pool/many-functions.mjs [rounds] [--quick]
//
// Prints the worker time an item of `map` and `mapTyped`, fresh and after 100 functions, and their ratio, as medians of
// interleaved rounds; writes bench/results/pool-many-functions.json.
import { Pool } from 'nfold';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 7, quick: 2 });
const ITEMS = run.quick ? 200_000 : 1_000_000;
const input = Float64Array.from({ length: ITEMS }, (_, i) => i % 1000);
const shared = new Float64Array(new SharedArrayBuffer(8 * ITEMS));
shared.set(input);
const probe = (x) => x * x + 1;
// Their texts differ, and what they return does as well: whole numbers, fractions, text, objects.
const others = Array.from({ length: 100 }, (_, i) =>
  [
    `(x) => x * ${i} + 0.5`,
    `(x) => (x + ${i}) | 0`,
    `(x) => 'text ' + (x % ${i + 1})`,
    `(x) => ({ x, i: ${i} })`,
    // oxlint-disable-next-line no-implied-eval -- functions whose texts differ
  ].map((text) => new Function(`return ${text}`)()),
);

const verbs = {
  map: {
    run: (pool, fn, onSpan) => pool.map(fn, input, { onSpan }),
    warm: (pool, fns) => Promise.all(fns.map((fn) => pool.map(fn, input.subarray(0, 2000)))),
  },
  mapTyped: {
    run: (pool, fn, onSpan) => pool.mapTyped(fn, shared, { onSpan, shared: true }),
    warm: (pool, fns) =>
      Promise.all(fns.slice(0, 2).map((fn) => pool.mapTyped(fn, shared.subarray(0, 2000)))),
  },
};

/** Seconds of one worker's time for all items, the best of five. */
async function measure(verb, many) {
  const pool = new Pool(1);
  if (many) for (const fns of others) await verb.warm(pool, fns);
  let best = Infinity;
  let results;
  for (let i = 0; i < 5; i++) {
    let seconds = 0;
    results = await verb.run(pool, probe, ({ start, end }) => (seconds += end - start));
    best = Math.min(best, seconds);
  }
  await pool.close();
  if (!results.every((y, i) => y === probe(input[i]))) throw new Error('a result is wrong');
  return best;
}

for (const [name, verb] of Object.entries(verbs)) {
  await run.compare(
    `${name}: time of one worker an item`,
    {
      'fresh pool': () => measure(verb, false),
      'after 100 functions': () => measure(verb, true),
    },
    { warmup: 0, items: ITEMS, seconds: (seconds) => seconds },
  );
}
run.write({ items: ITEMS });
