/** Names of coordinates, where integrand or limits are formulas. */
import { NfoldError, checkOneOf, invalidArgument } from '../../core/index.js';
import { type Formula, pointFunction, variablesIn } from '../../kernel/index.js';
import type { DomainN, DomainOrFormulas, Limit } from './domain.js';

export function isFormula(f: unknown): f is Formula {
  return typeof f === 'string' || (typeof f === 'object' && f !== null && 'root' in f && 'variables' in f);
}

/**
 * The names of a formula's coordinates, in their order.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` where they are not clear, `ERR_EXPRESSION_SYNTAX`
 */
export function coordinateNames(
  formula: Formula,
  dimension: number,
  variables: readonly string[] | undefined,
): readonly string[] {
  const found = variablesIn(formula);
  if (variables !== undefined) {
    checkNames(variables, dimension);
    for (const name of found) checkOneOf('a variable of the formula', name, variables);
    return variables;
  }
  if (found.length === dimension) {
    return [...found].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }
  if (dimension === 1 && found.length === 0) return ['x'];
  const names = found.length === 0 ? 'none' : found.join(', ');
  throw missingNames(`the domain has ${dimension} dimensions, the formula has the variables ${names}`);
}

function missingNames(reason: string): NfoldError {
  return new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `variables must name the coordinates in their order: ${reason}`,
  );
}

function checkNames(variables: unknown, dimension: number): void {
  const fits =
    Array.isArray(variables) &&
    variables.length === dimension &&
    new Set(variables).size === dimension &&
    variables.every((name) => typeof name === 'string');
  if (fits) return;
  throw invalidArgument('variables', `${dimension} different names, one for each dimension`, variables);
}

/** A domain whose limits are formulas of the outer coordinates as one with functions, which can travel. */
export function withoutFormulas(
  domain: DomainOrFormulas,
  formula: unknown,
  variables: readonly string[] | undefined,
): DomainN {
  if (!Array.isArray(domain) || !domain.some((pair) => Array.isArray(pair) && pair.some(isFormula))) {
    return domain as DomainN;
  }
  let names = variables;
  if (names === undefined && isFormula(formula)) names = coordinateNames(formula, domain.length, undefined);
  const pairs = domain as DomainOrFormulas;
  return pairs.map(([low, high], k) => [limit(low, k, names), limit(high, k, names)] as const);
}

function limit(found: Limit | Formula, k: number, names: readonly string[] | undefined): Limit {
  if (!isFormula(found)) return found;
  const used = variablesIn(found);
  if (used.length === 0) return pointFunction(found, [])([]);
  if (names === undefined) {
    throw missingNames('some limits are formulas');
  }
  const outer = names.slice(0, k);
  const foreign = used.find((name) => !outer.includes(name));
  if (foreign === undefined) return pointFunction(found, outer);
  const may = outer.length === 0 ? 'a constant' : `a formula in ${outer.join(', ')}`;
  throw invalidArgument(`domain[${k}]`, `without ${foreign}: ${may}`, String(found));
}
