import { NfoldError, checkFinite, didYouMean, invalidArgument } from '../core/index.js';
import { type DistributionName, checkParameters, choleskyFactor, distributions } from '../random/index.js';

/** Draws from a distribution of single numbers, independent of all others; plain data, which travels. */
export interface IndependentDraw {
  readonly distribution: DistributionName;
  /** In the order of the distribution's method of {@link RandomStream}. */
  readonly parameters: readonly number[];
}

/** One of several normals that vary together; see {@link mvnormal}. */
export interface JointDraw {
  readonly distribution: 'mvnormal';
  /** The names of all of them. */
  readonly names: readonly string[];
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** Which of them this is. */
  readonly component: number;
}

/** How a variable of a model is drawn: what {@link normal}, {@link mvnormal} and the like return. */
export type Draw = IndependentDraw | JointDraw;

/** What {@link mvnormal} returns: a draw for each name. */
export type JointDraws<Names extends PropertyKey> = { readonly [Name in Names]: JointDraw };

/** `loc, scale = 1`: what a distribution's parameters are called. */
function signatureOf(name: DistributionName): string {
  const { parameters } = distributions[name];
  const list = parameters.map((one) =>
    one.default === undefined ? one.name : `${one.name} = ${one.default}`,
  );
  return `${name}(${list.join(', ')})`;
}

/**
 * The draw of a distribution's name and its parameters, for names that come as text. {@link normal} and the other makers
 * are typed.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for an unknown distribution (with the nearest name), a wrong number of
 * parameters (with what they are), and parameters that break its rules
 *
 * @example
 * drawFrom('normal', [15, 2])
 */
export function drawFrom(name: string, parameters: readonly (number | undefined)[]): IndependentDraw {
  if (!Object.hasOwn(distributions, name)) throw unknownDistribution(name);
  const distribution = distributions[name as DistributionName];
  const needed = distribution.parameters.filter((one) => one.default === undefined).length;
  const most = distribution.parameters.length;
  if (parameters.length < needed || parameters.length > most) {
    const count = needed === most ? `${most}` : `${needed} to ${most}`;
    const noun = most === 1 ? 'parameter' : 'parameters';
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      `${name} takes ${count} ${noun}, got ${parameters.length}; write ${signatureOf(name as DistributionName)}`,
      { name, parameters },
    );
  }
  const values = checkParameters(distribution, parameters).slice(0, most);
  return { distribution: name as DistributionName, parameters: values };
}

function unknownDistribution(name: string): NfoldError {
  const known = Object.keys(distributions);
  const near = typeof name === 'string' ? didYouMean(name.replaceAll('_', ''), known) : '';
  return invalidArgument(
    'distribution',
    'the name of a distribution',
    name,
    near === '' ? known.join(', ') : near,
  );
}

/**
 * Normals that vary together, by their means and their covariance matrix, whose rows and columns stand in the order of the
 * names.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` unless the matrix is symmetric, positive definite and of the right size
 *
 * @example
 * draws: { ...mvnormal({ a: 0, b: 1 }, [[1, 0.5], [0.5, 2]]), eps: normal() }
 */
export function mvnormal<const Names extends string>(
  means: Readonly<Record<Names, number>>,
  covariance: readonly (readonly number[])[],
): JointDraws<Names> {
  if (typeof means !== 'object' || means === null || Object.keys(means).length === 0) {
    throw invalidArgument('mvnormal: means', 'an object of means by name', means, 'write { a: 0, b: 1 }');
  }
  const names = Object.keys(means);
  const mean = names.map((name) => checkFinite(`mvnormal: mean of ${name}`, means[name as Names]));
  choleskyFactor(covariance, names.length);
  const rows = covariance.map((row) => [...row]);
  const draw = (component: number): JointDraw => ({
    distribution: 'mvnormal',
    names,
    mean,
    covariance: rows,
    component,
  });
  return Object.fromEntries(names.map((name, i) => [name, draw(i)])) as JointDraws<Names>;
}

/** Throws `ERR_INVALID_ARGUMENT` for what no maker of draws has returned. */
export function checkDraw(name: string, value: unknown): Draw {
  const draw = value as Draw | null | undefined;
  if (typeof draw === 'object' && draw !== null && typeof draw.distribution === 'string') {
    if (draw.distribution === 'mvnormal') return draw;
    if (Array.isArray(draw.parameters)) {
      return drawFrom(draw.distribution, draw.parameters);
    }
  }
  throw invalidArgument(`draws.${name}`, 'a draw such as normal(15, 2)', value);
}
