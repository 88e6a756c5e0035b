/** What `nfold integrate` is given, and the rules that take more than one value to check. */
import { NfoldError, isNfoldError } from '../../core/index.js';
import { type Expression, constantValue, parse } from '../../expression/index.js';
import {
  type DomainOrFormulas,
  METHODS,
  type Method,
  ND_METHODS,
  type QuadWeight,
  type Range,
} from '../../integrate/index.js';
import { checkOneVariable } from '../options/integrand.js';
import { numberOf } from '../options/numbers.js';
import { refuse } from '../refuse.js';
import type { ArgumentSpec, OptionSpec } from '../spec.js';

/** A formula of any number of variables. */
export const formula: ArgumentSpec<Expression> = {
  placeholder: 'EXPR',
  description: "the formula, such as '1/(1+x^2)', or 'x*y' with --over",
  parse: (text) => parse(text),
  show: ({ source }) => source,
};

/** One dimension: its variable and the limits, which are formulas of the variables before. */
export interface Axis {
  readonly name: string;
  readonly low: string;
  readonly high: string;
  readonly text: string;
}

/** A dimension of the domain; once for each, the outermost first. */
export const over: OptionSpec<readonly Axis[]> = {
  placeholder: 'NAME=A..B',
  description: "a dimension, such as x=0..1, x=-inf..inf or 'y=0..1-x'; once for each, the outermost first",
  parse: (text, flag, earlier = []) => [...earlier, axis(text, flag)],
  fallback: () => [],
  show: (axes) => (axes.length === 0 ? undefined : axes.map(({ text }) => text)),
};

function axis(text: string, flag: string): Axis {
  const [, name, low, high] = /^\s*([A-Za-z_]\w*)\s*=(.+?)\.\.(.+)$/.exec(text) ?? [];
  if (high === undefined) throw refuse(flag, 'a variable with its limits such as x=0..1', text);
  for (const limit of [low, high]) {
    try {
      parse(limit);
    } catch (error) {
      if (!isNfoldError(error)) throw error;
      throw new NfoldError(error.code, `${flag} ${name}: ${error.message}`, error.details, { cause: error });
    }
  }
  return { name, low: low.trim(), high: high.trim(), text };
}

/** Places where the integrand is not smooth. */
export const breakpoints: OptionSpec<readonly number[] | undefined> = {
  placeholder: 'X,X,…',
  description: 'points at which the integrand is not smooth, such as 0.5,pi/4 (over one range)',
  parse(text, flag) {
    const points = text.split(',').map((part) => numberOf(part) ?? NaN);
    if (points.every((point) => Number.isFinite(point))) return points;
    throw refuse(flag, 'a list of finite numbers', text);
  },
  fallback: () => undefined,
};

/** A factor of the integrand that has a method of its own. */
export const weight: OptionSpec<QuadWeight | undefined> = {
  placeholder: 'KIND:X',
  description:
    'a factor of the integrand: cos:W for cos(W x), sin:W, or cauchy:C for 1/(x - C) (over one range)',
  parse(text, flag) {
    const [, type, at] = /^(cos|sin|cauchy):(.+)$/.exec(text.trim()) ?? [];
    const value = numberOf(at ?? '') ?? NaN;
    if (!Number.isFinite(value)) throw refuse(flag, 'cos:W, sin:W or cauchy:C with a finite number', text);
    return type === 'cauchy' ? { type, at: value } : { type: type as 'cos' | 'sin', omega: value };
  },
  fallback: () => undefined,
  show: (found) => found && weightText(found),
};

export function weightText(found: QuadWeight): string {
  return `${found.type}:${found.type === 'cauchy' ? found.at : found.omega}`;
}

/** The rules that methods can be told to use. */
const RULES = [15, 21, 31, 61, 'genz-malik', 'gauss-kronrod'] as const;

export const rule: OptionSpec<(typeof RULES)[number] | undefined> = {
  placeholder: 'NAME',
  description: 'of gauss-kronrod: 15, 21, 31 or 61 points a panel; of cubature: genz-malik or gauss-kronrod',
  parse(text, flag) {
    const found = RULES.find((one) => String(one) === text);
    if (found === undefined) throw refuse(flag, `one of ${RULES.join(', ')}`, text);
    return found;
  },
  fallback: () => undefined,
};

/** An integral's domain. */
export interface Region {
  readonly domain: Range | DomainOrFormulas;
  /** Names of the coordinates, the outermost first; none over one range. */
  readonly names?: readonly string[];
}

export interface Given {
  readonly expression: Expression;
  readonly a: number | undefined;
  readonly b: number | undefined;
  readonly over: readonly Axis[];
}

/** The domain, from A and B or from `--over`. */
export function regionOf({ expression, a, b, over: axes }: Given): Region {
  if (axes.length === 0) {
    if (a === undefined || b === undefined) throw missing(a === undefined ? 'A' : 'B');
    checkOneVariable(expression);
    return { domain: [a, b] };
  }
  if (a !== undefined) throw refuse('--over', 'left out where A and B are given', axes[0].text);
  const names = axes.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw refuse('--over', 'given once for each variable', twice);
  const unknown = expression.variables.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const message = `--over must be given for every variable, and ${unknown} has none`;
    throw new NfoldError('ERR_INVALID_ARGUMENT', message, { name: unknown });
  }
  const domain = axes.map((one, k) => limitsOf(one, names.slice(0, k)));
  // One dimension is a range, whatever its variable is called.
  return domain.length === 1 ? { domain: domain[0] as Range } : { domain, names };
}

function limitsOf(
  { low, high, text }: Axis,
  outer: readonly string[],
): readonly [string | number, string | number] {
  const [from, to] = [low, high].map((limit) => {
    const foreign = parse(limit).variables.find((name) => !outer.includes(name));
    if (foreign === undefined) return parse(limit).variables.length === 0 ? constantValue(limit) : limit;
    const may = outer.length === 0 ? 'constants' : `formulas of ${outer.join(', ')}`;
    throw refuse('--over', `limits that are ${may}, without ${foreign}`, text);
  });
  return [from, to];
}

function missing(name: 'A' | 'B'): NfoldError {
  const limit = name === 'A' ? 'lower limit, such as 0, -1 or -pi/2' : 'upper limit, such as 1, 1e3 or pi/4';
  const message = `${name} is missing: the ${limit}; several dimensions take --over instead; see nfold integrate --help`;
  return new NfoldError('ERR_INVALID_ARGUMENT', message, { name });
}

/** The methods for a domain. */
export function checkMethod(method: Method, { names }: Region): void {
  const known: readonly string[] = names === undefined ? METHODS : ND_METHODS;
  if (known.includes(method)) return;
  throw refuse('--method', `one of ${known.join(', ')} with --over`, method);
}
