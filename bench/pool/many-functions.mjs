// Does a pool that has run 100 different functions run the next one as fast as a fresh pool? What V8 learns about a loop is
// shared by all functions that the loop calls, unless each has a loop of its own. Run `npm run build` first.
//
//   node bench/pool/many-functions.mjs [rounds]
//
// Prints nanoseconds of worker time an item for `map` and `mapTyped`, fresh and after 100 functions, and their ratio, as
// medians; writes bench/results/pool-many-functions.json.
import { Pool } from 'nfold';
import { writeResult } from '../support.mjs';

const rounds = Number(process.argv[2] ?? 7);
const ITEMS = 1_000_000;
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

/** Nanoseconds of one worker's time an item, the best of five. */
async function measure(verb, many) {
  const pool = new Pool(1);
  if (many) for (const fns of others) await verb.warm(pool, fns);
  let best = Infinity;
  for (let i = 0; i < 5; i++) {
    let seconds = 0;
    await verb.run(pool, probe, ({ start, end }) => (seconds += end - start));
    best = Math.min(best, seconds);
  }
  await pool.close();
  return (best / ITEMS) * 1e9;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const results = {};
for (const [name, verb] of Object.entries(verbs)) {
  const [fresh, many] = [[], []];
  for (let round = 0; round < rounds; round++) {
    fresh.push(await measure(verb, false));
    many.push(await measure(verb, true));
  }
  const ratio = median(many.map((time, i) => time / fresh[i]));
  results[name] = { freshNs: median(fresh), after100Ns: median(many), ratio, samples: { fresh, many } };
  console.log(
    `${name.padEnd(9)} fresh ${median(fresh).toFixed(2)} ns, after 100 functions ${median(many).toFixed(2)} ns, ratio ${ratio.toFixed(2)}`,
  );
}
writeResult('pool-many-functions', { schema: 'nfold-bench/1', items: ITEMS, rounds, ...results });
