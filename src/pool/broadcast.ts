import { functionsAmong, whenReady } from './arguments.js';
import { type AsyncResult, internals } from './async-result.js';
import { BroadcastRun } from './broadcast-run.js';
import type { Engine } from './engine.js';
import type { CallOptions } from './options.js';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** One call on every worker. */
export async function broadcast(
  engine: Engine,
  result: AsyncResult<unknown[]>,
  fn: unknown,
  args: readonly unknown[],
  options: CallOptions,
): Promise<void> {
  const run = new BroadcastRun(result, options);
  const entry = engine.functions.lookup(fn);
  await whenReady([entry, ...functionsAmong(args, engine.functions)]);
  const { workers } = await engine.started();
  run.start(entry, args, range(workers), engine);
}

const NOTHING = {
  id: 0,
  wire: { kind: 'source', source: '() => undefined', name: '', scope: [], bound: [] },
} as const;

/** Starts the workers that are not up; a call on each tells when it is, and fails if it cannot be started. */
export async function startWorkers(engine: Engine): Promise<void> {
  const executor = await engine.started();
  // Whoever cannot be told which worker to use cannot be told to start one either.
  if (executor.submitTo === undefined) return;
  const missing = range(executor.workers).filter((worker) => !engine.activity.isUp(worker));
  const result = internals.create<unknown[]>(undefined);
  new BroadcastRun(result, {}).start({ task: NOTHING }, [], missing, engine);
  await result;
}
