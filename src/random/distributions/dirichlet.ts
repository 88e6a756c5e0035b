/**
 * The Dirichlet distribution: gammas over their sum, or pieces broken off a stick where all of alpha is below 0.1 and gammas
 * would underflow. Draw for draw `dirichlet` of NumPy's _generator.pyx. L. Devroye, "Non-Uniform Random Variate Generation"
 * (1986), XI.4.
 */
import { invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { sampleBeta } from './beta.js';
import { sampleStandardGamma } from './standard-gamma.js';

const STICK_BREAKING_BELOW = 0.1;

export function dirichlet(bits: Bits, alpha: ArrayLike<number>): Float64Array {
  if (alpha.length === 0) throw invalidArgument('dirichlet: alpha', 'a list of at least one number', alpha);
  let largest = 0;
  for (let i = 0; i < alpha.length; i++) {
    if (!(Number.isFinite(alpha[i]) && alpha[i] > 0)) {
      throw invalidArgument(`dirichlet: alpha[${i}]`, 'a number greater than 0', alpha[i]);
    }
    largest = Math.max(largest, alpha[i]);
  }
  return largest < STICK_BREAKING_BELOW ? breakStick(bits, alpha) : normalisedGammas(bits, alpha);
}

function normalisedGammas(bits: Bits, alpha: ArrayLike<number>): Float64Array {
  let sum = 0;
  const gammas = Float64Array.from(alpha, (shape) => {
    const value = sampleStandardGamma(bits, shape);
    sum += value;
    return value;
  });
  const inverse = 1 / sum;
  return gammas.map((value) => value * inverse);
}

function breakStick(bits: Bits, alpha: ArrayLike<number>): Float64Array {
  const last = alpha.length - 1;
  const rest = new Float64Array(alpha.length);
  rest[last] = alpha[last];
  for (let j = last - 1; j >= 0; j--) rest[j] = rest[j + 1] + alpha[j];
  const values = new Float64Array(alpha.length);
  let stick = 1;
  for (let j = 0; j < last; j++) {
    const share = sampleBeta(bits, alpha[j], rest[j + 1]);
    values[j] = stick * share;
    stick *= 1 - share;
  }
  values[last] = stick;
  return values;
}
