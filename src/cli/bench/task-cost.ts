import { type Comparison, type Measurement, type TaskCost, bench, taskCost } from '../../bench/index.js';
import type { BackendName } from '../../pool/index.js';
import type { Scan } from '../../report/index.js';
import type { MedianEstimate } from '../../stats/index.js';
import type { Context } from '../context.js';
import { sideBySide } from './side-by-side.js';
import { type TimingInput, timingOf } from './timing.js';
import { Pools } from './variants.js';

export const BACKENDS = ['threads', 'processes'] as const satisfies readonly BackendName[];

export interface TaskCostRequest extends TimingInput {
  readonly backends: readonly BackendName[];
  readonly workers: readonly number[];
  /** Tasks that are sent together. */
  readonly tasks: number;
}

/** What a task costs on a pool of one kind and size, and what the pool's start costs. */
export interface PoolCost {
  readonly backend: BackendName;
  readonly workers: number;
  readonly tasks: number;
  readonly cost: TaskCost;
  /** Seconds from a new pool to the first result of every worker; undefined when interrupted before. */
  readonly start: MedianEstimate | undefined;
  readonly starts: Comparison | undefined;
}

/** The start of workers takes milliseconds: it needs no more than this share of the budget, nor more rounds. */
const START_SHARE = 0.25;
const MOST_STARTS = 20;

/** Measures every pool in turn; after an interruption those that were measured by then. */
export async function measureTaskCosts(request: TaskCostRequest, context: Context): Promise<PoolCost[]> {
  const found: PoolCost[] = [];
  for (const backend of request.backends) {
    for (const workers of request.workers) {
      // The first is there in any case, be it empty: it tells what was to be measured.
      if (context.signal.aborted && found.length > 0) return found;
      found.push(await measurePool(backend, workers, request, context));
      context.progress.end();
    }
  }
  return found;
}

async function measurePool(
  backend: BackendName,
  workers: number,
  request: TaskCostRequest,
  context: Context,
): Promise<PoolCost> {
  const { tasks, budget = 5 } = request;
  const label = poolLabel(backend, workers);
  const pools = new Pools(backend);
  try {
    const warm = timingOf({ ...request, budget: (1 - START_SHARE) * budget }, context, label);
    // Costs need not be known to a percent: the budget ends the rounds.
    const cost = await taskCost(pools.warm(workers), { ...warm, tasks, precision: 0 });
    context.progress.end();
    if (context.signal.aborted) return { backend, workers, tasks, cost, start: undefined, starts: undefined };
    const each = Array.from({ length: workers }, (_, i) => i);
    const starts = await bench(
      {
        [START]: {
          prepare: () => pools.cool(),
          run: () => pools.cold(workers).map((x: number) => x, each, { chunkSize: 1 }),
        },
      },
      {
        ...timingOf({ ...request, budget: START_SHARE * budget }, context, `${label}, start`),
        precision: 0,
        maxRounds: Math.max(MOST_STARTS, request.rounds ?? 0),
      },
    );
    const [{ time, seconds }] = starts.measurements;
    return { backend, workers, tasks, cost, start: seconds.length === 0 ? undefined : time, starts };
  } finally {
    await pools.end();
  }
}

const START = 'start';

/** `2 threads`, `1 process`. */
export function poolLabel(backend: BackendName, workers: number): string {
  const one = backend === 'threads' ? 'thread' : 'process';
  return workers === 1 ? `1 ${one}` : `${workers} ${backend}`;
}

/** From which length on tasks, or a whole job, are done sooner by the workers; in seconds, with what is known of it. */
export interface BreakEven {
  readonly applied: MedianEstimate;
  readonly mapped: MedianEstimate;
  readonly alone: MedianEstimate;
  /** Work altogether, for workers that start for it: start + work / n against work. */
  readonly cold: MedianEstimate | undefined;
}

/** The lengths with the intervals of the costs that they follow from; Infinity for one worker. */
export function breakEvenOf({ cost, start, workers: n }: PoolCost): BreakEven {
  const { applied, mapped, alone, breakEven } = cost;
  const grown = n > 1 ? n / (n - 1) : Infinity;
  return {
    applied: times(applied, breakEven.applied / applied.median),
    mapped: times(mapped, breakEven.mapped / mapped.median),
    alone: times(alone, breakEven.alone / alone.median),
    cold: start && times(start, grown),
  };
}

function times({ median, low, high, coverage }: MedianEstimate, factor: number): MedianEstimate {
  return { median: factor * median, low: factor * low, high: factor * high, coverage };
}

/** All samples by number of workers, seconds a task, as pictures and files take them. */
export function taskCostScan(pools: readonly PoolCost[], findings: readonly string[]): Scan {
  const counts = [...new Set(pools.map(({ workers }) => workers))];
  return {
    parameter: 'workers',
    findings,
    points: counts.map((count) => {
      const own = pools.filter(({ workers }) => workers === count);
      return { value: count, comparison: sideBySide(own.flatMap(samplesOf), own[0].cost.comparison) };
    }),
  };
}

function samplesOf({ backend, tasks, cost, starts }: PoolCost): Measurement[] {
  const [applied, mapped, alone] = cost.comparison.measurements;
  return [
    perTask(applied, tasks, `${backend}, one of many, apply`),
    perTask(mapped, tasks, `${backend}, one of many, map`),
    { ...alone, name: `${backend}, one alone` },
    ...(starts === undefined ? [] : [{ ...starts.measurements[0], name: `${backend}, start` }]),
  ];
}

/** A call of so many tasks as times of one of them. */
function perTask(call: Measurement, tasks: number, name: string): Measurement {
  const part = (seconds: number): number => seconds / tasks;
  const { time, percentiles } = call;
  return {
    ...call,
    name,
    items: tasks,
    seconds: call.seconds.map(part),
    time: times(time, 1 / tasks),
    mean: part(call.mean),
    sd: part(call.sd),
    min: part(call.min),
    max: part(call.max),
    percentiles: {
      p5: part(percentiles.p5),
      p25: part(percentiles.p25),
      p75: part(percentiles.p75),
      p95: part(percentiles.p95),
      p99: part(percentiles.p99),
    },
  };
}

/** What may spoil the figures; of warnings that differ in their numbers alone the first. */
export function taskCostWarnings(pools: readonly PoolCost[]): string[] {
  const found = new Map<string, string>();
  for (const { backend, workers, cost, starts } of pools) {
    for (const warning of [...cost.comparison.warnings, ...(starts?.warnings ?? [])]) {
      const key = warning.replaceAll(/[\d.]+/g, '');
      if (!found.has(key)) found.set(key, `${poolLabel(backend, workers)}: ${warning}`);
    }
  }
  return [...found.values()];
}
