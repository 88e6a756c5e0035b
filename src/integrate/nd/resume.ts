/** Runs of random methods as plain data: written after any batch, read in another process, and gone on with bit for bit. */
import { type Seed, checkBitGenerator, checkSeed, invalidArgument } from '../../core/index.js';
import type { MonteCarloState } from './monte-carlo/monte-carlo-plan.js';
import { type NdOptions, type RandomSource, randomSourceOf } from './options.js';
import type { QmcState } from './qmc/qmc-plan.js';
import type { VegasState } from './vegas/vegas-plan.js';

/** What a method's plan knows. */
export type PlanState = MonteCarloState | QmcState | VegasState;

/** A run; survives JSON. Integrand, domain and tolerances are not in it, the caller gives the same ones again. */
export interface RunState {
  readonly schema: 'nfold-integral/1';
  readonly dimension: number;
  readonly components: number;
  /** A whole number; above 2^53 - 1 as a string of its digits. */
  readonly seed: number | string;
  readonly bitGenerator: string;
  readonly plan: PlanState;
}

export function writeRun(
  { seed, bitGenerator }: RandomSource,
  dimension: number,
  components: number,
  plan: PlanState,
): RunState {
  const written = seed <= Number.MAX_SAFE_INTEGER ? Number(seed) : String(seed);
  return { schema: 'nfold-integral/1', dimension, components, seed: written, bitGenerator, plan };
}

/** Where the random numbers come from, and the state to go on from: that of `options.resume`, if there is one. */
export function sourceAndState<M extends PlanState['method']>(
  options: NdOptions,
  method: M,
  dimension: number,
): { source: RandomSource; state?: Extract<PlanState, { method: M }> } {
  const run: unknown = options.resume;
  if (run === undefined) return { source: randomSourceOf(options) };
  if (!isRun(run))
    throw invalidArgument('resume', 'the state of an earlier result, or what JSON made of it', run);
  const { components = 1 } = options;
  const matches: readonly (readonly [name: string, found: unknown, wanted: unknown])[] = [
    ['resume.plan.method', run.plan.method, method],
    ['resume.dimension', run.dimension, dimension],
    ['resume.components', run.components, components],
  ];
  for (const [name, found, wanted] of matches) {
    if (found !== wanted) throw invalidArgument(name, `${String(wanted)}, as this run's`, found);
  }
  const seed: Seed =
    typeof run.seed === 'string' && /^\d+$/.test(run.seed) ? BigInt(run.seed) : (run.seed as Seed);
  const source = { seed: checkSeed('resume.seed', seed), bitGenerator: checkBitGenerator(run.bitGenerator) };
  if (options.seed !== undefined && BigInt(options.seed) !== BigInt(source.seed)) {
    throw invalidArgument('seed', `${source.seed} as in resume, or left out`, options.seed);
  }
  return { source, state: run.plan as Extract<PlanState, { method: M }> };
}

function isRun(value: unknown): value is RunState {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, plan } = value as Partial<RunState>;
  return schema === 'nfold-integral/1' && typeof plan === 'object' && plan !== null;
}
