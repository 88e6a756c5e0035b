import {
  NfoldError,
  checkPositive,
  estimate,
  invalidArgument,
  isNfoldError,
  now,
  yieldToEventLoop,
} from '../../core/index.js';
import { type ParallelOptions, type PartTask, answers, withWorkers } from '../../parts/index.js';
import type { Formula } from '../../kernel/index.js';
import type { Integral } from '../integral.js';
import { isRange, wayOf } from '../integrate.js';
import { type DomainN, type DomainOrFormulas, checkDomain, splitDomain } from '../nd/domain.js';
import { withoutFormulas } from '../nd/coordinates.js';
import { OPTION_NAMES, type Way, checkFit, checkNames } from '../option-rules.js';
import type { IntegrateOptions, Range } from '../options.js';
import { type Complex, type Vector, partsOf, shapedText } from '../quad/index.js';
import { SLICE } from '../slices.js';
import { Stop, type StopReason } from '../stop.js';
import { type FamilyAnswer, failed, integrateBlock, makerOf, withoutValue } from './family-task.js';
import type { FamilyValue } from './member.js';
import type { FamilyBound, FamilyFunction } from './spec.js';

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
      | 'random'
      | 'variables'
      | 'block'
      | 'components'
    > {
  readonly domain: FamilyDomain<P>;
  /** Ends the run after this many seconds; a number above 0. Default: no limit. */
  readonly maxSeconds?: number;
  /** Hears how many integrals are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The options of a family over a range. */
export type RangeFamilyOptions<P> = IntegrateManyOptions<P> & {
  readonly domain: Range | ((parameters: P) => Range);
};

const NOT_OF_FAMILIES: readonly string[] = ['samples', 'variant', 'resume', 'trace', 'onIteration'];
const FAMILY_OPTIONS: readonly string[] = [
  'domain',
  ...OPTION_NAMES.filter((name) => !NOT_OF_FAMILIES.includes(name)),
  'onProgress',
];

/** Integrals a part: some milliseconds of work over a range; integrals over several dimensions are parts of their own. */
const RANGE_BLOCK = 128;

const TASK: PartTask<FamilyBound, readonly unknown[], FamilyAnswer> = {
  module: new URL('./family-task.js', import.meta.url),
  name: 'integrateBlock',
  run: integrateBlock,
};

/**
 * A family of integrals: f with each of the parameters, in their order. Blocks of them go through `pool` if there is one, with the same
 * bits. An integral whose integrand or domain throws has the status `failed`, with what was thrown as its `message`; the others go on.
 * When `signal` aborts or `maxSeconds` are over, what is done is kept; without `pool` the integral that is being computed ends with its
 * best estimate so far, and those that are missing have the status `aborted` or `budget-exhausted`, a value of NaN and an infinite error.
 * Random methods use the same seed, and so the same points, for every member.
 *
 * @param f a formula whose variables are the coordinates and the names of the parameters; or a function: over a range
 * `(x, parameters)`, and if it wants the distance to the nearer end as third, of a number, `{ re, im }` or an array; over several dimensions
 * `(x, parameters)` with x a point, with `components` `(x, parameters, out)`, with `block` `(points, parameters, count, out)`
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`, and what the pool throws
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
  f: (x: number, parameters: P, distance: number) => number,
  parameters: readonly P[],
  options: RangeFamilyOptions<P>,
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: (x: number, parameters: P, distance: number) => Complex,
  parameters: readonly P[],
  options: RangeFamilyOptions<P>,
): Promise<Integral<Complex>[]>;
export async function integrateMany<P>(
  f: (x: number, parameters: P, distance: number) => Vector,
  parameters: readonly P[],
  options: RangeFamilyOptions<P>,
): Promise<Integral<number[]>[]>;
export async function integrateMany<P>(
  f: (x: Float64Array, parameters: P) => number,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: (x: Float64Array, parameters: P, out: Float64Array) => void,
  parameters: readonly P[],
  options: IntegrateManyOptions<P> & { readonly components: number },
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: (points: Float64Array, parameters: P, count: number, out: Float64Array) => void,
  parameters: readonly P[],
  options: IntegrateManyOptions<P> & { readonly block: true },
): Promise<Integral[]>;
export async function integrateMany<P>(
  f: Formula | FamilyFunction,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral<FamilyValue>[]> {
  checkNames(options, FAMILY_OPTIONS);
  return withWorkers(options, (own) => integralsOfFamily(f, parameters, own));
}

async function integralsOfFamily<P>(
  f: Formula | FamilyFunction,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): Promise<Integral<FamilyValue>[]> {
  const bound = boundOf(f, parameters, options);
  const stop = new Stop(options);
  if (parameters.length === 0) return [];
  makerOf(bound);
  const source = options.pool === undefined ? oneByOne : inBlocks;
  const found: Integral<FamilyValue>[] = [];
  for await (const integrals of source(bound, parameters, options, stop)) {
    found.push(...integrals);
    options.onProgress?.(found.length, parameters.length);
  }
  while (found.length < parameters.length) found.push(missing(stop.reason ?? 'aborted'));
  return found;
}

type Source = AsyncGenerator<Integral<FamilyValue>[]>;

/** In this thread; the event loop is let in. */
async function* oneByOne<P>(
  bound: FamilyBound,
  parameters: readonly P[],
  { signal }: IntegrateManyOptions<P>,
  stop: Stop,
): Source {
  const make = makerOf(bound);
  const size = blockSize(bound);
  let start = now();
  for (const block of blocks(parameters, size)) {
    const found: Integral<FamilyValue>[] = [];
    for (const one of block) {
      if (now() - start > SLICE) {
        await yieldToEventLoop();
        start = now();
      }
      if (stop.reached) break;
      const maxSeconds = stop.end === Infinity ? undefined : Math.max(stop.end - now(), Number.MIN_VALUE);
      try {
        const integral = make(one).inSlices({ signal, maxSeconds });
        found.push('then' in integral ? await integral : integral);
      } catch (error) {
        found.push(failed(error));
      }
    }
    if (found.length > 0) yield found;
    if (stop.reached) return;
  }
}

/** By the workers of the pool. */
async function* inBlocks<P>(
  bound: FamilyBound,
  parameters: readonly P[],
  { pool, signal }: IntegrateManyOptions<P>,
  stop: Stop,
): Source {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  signal?.addEventListener('abort', end);
  const seconds = stop.end - now();
  const timer = seconds < Infinity ? setTimeout(end, Math.min(1000 * seconds, 2 ** 31 - 1)) : undefined;
  if (stop.reached) end();
  try {
    const parts = blocks(parameters, blockSize(bound));
    const work = { total: parameters.length, of: (block: readonly unknown[]) => block.length };
    const how = { pool, signal: controller.signal, work };
    for await (const answer of answers(TASK, bound, parts, how)) {
      yield integralsOf(answer);
      if (stop.reached) return;
    }
  } catch (error) {
    if (!isNfoldError(error, 'ERR_CANCELLED') || !controller.signal.aborted) throw error;
    stop.reason ??= signal?.aborted === true ? 'aborted' : 'out-of-time';
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function blockSize([, { way }]: FamilyBound): number {
  return way.kind === 'adaptive' ? RANGE_BLOCK : 1;
}

function* blocks<P>(parameters: readonly P[], size: number): Generator<readonly P[]> {
  for (let from = 0; from < parameters.length; from += size) yield parameters.slice(from, from + size);
}

/** What travels to the workers, after all that can be checked before. */
function boundOf<P>(
  f: Formula | FamilyFunction,
  parameters: readonly P[],
  options: IntegrateManyOptions<P>,
): FamilyBound {
  const {
    domain,
    maxSeconds,
    pool: _,
    signal: __,
    onProgress: ___,
    workers: ____,
    onWorkers: _____,
    ...rest
  } = options;
  if (maxSeconds !== undefined) checkPositive('maxSeconds', maxSeconds);
  if (!Array.isArray(parameters)) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      'parameters must be an array, one element for each integral',
    );
  }
  const formula = typeof f === 'function' ? f : String(f);
  const names = typeof f === 'function' ? [] : namesOf(parameters as readonly unknown[]);
  const sample = typeof domain === 'function' ? firstDomain(domain, parameters) : domain;
  const way = familyWay(sample, options);
  const shared = { names, options: rest, way };
  if (typeof domain === 'function') return [formula, shared, domain];
  if (isRange(domain)) return [formula, { ...shared, range: domain }];
  const limits: DomainN = withoutFormulas(domain, undefined, options.variables);
  checkDomain(limits);
  const { spec, functions } = splitDomain(limits);
  return [formula, { ...shared, limits: spec }, ...functions];
}

function familyWay<P>(domain: Range | DomainOrFormulas, options: IntegrateManyOptions<P>): Way {
  const way = wayOf(domain, options);
  if (way.kind === 'fixed') {
    throw invalidArgument('method', 'one that chooses its points', way.method, 'leave method out');
  }
  const { domain: _, onProgress: __, onWorkers: ___, ...rest } = options;
  checkFit(way, rest);
  return way;
}

/** The domain of the first member that has one; the others say what was wrong with theirs. */
function firstDomain<P>(
  domain: (parameters: P) => Range | FixedDomain,
  parameters: readonly P[],
): Range | FixedDomain {
  for (const one of parameters) {
    try {
      return domain(one);
    } catch {
      continue;
    }
  }
  return [0, 0];
}

/** The names of a formula's parameters, of which every member has a number. */
function namesOf(parameters: readonly unknown[]): string[] {
  const [first] = parameters;
  const names = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  for (const name of names) {
    for (const [i, one] of parameters.entries()) {
      const value = (one as Readonly<Record<string, unknown>> | null)?.[name];
      if (typeof value !== 'number') throw invalidArgument(`parameters[${i}].${name}`, 'a number', value);
    }
  }
  return names;
}

function integralsOf({ values, errors, evaluations, members }: FamilyAnswer): Integral<FamilyValue>[] {
  return members.map(({ method, message, value, components, nonFinite, errorKind, status }, i) => {
    const fields = { error: errors[i], errorKind, evaluations: evaluations[i], status };
    const more = {
      method,
      ...(message === undefined ? {} : { message }),
      ...(components === undefined ? {} : { components, nonFinite }),
    };
    if (value === undefined) return { ...estimate({ ...fields, value: values[i] }, method), ...more };
    const parts = Array.from(partsOf(value)!);
    return { ...fields, value, ...more, toString: () => shapedText(parts, fields, method) };
  });
}

function missing(reason: StopReason): Integral {
  if (reason === 'aborted') return withoutValue('aborted', 'the signal ended the run before this integral');
  return withoutValue('budget-exhausted', 'maxSeconds was over before this integral');
}
