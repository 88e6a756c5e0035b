import { NfoldError, didYouMean, isNfoldError, preview } from '../../core/index.js';
import { parse } from '../../expression/index.js';
import { distributions } from '../../random/index.js';
import { type Draw, type DrawTable, drawFrom, mvnormal } from '../../simulate/index.js';
import type { DrawText, DrawValue } from './draw-text.js';

/** The distribution of vectors: its dimension is the number of names. */
export const MVNORMAL = 'mvnormal';

interface ParameterList {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly default?: number }[];
}

/**
 * The draws that the texts ask for, every distribution and parameter checked.
 *
 * @param variance the second parameter of `normal` is the variance, not the standard deviation
 * @throws NfoldError `ERR_INVALID_ARGUMENT`
 */
export function drawTable(texts: readonly DrawText[], variance: boolean): DrawTable {
  const draws: Record<string, Draw> = {};
  for (const text of texts) {
    const twice = text.names.find((name) => Object.hasOwn(draws, name));
    if (twice !== undefined) throw refused(text, `${twice} is drawn twice`);
    Object.assign(
      draws,
      clearly(text, () => drawsOf(text, variance)),
    );
  }
  return draws;
}

function drawsOf(text: DrawText, variance: boolean): DrawTable {
  const { names } = text;
  // Refuses what can be no variable of a formula.
  parse('0', { variables: names });
  const list = parametersOf(text);
  const values = ordered(text, list);
  if (list.name === MVNORMAL) return jointDraws(text, values);
  if (names.length > 1)
    throw refused(text, `${list.name} makes one number, not ${names.length}; ${MVNORMAL} makes several`);
  const asked = variance && list.name === 'normal' ? withVariance(text, values) : values;
  return { [names[0]]: drawFrom(list.name, asked as readonly number[]) };
}

function parametersOf(text: DrawText): ParameterList {
  const word = text.distribution.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (word === MVNORMAL || word === 'multivariateNormal')
    return { name: MVNORMAL, parameters: [{ name: 'mean' }, { name: 'cov' }] };
  if (Object.hasOwn(distributions, word)) return distributions[word as keyof typeof distributions];
  const known = [...Object.keys(distributions), MVNORMAL];
  const near = didYouMean(word, known);
  const remedy = near === '' ? `known are ${known.join(', ')}` : near;
  throw refused(text, `unknown distribution ${preview(text.distribution)}; ${remedy}`);
}

/** The values in the order of the parameters, defaults put in. */
function ordered(text: DrawText, { name, parameters }: ParameterList): DrawValue[] {
  const takes = parameters.map((parameter) => parameter.name);
  const rule = takes.length === 0 ? 'no parameters' : takes.join(', ');
  if (text.values.length > takes.length)
    throw refused(text, `${name} takes ${rule}, got ${text.values.length} parameters`);
  const values = Array<DrawValue | undefined>(takes.length).fill(undefined);
  for (const [i, { name: keyword, value }] of text.values.entries()) {
    const at = keyword === undefined ? i : takes.indexOf(keyword);
    if (at < 0) throw refused(text, `${name} has no parameter ${preview(keyword)}; it takes ${rule}`);
    if (keyword === undefined && text.values.slice(0, i).some((earlier) => earlier.name !== undefined))
      throw refused(text, `${name}: parameters without a name come before those with one`);
    if (values[at] !== undefined) throw refused(text, `${name}: ${takes[at]} is given twice`);
    values[at] = value;
  }
  return parameters.map((parameter, i) => {
    const value = values[i] ?? parameter.default;
    if (value === undefined) throw refused(text, `${name} needs ${parameter.name}; it takes ${rule}`);
    return value;
  });
}

function withVariance(text: DrawText, [loc, variance]: readonly DrawValue[]): readonly DrawValue[] {
  if (typeof variance === 'number' && variance >= 0 && variance < Infinity) return [loc, Math.sqrt(variance)];
  throw refused(text, `normal: the variance must be a number of at least 0, got ${preview(variance)}`);
}

function jointDraws(text: DrawText, [mean, cov]: readonly DrawValue[]): DrawTable {
  const { names } = text;
  const d = names.length;
  if (!isVector(mean, d))
    throw refused(
      text,
      `${MVNORMAL}: mean must be a list of ${d} numbers, one for each name, got ${preview(mean)}`,
    );
  if (!Array.isArray(cov) || cov.length !== d || !cov.every((row) => isVector(row, d)))
    throw refused(text, `${MVNORMAL}: cov must be a matrix of ${d} by ${d} numbers, got ${preview(cov)}`);
  return mvnormal(Object.fromEntries(names.map((name, i) => [name, mean[i]])), cov);
}

function isVector(value: DrawValue, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every((one) => typeof one === 'number');
}

function refused({ text, names }: DrawText, what: string): NfoldError {
  return new NfoldError('ERR_INVALID_ARGUMENT', `--draw ${names.join(',')}: ${what}`, {
    name: '--draw',
    value: text,
  });
}

/** What to say where nothing is drawn. */
export function nothingDrawn(variables: readonly string[]): NfoldError {
  const [example = 'x'] = variables;
  const each = variables.length === 0 ? '' : `, one for each variable of the model (${variables.join(', ')})`;
  return new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `--draw is missing${each}; write --draw '${example}=normal(3,5)'`,
    { name: '--draw', variables },
  );
}

/** Runs a check; what it refuses is told with the option and the name. */
function clearly<T>(text: DrawText, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!isNfoldError(error) || error.details['name'] === '--draw') throw error;
    throw refused(text, error.message);
  }
}
