import { type Span, checkInteger, checkOneOf, now, yieldToEventLoop } from '../core/index.js';
import type { Integrand } from '../kernel/index.js';
import type { Pool } from '../pool/index.js';
import { type BitGeneratorName, type Seed, stream } from '../random/index.js';
import { Crew, type WorkersOptions, withWorkers } from '../parts/index.js';
import type { ModuleFunction } from '../task/index.js';
import { type ConvergeProblem, estimator } from './converge-task.js';
import { interval } from './interval.js';
import type { RectanglesVariant } from './rectangles.js';

export interface ConvergeOptions extends WorkersOptions {
  /** How many estimates: from 0, 1, … samples - 1 points. A whole number of at least 1; default: 10 000. */
  readonly samples?: number;
  /** Seed of the points; the estimate from n points uses the stream (seed, n). Default: 0. */
  readonly seed?: Seed;
  /** NumPy's bit generator behind the points. Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /** `lecture` (default) or `corrected`, which includes the first rectangle. */
  readonly variant?: RectanglesVariant;
  /** Computes the estimates in parallel; the bits are the same without. */
  readonly pool?: Pick<Pool, 'map'>;
  /** Ends the run early; what was computed is kept and the result says `partial`. */
  readonly signal?: AbortSignal;
  /** What a worker (in the calling thread: worker 0) did when. */
  readonly onSpan?: (span: Span) => void;
}

/** The estimates of an integral from 0, 1, 2, … points. */
export interface Convergence {
  /** values[n] is the estimate from n random points; NaN where the run was ended before it. */
  readonly values: Float64Array;
  /** How many of the values were computed. */
  readonly completed: number;
  /** True when the run was ended early. */
  readonly partial: boolean;
  /** How many times the integrand was evaluated. */
  readonly evaluations: number;
  /** How many computed values are not finite, and the first number of points with such a value. */
  readonly nonFinite: { readonly count: number; readonly first?: number };
}

/** The relative cost of an estimate: n points, and a start that costs as much as some hundred. */
const cost = (n: number): number => n + START;
const START = 200;
/** That of the estimates from 0 … n - 1 points together. */
const costBelow = (n: number): number => (n * (n - 1)) / 2 + START * n;
/** A run in the calling thread lets the event loop in after this many seconds. */
const SLICE = 0.005;
/** Its clock is read after this many estimates. */
const CLOCK_STRIDE = 16;

/**
 * The lecture's experiment: the integral of f over [a, b] estimated from n sorted random points by rectangles, for
 * n = 0 … samples - 1. Every n has its own random stream, so serial and parallel runs agree to the last bit.
 *
 * @param f a formula in x, a parsed expression, or a function (with a pool: one that can travel)
 * @param limits [a, b], finite; b < a gives minus the estimates over [b, a]
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`, and what the pool throws
 */
export async function converge(
  f: Integrand,
  limits: readonly [number, number],
  options: ConvergeOptions = {},
): Promise<Convergence> {
  const samples = checkInteger('samples', options.samples ?? 10_000, 1);
  const run: Run = {
    f,
    problem: problemOf(limits, options),
    values: new Float64Array(samples).fill(NaN),
    done: new Uint8Array(samples),
  };
  await withWorkers(options, async (own) => {
    const { pool } = own;
    if (pool === undefined || pool instanceof Crew) await inThisThread(run, own, pool);
    else await inPool(run, pool, own);
  });
  return summary(run);
}

/** A run and how far it has come. */
interface Run {
  readonly f: Integrand;
  readonly problem: ConvergeProblem;
  readonly values: Float64Array;
  /** 1 where the value was computed: NaN may be a value. */
  readonly done: Uint8Array;
}

/**
 * `n` copies of the whole run at once, each in one call: what n processors of this machine can do for this kernel at
 * best, for the parallel capacity that efficiencies are measured against. The pool must have at least n workers.
 */
export async function convergeCopies(
  f: Integrand,
  limits: readonly [number, number],
  options: ConvergeOptions & { readonly pool: Pick<Pool, 'map'>; readonly copies: number },
): Promise<void> {
  const { samples = 10_000, pool, copies, signal } = options;
  const task = taskNamed('estimateAll', f, problemOf(limits, options));
  await pool.map(task, Array<number>(copies).fill(samples), { chunkSize: 1, signal });
}

function problemOf(limits: readonly [number, number], options: ConvergeOptions): ConvergeProblem {
  const variant = checkOneOf('variant', options.variant ?? 'lecture', ['lecture', 'corrected'] as const);
  interval(...limits);
  const { seed = 0, bitGenerator = 'sfc64' } = options;
  // Refused here, not by every worker.
  stream.with({ bitGenerator })(seed);
  return { limits, variant, seed, bitGenerator };
}

/** A function of converge-task.js with integrand and problem bound to it. */
function taskNamed(
  name: 'estimateAt' | 'estimateAll',
  f: Integrand,
  problem: ConvergeProblem,
): ModuleFunction<(n: number) => number> {
  const { href } = new URL('./converge-task.js', import.meta.url);
  // A parsed expression travels as its text.
  return { kind: 'module', url: href, name, bound: [typeof f === 'object' ? f.toString() : f, problem] };
}

/** In this thread, and where there is a crew, perhaps only until workers take over. */
async function inThisThread(
  run: Run,
  options: ConvergeOptions,
  crew?: Crew<Pick<Pool, 'map'>>,
): Promise<void> {
  const { f, problem, values, done } = run;
  const estimate = estimator(f, problem);
  let [first, start] = [0, now()];
  for (let n = 0; n < values.length; n++) {
    values[n] = estimate(n);
    done[n] = 1;
    if (n % CLOCK_STRIDE !== 0 && n !== values.length - 1) continue;
    const end = now();
    if (end - start < SLICE && n !== values.length - 1) continue;
    options.onSpan?.({ worker: 0, first, count: n + 1 - first, start, end });
    await yieldToEventLoop();
    if (options.signal?.aborted === true) return;
    crew?.took(costBelow(n + 1) - costBelow(first), end - start);
    const pool = await crew?.poolFor({ units: costBelow(values.length) - costBelow(n + 1) });
    if (pool !== undefined) return inPool(run, pool, options, n + 1);
    [first, start] = [n + 1, now()];
  }
}

/** The estimates from `from` on. */
async function inPool(
  { f, problem, values, done }: Run,
  pool: Pick<Pool, 'map'>,
  { signal, onSpan }: ConvergeOptions,
  from = 0,
): Promise<void> {
  const task = taskNamed('estimateAt', f, problem);
  const onResults = (first: number, results: ArrayLike<number>): void => {
    for (let i = 0; i < results.length; i++) {
      values[from + first + i] = results[i];
      done[from + first + i] = 1;
    }
  };
  const items = Array.from({ length: values.length - from }, (_, i) => from + i);
  const shifted = onSpan && ((span: Span): void => onSpan({ ...span, first: from + span.first }));
  try {
    await pool.map(task, items, { cost, signal, onSpan: shifted, onResults });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

function summary({ problem: { variant }, values, done }: Run): Convergence {
  let [completed, evaluations, count] = [0, 0, 0];
  let first: number | undefined;
  for (let n = 0; n < values.length; n++) {
    if (done[n] === 0) continue;
    completed++;
    evaluations += variant === 'lecture' ? Math.max(n - 1, 0) : n;
    if (Number.isFinite(values[n])) continue;
    count++;
    first ??= n;
  }
  return { values, completed, partial: completed < values.length, evaluations, nonFinite: { count, first } };
}
