/** A family of integrals as what travels to workers. */
import type { DomainN, DomainSpec } from '../nd/domain.js';
import type { AnyNdOptions } from '../nd/planners.js';
import type { Way } from '../option-rules.js';
import type { Range } from '../options.js';
import type { QuadOptions } from '../quad/index.js';

/** What all members have in common, as plain data. */
export interface FamilySpec {
  /** Names of the parameters of a formula. */
  readonly names: readonly string[];
  readonly options: Omit<QuadOptions, 'method' | 'rule' | 'onIteration'> &
    Omit<AnyNdOptions, 'rule' | 'onIteration'> & { readonly method?: string; readonly rule?: unknown };
  readonly way: Way;
  readonly range?: Range;
  readonly limits?: DomainSpec;
}

/** f(x, parameters, …), whatever x is. */
export type FamilyFunction = (x: never, parameters: never, third: never, fourth: never) => unknown;
type Functions = readonly ((x: never) => never | number | Range | DomainN)[];
/** The arguments that are bound once a worker; after the spec the domain as a function, or its limits that are functions. */
export type FamilyBound = readonly [string | FamilyFunction, FamilySpec, ...Functions];
