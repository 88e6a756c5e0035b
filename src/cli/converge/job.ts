import { Pool } from '../../pool/index.js';
import type { SweepJob } from '../../bench/index.js';
import { type Span, now } from '../../core/index.js';
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
  readonly variant: RectanglesVariant;
}

/** One run of the job: its estimates, and which worker did what when. */
export interface ConvergeRun extends Convergence {
  readonly spans: readonly Span[];
  /** When the run was submitted, on the clock of the spans. */
  readonly submitted: number;
}

/** The job for every worker count; its pools stay warm until it is closed. */
export class ConvergeJob implements SweepJob<ConvergeRun> {
  readonly name: string;
  readonly #request: ConvergeRequest;
  readonly #signal: AbortSignal;
  readonly #pools = new Map<number, Pool>();

  constructor(request: ConvergeRequest, signal: AbortSignal) {
    this.name = `converge ${request.expression.source}`;
    this.#request = request;
    this.#signal = signal;
  }

  /** The whole job; 0 workers: in this thread. */
  async run(workers: number): Promise<ConvergeRun> {
    const { expression, a, b, ...options } = this.#request;
    const spans: Span[] = [];
    const pool = workers === 0 ? undefined : this.#pool(workers);
    const submitted = now();
    const onSpan = (span: Span): void => void spans.push(span);
    const result = await converge(expression, [a, b], { ...options, pool, onSpan, signal: this.#signal });
    return { ...result, spans, submitted };
  }

  async copies(copies: number): Promise<void> {
    const { expression, a, b, ...options } = this.#request;
    const pool = this.#pool(copies);
    await convergeCopies(expression, [a, b], { ...options, pool, copies, signal: this.#signal });
  }

  /** The first estimate in which two runs differ in any bit. */
  equal(expected: ConvergeRun, actual: ConvergeRun): string | undefined {
    if (expected.partial || actual.partial) return undefined;
    const n = expected.values.findIndex((value, i) => !Object.is(value, actual.values[i]));
    if (n < 0) return undefined;
    return `the estimate from ${n} points is ${actual.values[n]} instead of ${expected.values[n]}`;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.terminate()));
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
