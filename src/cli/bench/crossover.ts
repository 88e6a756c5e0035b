import { type Crossover, type CrossoverJob, type Measurement, crossover } from '../../bench/index.js';
import { now, yieldToEventLoop } from '../../core/index.js';
import type { Scan } from '../../report/index.js';
import type { Context } from '../context.js';
import { parseArguments } from './options.js';
import { substitute } from './scan.js';
import { sideBySide } from './side-by-side.js';
import { BUDGET, type TimingInput, timingOf } from './timing.js';
import { type LoadedJob, Pools, firstDifference, inOrder, remote } from './variants.js';

/** Sizes of a job, and what they are the sizes of. */
export interface SizeRange {
  readonly parameter: string;
  /** In ascending order. */
  readonly values: readonly number[];
}

export interface CrossoverRequest extends TimingInput {
  readonly sizes: SizeRange;
  readonly args: string | undefined;
  /** How many calls a run makes, where the size is that of a call. */
  readonly items: number;
  readonly workers: number;
  readonly compare: boolean;
}

/** From which size on workers pay, with what it is the size of. */
export interface CrossoverStudy {
  readonly found: Crossover;
  readonly parameter: string;
  /** Whether the size is the number of calls; else it stands in the arguments of each. */
  readonly ofCalls: boolean;
  readonly workers: number;
}

/** Whether the size stands in the arguments of each call; else it is the number of calls. */
export function isArgument({ args, sizes }: Pick<CrossoverRequest, 'args' | 'sizes'>): boolean {
  return args?.includes(`{${sizes.parameter}}`) === true;
}

/** Times calls of a function by size, in this thread and by workers that have started or start for it. */
export async function timeCrossover(
  job: LoadedJob,
  request: CrossoverRequest,
  context: Context,
): Promise<CrossoverStudy> {
  const { workers, sizes } = request;
  const { parameter } = sizes;
  const calls = callsOf(request);
  const pools = new Pools();
  try {
    const values = await affordable(job, calls, request, context);
    const found = await crossover(crossoverJob(job, calls, request, pools, context.signal), {
      ...timingOf(request, context),
      sizes: values,
    });
    return { found, parameter, ofCalls: !isArgument(request), workers };
  } finally {
    context.progress.end();
    await pools.end();
  }
}

type Calls = (size: number) => unknown[][];

function callsOf(request: CrossoverRequest): Calls {
  const { args, items, sizes } = request;
  if (!isArgument(request)) {
    const values = parseArguments(args);
    return (size) => Array.from({ length: size }, (_, i) => [i, ...values]);
  }
  return (size) => {
    const values = parseArguments(substitute(args ?? '', sizes.parameter, size));
    return Array.from({ length: items }, (_, i) => [i, ...values]);
  };
}

function crossoverJob(
  job: LoadedJob,
  calls: Calls,
  { workers, compare }: CrossoverRequest,
  pools: Pools,
  signal: AbortSignal,
): CrossoverJob<unknown[]> {
  const elsewhere = remote(job);
  return {
    serial: (size) => inOrder(job, calls(size)),
    warm: (size) => pools.warm(workers).starmap(elsewhere, calls(size), { signal }),
    cold: (size) => pools.cold(workers).starmap(elsewhere, calls(size), { signal }),
    cool: () => pools.cool(),
    ...(compare && { equal: firstDifference }),
  };
}

/** Serial runs of the largest size that fit into the budget, each round having one beside those of workers. */
const LARGEST_RUNS = 15;
/** Lines need two sizes. */
const FEWEST = 2;

/** The sizes up to the one whose runs fill the budget, found by trials from the smallest one up. */
async function affordable(
  job: LoadedJob,
  calls: Calls,
  { sizes, budget = BUDGET }: CrossoverRequest,
  { signal, note }: Context,
): Promise<readonly number[]> {
  const { values, parameter } = sizes;
  const longest = budget / LARGEST_RUNS;
  let [last, seconds] = [values[0], 0];
  for (const [i, size] of values.entries()) {
    if (signal.aborted) return values;
    if (i >= FEWEST && (seconds * size) / last > longest) {
      const rest = values.slice(i).map((value) => value.toLocaleString('en-US'));
      note(
        `${parameter} = ${rest.join(', ')} left out: ${rest.length === 1 ? 'its runs' : 'their runs'} would fill the budget; raise --budget to have them`,
      );
      return values.slice(0, i);
    }
    await yieldToEventLoop();
    const start = now();
    await inOrder(job, calls(size)).catch(() => {
      // The runs that are timed meet the same error, and say which it was.
    });
    [last, seconds] = [size, now() - start];
  }
  return values;
}

/** The same as times by size, as pictures and files take it. */
export function scanOf({ found, parameter, workers }: CrossoverStudy, findings: readonly string[]): Scan {
  const named = (measurement: Measurement, name: string): Measurement => ({ ...measurement, name });
  const who = workers === 1 ? '1 worker' : `${workers} workers`;
  const { comparison, points } = found;
  return {
    parameter,
    findings,
    points: points.map(({ size, serial, warm, cold }) => {
      const measurements = [
        named(serial, 'serial'),
        named(warm, who),
        ...(cold === undefined ? [] : [named(cold, `${who}, started for it`)]),
      ];
      return { value: size, comparison: sideBySide(measurements, comparison) };
    }),
  };
}
