import { loadBaseline } from '../bench/baseline.js';
import { timingOptions } from '../bench/options.js';
import { measuredOutcome } from '../bench/outcome.js';
import {
  BACKENDS,
  type PoolCost,
  breakEvenOf,
  measureTaskCosts,
  taskCostScan,
  taskCostWarnings,
} from '../bench/task-cost.js';
import { taskCostLines, taskCostSentences } from '../bench/task-cost-text.js';
import { choice } from '../options/choice.js';
import { wholeNumber } from '../options/numbers.js';
import { workerCounts } from '../options/workers.js';
import { defineCommand } from '../spec.js';

const { details: _, ...timing } = timingOptions;

/** `nfold bench --task-cost`: what it takes for a task to be worth sending. */
export const benchTaskCost = defineCommand({
  name: 'task-cost',
  summary: 'what a task costs on this machine, and how long it must be for workers to pay; also --task-cost',
  description:
    'Measures tasks that do nothing, among many calls of apply, among many of one map, and alone, on threads and processes that have started, and what their start takes. From that follows how long a task must be, and how much work a job must have, for workers to pay. --budget is the time for each kind and number of workers.',
  arguments: {},
  options: {
    workers: { ...workerCounts, defaultText: '2, 4, 8, … up to the usable processors' },
    backend: choice('which workers', ['both', ...BACKENDS], 'both'),
    tasks: wholeNumber('how many tasks are sent together', { min: 1, max: 1e6, fallback: 1000 }),
    ...timing,
  },
  examples: [
    ['bench --task-cost', 'threads and processes, as many as there are processors'],
    ['bench --task-cost --backend threads --workers 2,4 --export cost.html', 'a report'],
  ],
  async run(input, context) {
    const { baseline, workers = 'auto', backend } = input;
    if (baseline?.action === 'compare') loadBaseline(baseline.name);
    const pools = await measureTaskCosts(
      {
        ...input,
        backends: BACKENDS.filter((name) => backend === 'both' || backend === name),
        workers: workers === 'auto' ? counts(context.processors.available) : workers,
      },
      context,
    );
    for (const warning of taskCostWarnings(pools)) context.warn(warning);
    const findings = taskCostSentences(pools);
    const samples = taskCostScan(pools, findings);
    const result = { pools: pools.map(costOf), findings, points: samples.points };
    return measuredOutcome({ samples, result, lines: taskCostLines(pools, context.style) }, input, context);
  },
});

/** A pool's costs as the JSON document tells them. */
function costOf(pool: PoolCost): object {
  const { backend, workers, tasks, cost, start } = pool;
  const { applied, mapped, alone } = cost;
  return { backend, workers, tasks, applied, mapped, alone, start, breakEven: breakEvenOf(pool) };
}

/** 2, 4, 8, … and the processors; two at least, for one worker never pays. */
function counts(processors: number): number[] {
  const found = new Set<number>([Math.max(2, processors)]);
  for (let n = 2; n < processors; n *= 2) found.add(n);
  return [...found].sort((a, b) => a - b);
}
