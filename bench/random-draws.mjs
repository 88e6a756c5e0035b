// Numbers drawn one by one: what random() and standardExponential() cost beside Math.random(), for each bit generator and
// after the others were used in the same process; and what a stream costs that draws a single number. Interleaved rounds
// of one process, processor time. Run `npm run build` first.
//
//   node bench/random-draws.mjs [rounds] [--quick]
//
// Prints the time a number, and its ratio to that of Math.random; writes bench/results/random-draws.json.
import { BIT_GENERATORS, stream } from 'nfold/random';
import { benchRun, ownSeconds } from './support.mjs';

const DRAWS = 500_000;
const STREAMS = 50_000;
const run = benchRun(import.meta.url, { rounds: 31, quick: 5 });

/** A loop of its own for each job, as a program has: one shared loop would see all generators and be slow for all. */
const loop = (name, body) =>
  // oxlint-disable-next-line no-implied-eval -- loops that share no code
  new Function('s', 'n', `let x = 0; for (let i = 0; i < n; i++) x += ${body}; return x; // ${name}`);

let sink = 0;
/** Processor time that it would take to draw so many numbers, from that of some. */
const drawing = (work, numbers) => () => {
  const start = process.cpuUsage().user;
  sink += work();
  return { seconds: ((process.cpuUsage().user - start) / 1e6 / numbers) * DRAWS };
};

const mathRandom = loop('Math.random', 'Math.random()');
const single = loop('one', 's(42, i).random()');
const variants = { 'Math.random': drawing(() => mathRandom(undefined, DRAWS), DRAWS) };
for (const name of BIT_GENERATORS) {
  const one = stream.with({ bitGenerator: name })(42);
  for (const method of ['random', 'standardExponential']) {
    const draws = loop(`${name} ${method}`, `s.${method}()`);
    variants[`${name} ${method}`] = drawing(() => draws(one, DRAWS), DRAWS);
  }
}
variants['sfc64 stream and one draw'] = drawing(() => single(stream, STREAMS), STREAMS);

await run.compare('numbers drawn one by one, processor time', variants, {
  warmup: 2,
  items: DRAWS,
  seconds: ownSeconds,
});
if (!Number.isFinite(sink)) throw new Error('the numbers must be used');
run.write({ draws: DRAWS });
