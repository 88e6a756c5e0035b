// What the scripts in bench/ share: their arguments, interleaved rounds with a table, sweeps over worker counts, where results go,
// and what is kept about the machine. Every .mjs file of bench/ is a script, but this one and those in peers/ and data/: its
// header says what it measures; it ends by itself, takes the number of rounds, and with --quick takes some seconds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  compare,
  comparisonTable,
  describeSweep,
  formatRatio,
  formatSeconds,
  formatTable,
  pairedRatio,
  sweep,
} from 'nfold/bench';

const folder = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const processors = availableParallelism();
const loadAtStart = loadavg()[0];

/** The machine behind the numbers. */
function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    processors,
    memory: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    date: new Date().toISOString(),
    // How many programs wanted a processor in the minute before: those that disturb are in the first of these.
    load: { atStart: loadAtStart, atEnd: loadavg()[0] },
  };
}

/**
 * A script's run: `node SCRIPT [rounds] [--quick]`, with the script's own number of rounds for either by default.
 *
 * `compare(title, variants, options)` times the variants in interleaved rounds (see `compare` of nfold/bench) and prints a
 * table; the first variant is the one that all ratios refer to. `options.aims` lists what the figures should be, each
 * `{ ratio: [A, B] }` (time of A over time of B) or `{ seconds: A }`, with `atLeast` or `atMost`.
 * `sweep(job, options)` times a job by several worker counts (see `sweep` of nfold/bench), as often as there are rounds.
 * `write(data)` writes bench/results/NAME.json: name, machine, versions, the seconds that all took, rounds, comparisons, sweeps, and
 * what `data` adds. A quick run writes under bench/quick/ instead, so that it never replaces published figures.
 */
export function benchRun(url, defaults) {
  const { rounds, quick } = benchArguments(url, defaults);
  const comparisons = [];
  const sweeps = [];
  return {
    rounds,
    quick,
    log,
    compare: async (title, variants, { aims = [], ...options } = {}) => {
      log(`\n${title}, ${rounds} interleaved rounds`);
      const comparison = await compare(variants, { rounds, ...options });
      for (const line of formatTable(comparisonTable(comparison))) log(`  ${line}`);
      for (const warning of comparison.warnings) log(`  warning: ${warning}`);
      const judged = aims.flatMap((aim) => judge(comparison, aim) ?? []);
      for (const { text } of judged) log(`  ${text}`);
      comparisons.push({ title, ...comparison, aims: judged.map(({ aim }) => aim) });
      return comparison;
    },
    sweep: async (job, options) => {
      log(`\n${job.name}, ${rounds} interleaved rounds`);
      const scaling = await sweep(job, { processors, repeats: rounds, ...options });
      for (const line of describeSweep(scaling)) log(`  ${line}`);
      sweeps.push(scaling);
      return scaling;
    },
    write: ({ versions, ...data } = {}) => {
      const result = {
        name: scriptName(url),
        schema: 'nfold-bench/2',
        machine: machine(),
        versions: { nfold: version, ...versions },
        seconds: performance.now() / 1000,
        rounds,
        quick,
        comparisons,
        sweeps,
        ...data,
      };
      const place = new URL(quick ? 'quick/' : 'results/', import.meta.url);
      mkdirSync(place, { recursive: true });
      const path = fileURLToPath(new URL(`${result.name}.json`, place));
      writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
      log(`wrote ${relative('.', path)}`);
    },
  };
}

function benchArguments(url, { rounds, quick }) {
  const usage = `usage: node ${relative('.', fileURLToPath(url))} [rounds] [--quick]`;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false } },
    });
    const count = positionals.length === 0 ? (values.quick ? quick : rounds) : Number(positionals[0]);
    if (positionals.length > 1 || !Number.isInteger(count) || count < 1) {
      throw new Error(`rounds must be a whole number of at least 1, but it is ${positionals.join(' ')}`);
    }
    return { rounds: count, quick: values.quick };
  } catch (error) {
    process.stderr.write(`${error.message}; ${usage}\n`);
    return process.exit(2);
  }
}

/** bench/pool/noop.mjs is `pool-noop`. */
function scriptName(url) {
  return relative(folder, fileURLToPath(url))
    .replace(/\.mjs$/, '')
    .replaceAll(/[\\/]/g, '-');
}

/** The aim with what was measured and whether it was met, and that in words; undefined when a variant that it names was left out. */
function judge({ measurements }, aim) {
  const find = (name) => measurements.find((measurement) => measurement.name === name);
  const [a, b] = (aim.ratio ?? [aim.seconds]).map(find);
  if (a === undefined || (aim.ratio && b === undefined)) return undefined;
  const measured = aim.ratio ? pairedRatio(a.seconds, b.seconds) : a.time;
  const value = aim.ratio ? measured.value : measured.median;
  const met = aim.atLeast === undefined ? value <= aim.atMost : value >= aim.atLeast;
  const show = aim.ratio ? String : formatSeconds;
  const bound = aim.atLeast === undefined ? `at most ${show(aim.atMost)}` : `at least ${show(aim.atLeast)}`;
  const figure = aim.ratio ? formatRatio(measured) : formatSeconds(value);
  const text = `aim: ${aim.ratio ? aim.ratio.join(' / ') : aim.seconds} ${bound}: ${figure}, ${met ? 'met' : 'missed'}`;
  return { aim: { ...aim, value, low: measured.low, high: measured.high, met }, text };
}

export const log = (line) => process.stdout.write(`${line}\n`);

const MODULUS = 2 ** 31 - 1;

/** A number that tells lists of whole numbers apart, their order too: what Python's peers answer with. Nothing is rounded. */
export function digest(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum = (31 * sum + values[i]) % MODULUS;
  return sum;
}

/** For `equal` of a comparison: results of either kind, values or a Python peer's answer, by their digest. */
export function sameDigest(expected, actual) {
  const of = (result) =>
    ArrayBuffer.isView(result) || Array.isArray(result) ? digest(result) : result.result;
  const [a, b] = [of(expected), of(actual)];
  return a === b ? undefined : `${b} instead of ${a}`;
}

/** For `seconds` of a comparison: what another process has timed itself. */
export const ownSeconds = (result) => result?.seconds;
