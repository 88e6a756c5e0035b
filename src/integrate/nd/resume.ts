/** Runs of random methods as plain data: written after any batch, read in another process, and gone on with bit for bit. */
import { type Seed, checkBitGenerator, checkSeed, invalidArgument } from '../../core/index.js';
import type { MonteCarloState } from './monte-carlo/monte-carlo-plan.js';
import { type NdOptions, type RandomSource, randomSourceOf } from './options.js';
import type { QmcState } from './qmc/qmc-plan.js';
import type { VegasState } from './vegas/vegas-plan.js';

/** What a method's plan knows. */
export type PlanState = MonteCarloState | QmcState | VegasState;

/** The layout of {@link RunState}, and the meaning of a method's numbers: another one after any change of either. */
const SCHEMA = 'nfold-integral/2';

/** A run; survives JSON. Integrand, domain and tolerances are not in it, the caller gives the same ones again. */
export interface RunState {
  readonly schema: typeof SCHEMA;
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
  return { schema: SCHEMA, dimension, components, seed: written, bitGenerator, plan };
}

/**
 * The state of an earlier result, or what JSON made of it.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for anything else, and for a state that another version of nfold has written
 */
export function checkRun(run: unknown): RunState {
  const { schema, plan } = (typeof run === 'object' && run !== null ? run : {}) as Partial<RunState>;
  if (typeof schema === 'string' && schema.startsWith('nfold-integral/') && schema !== SCHEMA) {
    throw invalidArgument(
      'resume.schema',
      SCHEMA,
      schema,
      'another version of nfold wrote this state: start anew',
    );
  }
  if (schema !== SCHEMA || typeof plan !== 'object' || plan === null)
    throw invalidArgument('resume', 'the state of an earlier result, or what JSON made of it', run);
  checkNumbers('resume.plan', plan);
  return run as RunState;
}

/** JSON has null for numbers that are not finite: a sum that has overflowed is not gone on with as 0. */
function checkNumbers(name: string, value: unknown): void {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value)))
    throw invalidArgument(name, 'a finite number', value, 'start anew');
  if (typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value))
    checkNumbers(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, inner);
}

/** Where the random numbers come from, and the state to go on from: that of `options.resume`, if there is one. */
export function sourceAndState<M extends PlanState['method']>(
  options: NdOptions,
  method: M,
  dimension: number,
): { source: RandomSource; state?: Extract<PlanState, { method: M }> } {
  if (options.resume === undefined) return { source: randomSourceOf(options) };
  const run = checkRun(options.resume);
  const { components = 1, seed, bitGenerator } = options;
  const matches: readonly (readonly [name: string, found: unknown, wanted: unknown])[] = [
    ['resume.plan.method', run.plan.method, method],
    ['resume.dimension', run.dimension, dimension],
    ['resume.components', run.components, components],
  ];
  for (const [name, found, wanted] of matches) {
    if (found !== wanted) throw invalidArgument(name, `${String(wanted)}, as this run's`, found);
  }
  const written: Seed =
    typeof run.seed === 'string' && /^\d+$/.test(run.seed) ? BigInt(run.seed) : (run.seed as Seed);
  const source = {
    seed: checkSeed('resume.seed', written),
    bitGenerator: checkBitGenerator(run.bitGenerator),
  };
  if (seed !== undefined && BigInt(seed) !== BigInt(source.seed))
    throw invalidArgument('seed', `${source.seed} as in resume, or left out`, seed);
  if (bitGenerator !== undefined && bitGenerator !== source.bitGenerator)
    throw invalidArgument('bitGenerator', `${source.bitGenerator} as in resume, or left out`, bitGenerator);
  return { source, state: run.plan as Extract<PlanState, { method: M }> };
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for a state given to a method that has none */
export function refuseResume(method: string, { resume }: NdOptions): void {
  if (resume === undefined) return;
  throw invalidArgument(
    'resume',
    `left out for ${method}`,
    resume,
    'only qmc, vegas and monte-carlo can resume',
  );
}
