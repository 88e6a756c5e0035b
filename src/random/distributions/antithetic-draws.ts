/**
 * Draws and their mirror images: where one stream draws x, the other of the pair draws F^-1(1 - F(x)), with F the distribution
 * function. By reflection about the centre where the distribution is symmetric, however it is drawn; else by inversion of
 * one uniform. What is drawn by rejection has no such image that costs one draw.
 */
import type { Bits } from '../bits.js';
import { exp } from '../math/exp.js';
import { pow } from '../math/pow.js';
import type { DistributionName } from './table.js';
import { distributions } from './table.js';

type Mirror = (bits: Bits, mirrored: boolean, a: number, b: number, c: number) => number;

/** A symmetric distribution of location and scale: the centre less, instead of plus, what a standard one gives. */
function reflected(name: 'cauchy' | 'laplace' | 'logistic' | 'normal'): Mirror {
  const { sample } = distributions[name];
  return (bits, mirrored, loc, scale) => {
    const deviation = scale * sample(bits, 0, 1, 0);
    return mirrored ? loc - deviation : loc + deviation;
  };
}

/** A distribution that is symmetric about 0. */
function negated(name: 'standardCauchy' | 'standardNormal' | 'standardT'): Mirror {
  const { sample } = distributions[name];
  return (bits, mirrored, a, b, c) => (mirrored ? -sample(bits, a, b, c) : sample(bits, a, b, c));
}

/** A distribution whose draws are a function of one uniform that never falls, or never rises. */
function inverted(name: 'gumbel' | 'random' | 'triangular' | 'uniform'): Mirror {
  const { sample } = distributions[name];
  return (bits, mirrored, a, b, c) => sample(mirrored ? new MirroredUniforms(bits) : bits, a, b, c);
}

/** A function of a standard exponential, which is drawn by inversion here. */
function ofExponential(transform: (e: number, a: number) => number): Mirror {
  return (bits, mirrored, a) => {
    const u = mirrored ? mirrorOf(bits.nextDouble()) : bits.nextDouble();
    return transform(-Math.log1p(-u), a);
  };
}

/** Doubles in [0, 1) as they are drawn: k 2^-53, k from 0 to 2^53 - 1. This one has 2^53 - 1 - k. */
function mirrorOf(u: number): number {
  return 1 - 2 ** -53 - u;
}

/** Uniforms alone: the distributions that are given these ask for nothing else. */
class MirroredUniforms implements Bits {
  readonly high = NaN;
  readonly low = NaN;

  constructor(private readonly bits: Bits) {}

  nextDouble(): number {
    return mirrorOf(this.bits.nextDouble());
  }

  next53(): number {
    return 2 ** 53 - 1 - this.bits.next53();
  }

  next32(): number {
    return 2 ** 32 - 1 - this.bits.next32();
  }

  next(): void {
    throw new TypeError('mirrored bits are asked for uniforms alone');
  }
}

const normal = reflected('normal');

/** The distributions that have mirrored draws. Parameters have been checked. */
export const MIRRORS: Readonly<Partial<Record<DistributionName, Mirror>>> = {
  standardNormal: negated('standardNormal'),
  normal,
  lognormal: (bits, mirrored, mean, sigma) => exp(normal(bits, mirrored, mean, sigma, 0)),
  standardT: negated('standardT'),
  standardCauchy: negated('standardCauchy'),
  cauchy: reflected('cauchy'),
  laplace: reflected('laplace'),
  logistic: reflected('logistic'),
  random: inverted('random'),
  uniform: inverted('uniform'),
  triangular: inverted('triangular'),
  gumbel: inverted('gumbel'),
  standardExponential: ofExponential((e) => e),
  exponential: ofExponential((e, scale) => scale * e),
  weibull: ofExponential((e, a) => (a === 0 ? 0 : pow(e, 1 / a))),
  pareto: ofExponential((e, a) => Math.expm1(e / a)),
  power: ofExponential((e, a) => pow(-Math.expm1(-e), 1 / a)),
  rayleigh: ofExponential((e, scale) => scale * Math.sqrt(2 * e)),
  // The number of the first success: the least k with 1 - (1 - p)^k >= u.
  geometric: ofExponential((e, p) => Math.max(1, Math.ceil(-e / Math.log1p(-p)))),
};
