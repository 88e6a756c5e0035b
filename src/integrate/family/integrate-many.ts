import { type EstimateStatus, NfoldError, estimate, isNfoldError } from '../../core/index.js';
import { type ParallelOptions, type PartTask, answers } from '../../parts/index.js';
import { type DomainOrFormulas, splitDomain } from '../nd/domain.js';
import { withoutFormulas } from '../nd/coordinates.js';
import type { Formula } from '../../kernel/index.js';
import type { Integral } from '../integral.js';
import { type IntegrateOptions, type Range, isRange } from '../integrate.js';
import { type FamilyAnswer, type FamilyBound, checkFamily, integrateBlock } from './family-task.js';

/** Values of a formula's parameters by their names. */
export type NamedParameters = Readonly<Record<string, number>>;

/** A member's domain: the same for all, or a function of its parameters, which travels like the integrand. */
export type FamilyDomain<P> = Range | DomainOrFormulas | ((parameters: P) => Range | FixedDomain);
/** Limits that are numbers. */
export type FixedDomain = readonly Range[];

export interface IntegrateManyOptions<P>
  extends
    ParallelOptions,
    Pick<
      IntegrateOptions,
      | 'method'
      | 'rtol'
      | 'atol'
      | 'maxEvaluations'
      | 'seed'
      | 'bitGenerator'
      | 'breakpoints'
      | 'rule'
      | 'points'
      | 'weight'
      | 'variables'
      | 'block'
    > {
  readonly domain: FamilyDomain<P>;
  /** Hears how many integrals are done. */
  readonly onProgress?: (done: number) => void;
}

/** Integrals a part: some milliseconds of work over a range; integrals over several dimensions are parts of their own. */
const RANGE_BLOCK = 128;

const TASK: PartTask<FamilyBound, readonly unknown[], FamilyAnswer> = {
  module: new URL('./family-task.js', import.meta.url),
  name: 'integrateBlock',
  run: integrateBlock,
};

/**
 * A family of integrals: f with each of the parameters, in their order. Blocks of them go through `pool` if there is one, with the same
 * bits. When `signal` aborts, the integrals that are missing have the status `aborted`, a value of NaN and an infinite error. Random methods
 * use the same seed, and so the same points, for every member.
 *
 * @param f `(x, parameters) => number`, over several dimensions with x a point; or a formula whose variables are the coordinates
 * and the names of the parameters
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`, and what the integrand and the pool throw
 *
 * @example
 * await integrateMany('exp(-a*x^2)', [{ a: 1 }, { a: 2 }], { domain: [0, Infinity] });
 * await integrateMany((x, n) => Math.cos(n * x), [1, 2, 3], { domain: (n) => [0, 1 / n], pool });
 */
export async function integrateMany<P extends NamedParameters>(
  f: Formula,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: (x: number, parameters: P) => number,
  parameters: readonly P[],
  options: IntegrateManyOptions<P> & { readonly domain: Range | ((parameters: P) => Range) },
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: (x: Float64Array, parameters: P) => number,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: Formula | ((x: never, parameters: P) => number),
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral[]> {
  const bound = boundOf(f, parameters, options);
  if (parameters.length === 0) return [];
  checkFamily(bound, parameters[0]);
  const size = bound[1].overRange ? RANGE_BLOCK : 1;
  const found: Integral[] = [];
  try {
    for await (const answer of answers(TASK, bound, blocks(parameters, size), options)) {
      found.push(...integralsOf(answer));
      options.onProgress?.(found.length);
    }
  } catch (error) {
    if (!isNfoldError(error, 'ERR_CANCELLED') || options.signal?.aborted !== true) throw error;
  }
  while (found.length < parameters.length) found.push(missing());
  return found;
}

function* blocks<P>(parameters: readonly P[], size: number): Generator<readonly P[]> {
  for (let from = 0; from < parameters.length; from += size) yield parameters.slice(from, from + size);
}

function boundOf<P>(
  f: Formula | ((x: never, parameters: P) => number),
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): FamilyBound {
  const { domain, pool: _, signal: __, onProgress: ___, ...rest } = options;
  if (!Array.isArray(parameters)) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      'parameters must be an array, one element for each integral',
    );
  }
  const [first] = parameters as readonly unknown[];
  const names =
    typeof f !== 'function' && typeof first === 'object' && first !== null ? Object.keys(first) : [];
  const formula = typeof f === 'function' ? (f as FamilyBound[0]) : String(f);
  if (typeof domain === 'function') {
    const overRange = first !== undefined && isRange(domain(first as P));
    return [formula, { names, options: rest, overRange }, domain];
  }
  if (isRange(domain)) return [formula, { names, options: rest, overRange: true, range: domain }];
  const { spec, functions } = splitDomain(withoutFormulas(domain, undefined, options.variables));
  return [formula, { names, options: rest, overRange: false, limits: spec }, ...functions];
}

function integralsOf({ values, errors, evaluations, members }: FamilyAnswer): Integral[] {
  return members.map(({ errorKind, status, method, message }, i) => {
    const fields = { value: values[i], error: errors[i], errorKind, evaluations: evaluations[i], status };
    const integral: { -readonly [Key in keyof Integral]: Integral[Key] } = {
      ...estimate(fields, method),
      method,
    };
    if (message !== undefined) integral.message = message;
    return integral;
  });
}

function missing(): Integral {
  const status: EstimateStatus = 'aborted';
  const fields = { value: NaN, error: Infinity, errorKind: 'bound', evaluations: 0, status } as const;
  return { ...estimate(fields), method: 'none', message: 'the signal ended the run before this integral' };
}
