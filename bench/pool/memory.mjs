// Memory of idle workers: the resident set of a process with 2 and with 8 workers that are ready (those of pools have done a
// call), against bare worker threads. Each sample is a process of its own; the variants take turns. Run `npm run build` first.
//
//   node bench/pool/memory.mjs [rounds] [--quick]
//
// Prints MB of the whole process and of each further worker; writes bench/results/pool-memory.json.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { formatRatio, pairedRatio } from 'nfold/bench';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 9, quick: 1 });
const COUNTS = [2, 8];
const names = ['bare', 'nfold', 'nfold, module', 'piscina', 'tinypool'];
const idle = fileURLToPath(new URL('../peers/idle.mjs', import.meta.url));

/** Megabytes of a fresh process, or undefined for a pool that is not installed. */
function megabytes(name, count) {
  const args = ['--expose-gc', idle, name, String(count)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status === 0) return Number(stdout) / 2 ** 20;
  if (stderr.includes('ERR_MODULE_NOT_FOUND')) return undefined;
  throw new Error(`${name}: ${stderr}`);
}

const present = names.filter((name) => {
  const there = megabytes(name, 1) !== undefined;
  if (!there) run.log(`left out: ${name} is not installed`);
  return there;
});
/** By variant and number of workers, a sample a round. */
const samples = Object.fromEntries(present.map((name) => [name, COUNTS.map(() => [])]));
for (let round = 0; round < run.rounds; round++) {
  for (let i = 0; i < present.length; i++) {
    const name = present[(i + round) % present.length];
    COUNTS.forEach((count, c) => samples[name][c].push(megabytes(name, count)));
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const variants = {};
for (const name of present) {
  const [few, many] = samples[name];
  const further = many.map((mb, i) => (mb - few[i]) / (COUNTS[1] - COUNTS[0]));
  const counts = COUNTS.map((workers, c) => ({
    workers,
    megabytes: median(samples[name][c]),
    ofBare: pairedRatio(samples[name][c], samples.bare[c]),
    samples: samples[name][c],
  }));
  variants[name] = { megabytesPerWorker: median(further), counts };
  for (const { workers, megabytes: mb, ofBare } of counts) {
    run.log(`${name.padEnd(14)} ${workers} workers: ${mb.toFixed(1)} MB, ${formatRatio(ofBare)} of bare`);
  }
  run.log(`${name.padEnd(14)} each further worker: ${median(further).toFixed(2)} MB`);
}
run.write({ variants });
