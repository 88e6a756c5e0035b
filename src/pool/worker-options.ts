import { NfoldError, checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { type ResourceLimits, limitsMemory, runtimeName } from '../executor/index.js';
import { type AnyFunction, type Portable, isFunctionValue } from '../task/index.js';

/** How a pool's workers live. */
export interface WorkerPoolOptions {
  /**
   * Runs on each worker before its first task; what it returns (or resolves to) is `context.state` of the worker's
   * tasks. When it throws, waiting tasks fail with `ERR_WORKER_START`, its error as the `cause`, after three attempts.
   */
  readonly initializer?: Portable<AnyFunction>;
  /**
   * Arguments of the initializer; functions among them travel like any other. Their types are not held against its
   * parameters (a constructor cannot be generic): `initializer: partial(fn, ...args)` is checked.
   */
  readonly initArgs?: readonly unknown[];
  /** A worker is replaced after this many tasks: a whole number of at least 1; never, by default. */
  readonly maxTasksPerWorker?: number;
  /** A worker that has had nothing to do for this many milliseconds ends, until there is work again; never, by default. */
  readonly idleTimeoutMs?: number;
  /**
   * A worker that holds more memory than this after a piece of work is replaced before it is given another, in units of
   * 1024 * 1024 bytes; never, by default. Of a thread its heap and typed arrays count, of a process all that the system
   * has given it; what could be collected as garbage does not. Not for the serial backend.
   */
  readonly maxMemoryPerWorkerMb?: number;
  /**
   * Environment variables of the workers, besides this process's own (of which they have a copy); undefined takes one
   * away. Not for the serial backend.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Limits on the memory of each worker. Not for the serial backend. */
  readonly resourceLimits?: ResourceLimits;
}

export const WORKER_KEYS: readonly string[] = [
  'initializer',
  'initArgs',
  'maxTasksPerWorker',
  'idleTimeoutMs',
  'maxMemoryPerWorkerMb',
  'env',
  'resourceLimits',
];

const LIMIT_KEYS = ['maxOldGenerationSizeMb', 'maxYoungGenerationSizeMb', 'stackSizeMb'] as const;

/** The same options, if they can be followed. Throws `ERR_INVALID_ARGUMENT`, and `ERR_UNSUPPORTED` for limits. */
export function checkWorkerOptions(options: WorkerPoolOptions, backend: unknown): WorkerPoolOptions {
  const { initializer, initArgs, env, resourceLimits } = options;
  const { maxTasksPerWorker, idleTimeoutMs, maxMemoryPerWorkerMb } = options;
  if (initializer !== undefined && !isFunctionValue(initializer))
    throw invalidArgument(
      'initializer',
      'a function, or one made by inline(), partial() or tasks()',
      initializer,
    );
  if (initArgs !== undefined && !Array.isArray(initArgs))
    throw invalidArgument('initArgs', 'an array of arguments', initArgs, 'write [x] for one argument');
  if (initArgs !== undefined && initializer === undefined)
    throw invalidArgument('initArgs', 'given together with initializer', initArgs);
  if (maxTasksPerWorker !== undefined) checkInteger('maxTasksPerWorker', maxTasksPerWorker, 1);
  if (idleTimeoutMs !== undefined) checkPositive('idleTimeoutMs', idleTimeoutMs);
  if (maxMemoryPerWorkerMb !== undefined) checkPositive('maxMemoryPerWorkerMb', maxMemoryPerWorkerMb);
  if (env !== undefined) checkEnv(env);
  if (resourceLimits !== undefined) checkLimits(resourceLimits);
  if (resourceLimits !== undefined && ['threads', 'processes'].includes(backend as string)) requireLimits();
  const replaced = { maxTasksPerWorker, idleTimeoutMs, maxMemoryPerWorkerMb };
  return { initializer, initArgs, ...replaced, env, resourceLimits };
}

function checkEnv(env: unknown): void {
  if (typeof env !== 'object' || env === null) throw invalidArgument('env', 'an object', env);
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && typeof value !== 'string')
      throw invalidArgument(`env.${name}`, 'a string or undefined', value);
  }
}

function checkLimits(limits: unknown): void {
  if (typeof limits !== 'object' || limits === null)
    throw invalidArgument('resourceLimits', 'an object', limits);
  for (const [name, value] of Object.entries(limits)) {
    if (!LIMIT_KEYS.includes(name as (typeof LIMIT_KEYS)[number]))
      throw invalidArgument('resourceLimits', `made of ${LIMIT_KEYS.join(', ')}`, name);
    if (value !== undefined) checkPositive(`resourceLimits.${name}`, value);
  }
}

/** A limit that does nothing would be found out by the machine. */
function requireLimits(): void {
  if (limitsMemory()) return;
  throw new NfoldError(
    'ERR_UNSUPPORTED',
    `resourceLimits would have no effect: ${runtimeName()} does not limit the memory of workers; leave them out`,
  );
}
