import { Pool } from '../../pool/index.js';
import type { SweepJob } from '../../bench/index.js';
import { type BitGeneratorName, type Span, now } from '../../core/index.js';
import type { Expression } from '../../expression/index.js';
import { type Convergence, type RectanglesVariant, converge, convergeCopies } from '../../integrate/index.js';
import type { Seed } from '../options/seed.js';

/** What `converge` and `bench converge` are asked to compute. */
export interface ConvergeRequest {
  readonly expression: Expression;
  readonly a: number;
  readonly b: number;
  readonly samples: number;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  readonly variant: RectanglesVariant;
}

/** One run of the job: its estimates, and which worker did what when. */
export interface ConvergeRun extends Convergence {
  readonly spans: readonly Span[];
  /** When the run was submitted, on the clock of the spans. */
  readonly submitted: number;
}

/**
 * An independent copy has this share of the estimates, so a quarter of the work: the capacity is a ratio of such copies'
 * times, and whole ones would double the time of a sweep.
 */
const COPY_SHARE = 0.5;

/** The job for every worker count; its pools stay warm until it is closed. */
export class ConvergeJob {
  readonly samples: number;
  readonly #request: ConvergeRequest;
  readonly #signal: AbortSignal;
  readonly #pools = new Map<number, Pool>();

  constructor(request: ConvergeRequest, signal: AbortSignal) {
    this.samples = request.samples;
    this.#request = request;
    this.#signal = signal;
  }

  /** The whole job; 0 workers: in this thread. Each span is handed on as it ends. */
  async run(workers: number, onSpan?: (span: Span) => void): Promise<ConvergeRun> {
    const { expression, a, b, ...options } = this.#request;
    const spans: Span[] = [];
    const pool = workers === 0 ? undefined : this.#pool(workers);
    const submitted = now();
    const result = await converge(expression, [a, b], {
      ...options,
      pool,
      signal: this.#signal,
      onSpan(span) {
        spans.push(span);
        onSpan?.(span);
      },
    });
    return { ...result, spans, submitted };
  }

  /** The job as a sweep wants it, with independent copies if the capacity is to be measured. */
  forSweep(capacity: boolean): SweepJob<ConvergeRun> {
    return {
      name: `converge ${this.#request.expression.source}`,
      run: (workers) => this.run(workers),
      equal: firstDifference,
      ...(capacity && { copies: (n) => this.#copies(n) }),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.terminate()));
  }

  async #copies(copies: number): Promise<void> {
    const { expression, a, b, ...options } = this.#request;
    const samples = Math.ceil(COPY_SHARE * this.samples);
    const pool = this.#pool(copies);
    await convergeCopies(expression, [a, b], { ...options, samples, pool, copies, signal: this.#signal });
  }

  #pool(workers: number): Pool {
    let pool = this.#pools.get(workers);
    if (pool === undefined) {
      pool = new Pool({ workers });
      this.#pools.set(workers, pool);
    }
    return pool;
  }
}

/** The first estimate in which two runs differ in any bit. */
function firstDifference(expected: ConvergeRun, actual: ConvergeRun): string | undefined {
  if (expected.partial || actual.partial) return undefined;
  const n = expected.values.findIndex((value, i) => !Object.is(value, actual.values[i]));
  if (n < 0) return undefined;
  return `the estimate from ${n} points is ${actual.values[n]} instead of ${expected.values[n]}`;
}
