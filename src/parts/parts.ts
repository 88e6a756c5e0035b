/** Work in parts, by the workers of a pool or in this thread: either way the answers come in the order of the parts. */
import {
  NfoldError,
  checkOptions,
  hasMethod,
  invalidArgument,
  now,
  yieldToEventLoop,
} from '../core/index.js';
import type { Pool } from '../pool/index.js';
import type { ModuleFunction } from '../task/index.js';
import { Crew } from './crew.js';
import type { WorkersOptions } from './with-workers.js';

/** What everything that works in parts takes beside its own options. */
export interface ParallelOptions extends WorkersOptions {
  /** Works on its workers; the results have the same bits without. */
  readonly pool?: Pick<Pool, 'mapTyped' | 'imap'>;
  /** Ends the work early, with `ERR_CANCELLED`. */
  readonly signal?: AbortSignal;
}

const PARALLEL_KEYS: readonly string[] = [
  'pool',
  'workers',
  'onWorkers',
  'signal',
] satisfies (keyof ParallelOptions)[];

/** Throws `ERR_INVALID_ARGUMENT` for options that are neither {@link ParallelOptions} nor among `own`, and for a pool that is none. */
export function checkParallelOptions(options: unknown, own: readonly string[]): void {
  checkOptions(options, [...own, ...PARALLEL_KEYS]);
  const { pool } = options as { readonly pool?: unknown };
  if (pool === undefined || hasMethod(pool, 'imap') || pool instanceof Crew) return;
  throw invalidArgument('pool', 'a Pool', pool, 'write new Pool(2)');
}

/** An exported function of a module that workers can load, and the same function here. */
export interface PartTask<B extends readonly unknown[], P, R> {
  readonly module: URL;
  readonly name: string;
  readonly run: (...args: [...B, P]) => R;
}

/** How much work there is in a call of {@link answers}. */
export interface PartsWork<P> {
  /** In any unit. */
  readonly total: number;
  /** That of a part. */
  readonly of: (part: P) => number;
  /** More calls may follow for the same result; default false. */
  readonly open?: boolean;
}

type AnswersOptions<P> = Pick<ParallelOptions, 'pool' | 'signal'> & { readonly work: PartsWork<P> };

/** Work in this thread lets the event loop in after this many seconds. */
const SLICE = 0.005;

/**
 * The answers of a task to each part, in order. Parts are asked for as workers become free, so they may be endless.
 *
 * @param bound the first arguments of every call, sent to a worker once
 * @throws what the task and the pool throw, `ERR_CANCELLED` when the signal aborts
 */
export function answers<B extends readonly unknown[], P, R>(
  task: PartTask<B, P, R>,
  bound: B,
  parts: Iterable<P>,
  { pool, signal, work }: AnswersOptions<P>,
): AsyncIterable<Awaited<R>> {
  if (pool !== undefined && !(pool instanceof Crew)) return inPool(task, bound, parts, pool, signal);
  return inThisThread(task, bound, parts, { crew: pool, signal, work });
}

/** As the pool is asked for them. */
function inPool<B extends readonly unknown[], P, R>(
  { module: { href }, name }: PartTask<B, P, R>,
  bound: B,
  parts: Iterable<P>,
  pool: Pick<Pool, 'imap'>,
  signal: AbortSignal | undefined,
): AsyncIterable<Awaited<R>> {
  const travelling: ModuleFunction<(part: P) => R> = { kind: 'module', url: href, name, bound };
  return pool.imap(travelling, parts, { chunkSize: 1, signal });
}

/** In this thread, and where it has a crew, perhaps only until workers take over. */
async function* inThisThread<B extends readonly unknown[], P, R>(
  task: PartTask<B, P, R>,
  bound: B,
  parts: Iterable<P>,
  { crew, signal, work }: { crew?: Crew<Pick<Pool, 'imap'>> } & Omit<AnswersOptions<P>, 'pool'>,
): AsyncGenerator<Awaited<R>> {
  const source = parts[Symbol.iterator]();
  const rest: Iterable<P> = { [Symbol.iterator]: () => source };
  const elsewhere = crew !== undefined && (await areElsewhere(bound));
  let [start, units] = [now(), work.total];
  for (;;) {
    const pool = elsewhere
      ? await crew?.pool('which alone load the function of a module')
      : await crew?.poolFor({ units, open: work.open });
    if (pool !== undefined) {
      yield* inPool(task, bound, rest, pool, signal);
      return;
    }
    const { done, value: part } = source.next();
    if (done === true) return;
    if (signal?.aborted === true)
      throw new NfoldError('ERR_CANCELLED', 'the work was cancelled by its signal');
    const begin = now();
    const answer = await task.run(...bound, part);
    units -= work.of(part);
    crew?.took(work.of(part), now() - begin);
    yield answer;
    if (now() - start < SLICE) continue;
    await yieldToEventLoop();
    start = now();
  }
}

/** Whether a function among the arguments is of a module that this thread has not loaded. */
async function areElsewhere(bound: readonly unknown[]): Promise<boolean> {
  const functions = bound.filter((value) => typeof value === 'function' || hasKind(value));
  if (functions.length === 0) return false;
  const { isElsewhere } = await import('../task/index.js');
  return functions.some(isElsewhere);
}

const hasKind = (value: unknown): boolean => typeof value === 'object' && value !== null && 'kind' in value;
