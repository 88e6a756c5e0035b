/** The module that workers load for families of integrals: a block of members a call. */
import { type ErrorKind, type EstimateStatus, estimate, isNfoldError, thrownText } from '../../core/index.js';
import type { Integral } from '../integral.js';
import { type FamilyValue, type Member, memberMaker } from './member.js';
import type { FamilyBound, FamilySpec } from './spec.js';

/** An integral as plain data; its number is elsewhere. */
export interface PlainMember {
  readonly errorKind: ErrorKind;
  readonly status: EstimateStatus;
  readonly method: string;
  readonly message?: string;
  /** The value, if it is no number. */
  readonly value?: FamilyValue;
  readonly components?: Integral['components'];
  readonly nonFinite?: number;
}

export interface FamilyAnswer {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly evaluations: Float64Array;
  readonly members: readonly PlainMember[];
}

const makers = new WeakMap<FamilySpec, (parameters: unknown) => Member>();

/** Integrates a block of members; the arguments before are those of {@link FamilyBound}. */
export function integrateBlock(...args: [...FamilyBound, readonly unknown[]]): FamilyAnswer {
  const block = args[args.length - 1] as readonly unknown[];
  const make = makerOf(args.slice(0, -1) as unknown as FamilyBound);
  const found = block.map((parameters) => {
    try {
      return make(parameters).here();
    } catch (error) {
      return failed(error);
    }
  });
  return {
    values: Float64Array.from(found, ({ value }) => (typeof value === 'number' ? value : NaN)),
    errors: Float64Array.from(found, ({ error }) => error),
    evaluations: Float64Array.from(found, ({ evaluations }) => evaluations),
    members: found.map(plainMember),
  };
}

function plainMember(found: Integral<FamilyValue>): PlainMember {
  const { value, errorKind, status, method, message, components, nonFinite } = found;
  const plain = { errorKind, status, method, message };
  if (typeof value !== 'number') return { ...plain, value };
  return components === undefined ? plain : { ...plain, components, nonFinite };
}

/** Makes the members ready; kept for each thread, since the spec is bound once. */
export function makerOf(bound: FamilyBound): (parameters: unknown) => Member {
  const [, spec] = bound;
  let found = makers.get(spec);
  if (found === undefined) {
    found = memberMaker(bound);
    makers.set(spec, found);
  }
  return found;
}

/** The integral of a member that threw. */
export function failed(error: unknown): Integral {
  const threw = isNfoldError(error) ? '' : 'the integrand or its domain threw: ';
  return withoutValue('failed', `${threw}${thrownText(error)}`);
}

export function withoutValue(status: EstimateStatus, message: string): Integral {
  const fields = { value: NaN, error: Infinity, errorKind: 'bound', evaluations: 0, status } as const;
  return { ...estimate(fields, 'none'), method: 'none', message };
}
