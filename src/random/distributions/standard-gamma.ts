/**
 * The gamma distribution with scale 1. Shapes above 1: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma
 * variables", ACM Transactions on Mathematical Software 26 (2000). Shapes below 1: J. H. Ahrens and U. Dieter, "Computer
 * methods for sampling from gamma, beta, Poisson and binomial distributions", Computing 12 (1974), as NumPy has it.
 * Draw for draw random_standard_gamma and random_standard_gamma_f of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import { logGamma } from '../math/log-gamma.js';
import { pow } from '../math/pow.js';
import type { Distribution } from './definition.js';
import { nonNegative } from './parameters.js';
import { nextFloat } from './random.js';
import { sampleStandardExponential, sampleStandardExponential32 } from './standard-exponential.js';
import { sampleStandardNormal, sampleStandardNormal32 } from './standard-normal.js';

export function sampleStandardGamma(bits: Bits, shape: number): number {
  if (shape === 1) return sampleStandardExponential(bits);
  if (shape === 0) return 0;
  return shape < 1 ? smallShape(bits, shape) : largeShape(bits, shape);
}

function smallShape(bits: Bits, shape: number): number {
  for (;;) {
    const u = bits.nextDouble();
    const v = sampleStandardExponential(bits);
    if (u <= 1 - shape) {
      const x = pow(u, 1 / shape);
      if (x <= v) return x;
    } else {
      const y = -log((1 - u) / shape);
      const x = pow(1 - shape + shape * y, 1 / shape);
      if (x <= v + y) return x;
    }
  }
}

function largeShape(bits: Bits, shape: number): number {
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let root: number;
    do {
      x = sampleStandardNormal(bits);
      root = 1 + c * x;
    } while (root <= 0);
    const v = root * root * root;
    const u = bits.nextDouble();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (log(u) < 0.5 * x * x + b * (1 - v + log(v))) return b * v;
  }
}

const { fround } = Math;

export function sampleStandardGamma32(bits: Bits, wideShape: number): number {
  const shape = fround(wideShape);
  if (shape === 1) return sampleStandardExponential32(bits);
  if (shape === 0) return 0;
  return shape < 1 ? smallShape32(bits, shape) : largeShape32(bits, shape);
}

function smallShape32(bits: Bits, shape: number): number {
  const inverse = fround(1 / shape);
  for (;;) {
    const u = nextFloat(bits);
    const v = sampleStandardExponential32(bits);
    if (u <= fround(1 - shape)) {
      const x = fround(pow(u, inverse));
      if (x <= v) return x;
    } else {
      const y = -fround(log(fround(fround(1 - u) / shape)));
      const x = fround(pow(fround(fround(1 - shape) + fround(shape * y)), inverse));
      if (x <= fround(v + y)) return x;
    }
  }
}

function largeShape32(bits: Bits, shape: number): number {
  const b = fround(shape - fround(1 / 3));
  const c = fround(1 / fround(Math.sqrt(fround(9 * b))));
  for (;;) {
    let x: number;
    let root: number;
    do {
      x = sampleStandardNormal32(bits);
      root = fround(1 + fround(c * x));
    } while (root <= 0);
    const v = fround(fround(root * root) * root);
    const u = nextFloat(bits);
    const x2 = fround(x * x);
    if (u < fround(1 - fround(fround(fround(0.0331) * x2) * x2))) return fround(b * v);
    const bound = fround(b * fround(fround(1 - v) + fround(log(v))));
    if (fround(log(u)) < fround(fround(fround(0.5 * x) * x) + bound)) return fround(b * v);
  }
}

/** x^(shape-1) e^-x / Gamma(shape) */
export function gammaDensity(x: number, shape: number): number {
  if (!(x >= 0) || shape === 0) return 0;
  if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 1 : 0;
  return Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
}

export const standardGamma: Distribution = {
  name: 'standardGamma',
  kind: 'continuous',
  parameters: [nonNegative('shape')],
  sample: sampleStandardGamma,
  sample32: sampleStandardGamma32,
  mean: (shape) => shape,
  variance: (shape) => shape,
  support: () => [0, Infinity],
  density: gammaDensity,
};
