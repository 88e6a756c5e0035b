import { BACKEND_NAMES } from '../../backends/index.js';
import { now } from '../../core/index.js';
import type { Context } from '../context.js';
import { type Inputs, expandInputs, inputs as inputsSpec } from '../map/inputs.js';
import { type MapCounts, type MapJob, runMap } from '../map/job.js';
import type { MapRun } from '../map/report.js';
import { onError } from '../map/on-error.js';
import { MapRecord } from '../map/record.js';
import { locateTarget, target } from '../map/target.js';
import { choice, toggle } from '../options/choice.js';
import { duration } from '../options/duration.js';
import { plot, report, resultsFile } from '../options/files.js';
import { bitGenerator, optionalSeed } from '../options/seed.js';
import { type Workers, mapWorkers, workerCount } from '../options/workers.js';
import { refuse } from '../refuse.js';
import { outputFiles } from '../report.js';
import { type Outcome, type OutcomeFile, defineCommand } from '../spec.js';

export const map = defineCommand({
  name: 'map',
  summary: 'a function of a module over many files, or over the lines of standard input',
  description:
    'Calls the function with each input, a path or a line of standard input, and writes one line of JSON for each: input, result or error, seconds. Lines are in the order of the inputs. Exit code 1: some inputs failed.',
  arguments: { target, inputs: inputsSpec },
  options: {
    workers: mapWorkers,
    out: resultsFile,
    resume: toggle('go on where an earlier run into the same --out was interrupted; failed inputs run again'),
    unordered: toggle('write each result as soon as it is there'),
    onError,
    timeout: duration(
      'the longest that an input may take, such as 500ms, 30s or 5m; then its worker is ended',
    ),
    backend: choice(
      'what the workers are',
      BACKEND_NAMES.filter((name) => name !== 'serial'),
      'threads',
    ),
    stack: toggle('tell the stacks of errors'),
    seed: optionalSeed,
    bitGenerator,
    plot,
    report,
  },
  examples: [
    ["map ./count-words.js#count 'books/*.txt' --workers 2 --out results.ndjson", 'one line for each file'],
    ["map ./count-words.js#count 'books/*.txt' --out results.ndjson --resume", 'what was not done yet'],
    ['map ./parse.js#parse - --unordered', 'lines of standard input'],
  ],
  async run({ inputs: words, ...input }, context) {
    check(input, context);
    const inputs = await expandInputs(words);
    const job = {
      ...input,
      target: locateTarget(input.target),
      inputs,
      workers: countFor(input.workers, inputs, context),
      record: input.plot === undefined && input.report === undefined ? undefined : new MapRecord(),
    };
    const submitted = now();
    const counts = await runMap(job, context);
    const seconds = now() - submitted;
    const { seed, ...result } = counts;
    const line = `${summary(counts, seconds)} with ${job.workers} worker${job.workers === 1 ? '' : 's'}`;
    return {
      result,
      lines: [line],
      files: recordFiles({ ...job, counts, line, submitted }, input, context),
      ...tellEnd(line, input, counts, context),
      ...(seed === undefined ? { seedless: true } : { seed }),
      failed: counts.failed > 0,
    };
  },
});

/** Workers beyond the inputs would have nothing to do. */
function countFor(asked: Workers, { before, lines, after }: Inputs, context: Context): number {
  const count = workerCount(asked, context);
  return asked === 'auto' && !lines ? Math.max(1, Math.min(count, before.length + after.length)) : count;
}

interface Wanted {
  readonly plot?: string;
  readonly report?: string;
}

type Told = Omit<MapRun, 'record' | 'target'> & Pick<MapJob, 'record' | 'target'>;

/** The picture and the report, if they were asked for. */
function recordFiles(told: Told, wanted: Wanted, context: Context): OutcomeFile[] {
  const { record, target: fn, counts } = told;
  if (record === undefined) return [];
  const run = { ...told, record, target: fn.id };
  const makers = {
    picture: async () => (await import('../map/report.js')).mapPicture(run),
    page: async () => (await import('../map/report.js')).mapPage(run),
    ...(counts.seed !== undefined && { seed: counts.seed }),
  };
  return outputFiles(wanted, makers, context);
}

interface Checked {
  readonly out: string | undefined;
  readonly resume: boolean;
}

/** Rules that take more than one value to check. */
function check({ out, resume }: Checked, { json }: Context): void {
  if (out !== undefined) return;
  const remedy = 'give the file of the results';
  if (resume) throw refuse('--resume', 'given with --out', '--resume', remedy);
  if (json) throw refuse('--json', 'given with --out', '--json', `results fill standard output; ${remedy}`);
}

/** Without a file for them the results fill standard output, and the summary goes to standard error. */
function tellEnd(
  line: string,
  { out, resume }: Checked,
  { seed }: MapCounts,
  { note, signal, commandLine }: Context,
): Pick<Outcome, 'printed'> {
  if (signal.aborted && out !== undefined)
    note(`nfold: go on with: ${commandLine}${resume ? '' : ' --resume'}`);
  if (out !== undefined) return {};
  note(seed === undefined ? line : `${line}, seed ${seed}`);
  return { printed: true };
}

function summary({ done, failed, skipped }: MapCounts, seconds: number): string {
  const rate = Number(((done + failed) / Math.max(seconds, 1e-9)).toPrecision(3));
  return `${done} done, ${failed} failed, ${skipped} skipped in ${Number(seconds.toPrecision(3))} s (${rate}/s)`;
}
