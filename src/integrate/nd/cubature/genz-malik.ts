/**
 * The fully symmetric rule of degree 7 with an embedded one of degree 5: A. C. Genz and A. A. Malik, "Remarks on algorithm
 * 006: An adaptive algorithm for numerical integration over an N-dimensional rectangular region", J. Comput. Appl. Math. 6
 * (1980) 295-302. The dimension to split is theirs too: the one with the largest fourth difference.
 *
 * The error comes from null rules, which are 0 for polynomials up to a degree: J. Berntsen, T. O. Espelid and A. Genz, "An
 * adaptive algorithm for the approximate calculation of multiple integrals", ACM Trans. Math. Softw. 17 (1991) 437-451.
 * The five orbits of nodes carry, orthogonally, one null rule of degree 5, two of degree 3 and one of degree 1, scaled to
 * the norm of the rule itself. Where their results fall fast enough the integrand is resolved and the highest one is
 * trusted; elsewhere the largest of them counts.
 */
import { type Assessment, type CubatureRule, ROUNDINGS } from './rule.js';

const LAMBDA2 = Math.sqrt(9 / 70);
const LAMBDA4 = Math.sqrt(9 / 10);
const LAMBDA5 = Math.sqrt(9 / 19);
/** The fourth difference of f over the centre and the points at ±λ2, ±λ4 is d4(λ2) - RATIO d4(λ4). */
const RATIO = LAMBDA2 ** 2 / LAMBDA4 ** 2;
/** 2^d corners: above this many dimensions a single region costs too much. */
export const MOST_GENZ_MALIK_DIMENSIONS = 15;

/** Null rules that fall by this factor from degree to degree show a resolved integrand; as in DCUHRE. */
const RESOLVED = 5;
/** What the largest null rule is multiplied by where they do not; as in DCUHRE. */
const UNRESOLVED = 5;

/** A symmetric function of the nodes, one number an orbit. */
type OrbitVector = readonly number[];

const made = new Map<number, CubatureRule>();

/** The rule for that many dimensions, 2 to {@link MOST_GENZ_MALIK_DIMENSIONS}. */
export function genzMalik(dimension: number): CubatureRule {
  let rule = made.get(dimension);
  if (rule === undefined) made.set(dimension, (rule = new GenzMalik(dimension)));
  return rule;
}

/** Evaluations of one region. */
export function genzMalikSize(dimension: number): number {
  return 2 ** dimension + 2 * dimension * dimension + 2 * dimension + 1;
}

class GenzMalik implements CubatureRule {
  readonly name = 'genz-malik';
  /** Chosen over 1/32, 1/16 and 1/4 by the share of errors beyond 5 times the estimate in bench/accuracy/n-dimensions.mjs. */
  readonly memory = 1 / 8;
  readonly dimension: number;
  readonly size: number;
  readonly nodes: Float64Array;
  /** One weight an orbit: centre, ±λ2, ±λ4, pairs of ±λ4, corners. */
  readonly #weights: OrbitVector;
  readonly #nulls: readonly OrbitVector[];

  constructor(dimension: number) {
    this.dimension = dimension;
    this.size = genzMalikSize(dimension);
    this.nodes = nodesOf(dimension, this.size);
    this.#weights = weightsOf(dimension);
    this.#nulls = nullRules(dimension, this.#weights);
  }

  assess(values: Float64Array, at: number, volume: number, found: Assessment): void {
    const { dimension: d, size } = this;
    const [w1, w2, w3, w4, w5] = this.#weights;
    const f1 = values[at];
    let [f2, f3, f4, f5, absolute] = [0, 0, 0, 0, Math.abs(w1 * f1)];
    let j = at + 1;
    for (let k = 0; k < d; k++, j += 4) {
      f2 += values[j] + values[j + 1];
      f3 += values[j + 2] + values[j + 3];
    }
    const [pairsEnd, end] = [j + 2 * d * (d - 1), at + size];
    for (; j < pairsEnd; j++) f4 += values[j];
    for (; j < end; j++) f5 += values[j];
    absolute += Math.abs(w2 * f2) + Math.abs(w3 * f3) + Math.abs(w4 * f4) + Math.abs(w5 * f5);
    const [n5, n3, m3, n1] = this.#nulls;
    const null5 = Math.abs(n5[0] * f1 + n5[1] * f2 + n5[2] * f3 + n5[3] * f4 + n5[4] * f5);
    const null3 = n3[0] * f1 + n3[1] * f2 + n3[2] * f3 + n3[3] * f4 + n3[4] * f5;
    const other3 = m3[0] * f1 + m3[1] * f2 + m3[2] * f3 + m3[3] * f4 + m3[4] * f5;
    const null1 = Math.abs(n1[0] * f1 + n1[1] * f2 + n1[2] * f3 + n1[3] * f4 + n1[4] * f5);
    const error = errorOf(null5, Math.sqrt(null3 * null3 + other3 * other3), null1);
    found.value = volume * (w1 * f1 + w2 * f2 + w3 * f3 + w4 * f4 + w5 * f5);
    found.error = volume * (error + ROUNDINGS * Number.EPSILON * absolute);
  }

  addDifferences(values: Float64Array, at: number, differences: Float64Array): void {
    const twice = 2 * values[at];
    for (let k = 0, j = at + 1; k < this.dimension; k++, j += 4) {
      const inner = values[j] + values[j + 1] - twice;
      const outer = values[j + 2] + values[j + 3] - twice;
      differences[k] += Math.abs(inner - RATIO * outer);
    }
  }
}

function errorOf(five: number, three: number, one: number): number {
  if (RESOLVED * five <= three && RESOLVED * three <= one) return five;
  return UNRESOLVED * Math.max(five, three, one);
}

function nodesOf(d: number, size: number): Float64Array {
  const nodes = new Float64Array(d * size);
  let j = 1;
  for (let k = 0; k < d; k++) {
    for (const x of [LAMBDA2, -LAMBDA2, LAMBDA4, -LAMBDA4]) nodes[k * size + j++] = x;
  }
  for (let k = 0; k < d; k++) {
    for (let l = k + 1; l < d; l++) {
      for (let signs = 0; signs < 4; signs++, j++) {
        nodes[k * size + j] = signs & 1 ? -LAMBDA4 : LAMBDA4;
        nodes[l * size + j] = signs & 2 ? -LAMBDA4 : LAMBDA4;
      }
    }
  }
  for (let corner = 0; corner < 2 ** d; corner++, j++) {
    for (let k = 0; k < d; k++) nodes[k * size + j] = (corner >> k) & 1 ? -LAMBDA5 : LAMBDA5;
  }
  return nodes;
}

function weightsOf(d: number): OrbitVector {
  return [
    (12824 - 9120 * d + 400 * d * d) / 19683,
    980 / 6561,
    (1820 - 400 * d) / 19683,
    200 / 19683,
    6859 / 19683 / 2 ** d,
  ];
}

/** The null rules of degree 5, 3, 3, 1: the directions in which 1, x^2, x^4 and x^2 y^2 leave the orbits, backwards. */
function nullRules(d: number, weights: OrbitVector): OrbitVector[] {
  const sizes = [1, 2 * d, 2 * d, 2 * d * (d - 1), 2 ** d];
  const [p, q, r] = [LAMBDA2, LAMBDA4, LAMBDA5];
  /** The mean over an orbit of the sum of x_k^n, and of x_k^2 x_l^2. */
  const power = (n: number): OrbitVector => [0, p ** n, q ** n, 2 * q ** n, d * r ** n];
  const cross: OrbitVector = [0, 0, 0, q ** 4, ((d * (d - 1)) / 2) * r ** 4];
  const inner = (a: OrbitVector, b: OrbitVector): number => a.reduce((s, x, i) => s + sizes[i] * x * b[i], 0);
  const basis: OrbitVector[] = [];
  for (const candidate of [[1, 1, 1, 1, 1], power(2), power(4), cross, power(6)]) {
    let rest: OrbitVector = candidate;
    // Twice, so that rounding leaves nothing of the earlier ones.
    for (let pass = 0; pass < 2; pass++) {
      for (const b of basis) {
        const share = inner(rest, b);
        rest = rest.map((x, i) => x - share * b[i]);
      }
    }
    const norm = Math.sqrt(inner(rest, rest));
    basis.push(rest.map((x) => x / norm));
  }
  const size = Math.sqrt(inner(weights, weights));
  const [, one, three, other, five] = basis.map((b) => b.map((x) => size * x));
  return [five, three, other, one];
}
