/**
 * How every method of several dimensions works: it plans a batch of parts, gets their answers in order, takes them in,
 * and plans the next batch. A plan depends on the work alone, so the same bits come from this thread and from any pool.
 */
import { isNfoldError, now } from '../../core/index.js';
import { type ParallelOptions, type PartTask, answers } from '../../parts/index.js';
import { type DomainN, type DomainSpec, joinDomain, splitDomain, unitMap } from './domain.js';
import { type BadPoints, type Evaluator, type IntegrandN, type CallShape, evaluator } from './integrand.js';
import type { StopReason } from '../stop.js';
import type { PlanState } from './resume.js';
import type { Outcome } from './result.js';

/** What can be asked of a worker: a name of {@link PART_RUNNERS} and plain data. */
export interface Part {
  readonly kind: PartKind;
}

export type PartKind = 'points' | 'regions' | 'uniform' | 'sobol' | 'mapped';

/** What every part is answered with, beside what its kind adds. */
export interface PartAnswer {
  readonly evaluations: number;
  readonly bad?: BadPoints;
}

/** A method at work. */
export interface Plan<P extends Part = Part, A extends PartAnswer = PartAnswer> {
  readonly method: string;
  /** The next batch; undefined when there is no more to do. Never more evaluations than the budget has left. */
  next(): readonly P[] | undefined;
  /** Takes in the answers to all parts of the batch. */
  merge(answers: readonly A[]): void;
  /** What is known now. */
  outcome(): Outcome;
  /** Of methods that can be resumed: all that the run knows. */
  state?(): PlanState;
}

/** What a worker needs to know of a problem, beside its functions. */
export interface ProblemSpec {
  readonly domain: DomainSpec;
  readonly shape: CallShape;
}

/** An integrand over a domain. */
export interface Problem {
  readonly f: IntegrandN;
  readonly domain: DomainN;
  readonly shape: CallShape;
}

type Limits = readonly ((x: Float64Array) => number)[];

/** The arguments that are bound once a worker: integrand, spec, and the limits that are functions. */
export type Bound = readonly [IntegrandN, ProblemSpec, ...Limits];

export function boundOf({ f, domain, shape }: Problem): Bound {
  const { spec, functions } = splitDomain(domain);
  return [f, { domain: spec, shape }, ...functions];
}

const evaluators = new WeakMap<ProblemSpec, Evaluator>();

/** The evaluator of a problem; made once a thread, since the spec is bound once. */
export function evaluatorOf([f, spec, ...functions]: Bound): Evaluator {
  let found = evaluators.get(spec);
  if (found === undefined) {
    found = evaluator(f, unitMap(joinDomain(spec.domain, functions)), spec.shape);
    evaluators.set(spec, found);
  }
  return found;
}

export interface RunOptions extends ParallelOptions {
  readonly maxSeconds?: number;
  /** Hears of every batch that was taken in. */
  readonly onBatch?: (outcome: Outcome) => void;
}

/** What an ended run says. */
export interface Run {
  readonly outcome: Outcome;
  readonly stopped?: StopReason;
}

/** Drives a plan to its end, or until the signal aborts or the time is up; an unfinished batch is forgotten then. */
export async function runPlan(
  plan: Plan,
  task: PartTask<Bound, Part, PartAnswer>,
  bound: Bound,
  options: RunOptions,
): Promise<Run> {
  const end = options.maxSeconds === undefined ? Infinity : now() + options.maxSeconds;
  for (let parts = plan.next(); parts !== undefined; parts = plan.next()) {
    const work = { total: parts.length, of: () => 1, open: true };
    const batch = await answersUntil(answers(task, bound, parts, { ...options, work }), end, options.signal);
    if (typeof batch === 'string') return { outcome: plan.outcome(), stopped: batch };
    plan.merge(batch);
    options.onBatch?.(plan.outcome());
  }
  return { outcome: plan.outcome() };
}

/** The same at once in this thread, to the plan's end. */
export function runPlanHere(
  plan: Plan,
  { run }: Pick<PartTask<Bound, Part, PartAnswer>, 'run'>,
  bound: Bound,
): Outcome {
  for (let parts = plan.next(); parts !== undefined; parts = plan.next()) {
    plan.merge(parts.map((part) => run(...bound, part)));
  }
  return plan.outcome();
}

async function answersUntil(
  source: AsyncIterable<PartAnswer>,
  end: number,
  signal: AbortSignal | undefined,
): Promise<PartAnswer[] | StopReason> {
  const found: PartAnswer[] = [];
  if (signal?.aborted === true) return 'aborted';
  try {
    for await (const answer of source) {
      if (now() > end) return 'out-of-time';
      found.push(answer);
    }
  } catch (error) {
    if (isNfoldError(error, 'ERR_CANCELLED')) return 'aborted';
    throw error;
  }
  return found;
}
