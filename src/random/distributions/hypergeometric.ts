/**
 * The hypergeometric distribution, the number of good ones among `nsample` drawn without replacement. E. Stadlober, "The
 * ratio of uniforms approach for generating discrete random variates", Journal of Computational and Applied Mathematics 31
 * (1990), algorithm HRUA; by drawing one after another where fewer than 10 are drawn or left. Draw for draw
 * random_hypergeometric of NumPy's random_hypergeometric.c.
 */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import { logFactorial } from '../math/log-factorial.js';
import { logChoose } from '../math/log-gamma.js';
import { interval } from './bounded.js';
import type { Distribution } from './definition.js';
import { count } from './parameters.js';

export function sampleHypergeometric(bits: Bits, good: number, bad: number, sample: number): number {
  if (sample >= 10 && sample <= good + bad - 10) return ratioOfUniforms(bits, good, bad, sample);
  return oneByOne(bits, good, bad, sample);
}

function oneByOne(bits: Bits, good: number, bad: number, sample: number): number {
  const total = good + bad;
  const complement = sample > Math.floor(total / 2);
  let left = complement ? total - sample : sample;
  let remaining = total;
  let remainingGood = good;
  while (left > 0 && remainingGood > 0 && remaining > remainingGood) {
    remaining--;
    if (interval(bits, remaining) < remainingGood) remainingGood--;
    left--;
  }
  if (remaining === remainingGood) remainingGood -= left; // only good ones are left
  return complement ? remainingGood : good - remainingGood;
}

/** 2 sqrt(2/e) and 3 - 2 sqrt(3/e). */
const D1 = 1.7155277699214135;
const D2 = 0.8989161620588988;

function ratioOfUniforms(bits: Bits, good: number, bad: number, sample: number): number {
  const population = good + bad;
  const n = Math.min(sample, population - sample);
  const [fewer, more] = good < bad ? [good, bad] : [bad, good];
  const p = fewer / population;
  const q = more / population;
  const a = n * p + 0.5;
  const variance = ((population - n) * n * p * q) / (population - 1);
  const c = Math.sqrt(variance + 0.5);
  const h = D1 * c + D2;
  const logTerm = (k: number): number =>
    logFactorial(k) + logFactorial(fewer - k) + logFactorial(n - k) + logFactorial(more - n + k);
  const g = logTerm(Math.floor(((n + 1) * (fewer + 1)) / (population + 2)));
  // No more than can be drawn, and no more than 16 standard deviations out.
  const bound = Math.min(Math.min(n, fewer) + 1, Math.floor(a + 16 * c));
  let k: number;
  for (;;) {
    const u = bits.nextDouble();
    const v = bits.nextDouble();
    const x = a + (h * (v - 0.5)) / u;
    if (x < 0 || x >= bound) continue;
    k = Math.floor(x);
    const t = g - logTerm(k);
    if (u * (4 - u) - 3 <= t) break;
    if (u * (u - t) >= 1) continue;
    if (2 * log(u) <= t) break;
  }
  if (good > bad) k = n - k;
  return n < sample ? good - k : k;
}

const lowest = (bad: number, sample: number): number => Math.max(0, sample - bad);

function density(k: number, good: number, bad: number, sample: number): number {
  if (!(Number.isInteger(k) && k >= lowest(bad, sample) && k <= Math.min(good, sample))) return 0;
  return Math.exp(logChoose(good, k) + logChoose(bad, sample - k) - logChoose(good + bad, sample));
}

/** NumPy's limit: above it, the rounding of log-factorials would show. */
const MOST = 1e9;

export const hypergeometric: Distribution = {
  name: 'hypergeometric',
  kind: 'discrete',
  parameters: [count('ngood', MOST), count('nbad', MOST), count('nsample', 2 * MOST)],
  joint: {
    name: 'nsample',
    rule: 'at most ngood + nbad',
    accepts: (good, bad, sample) => sample <= good + bad,
  },
  sample: sampleHypergeometric,
  mean: (good, bad, sample) => (sample === 0 ? 0 : (sample * good) / (good + bad)),
  variance: (good, bad, sample) => {
    const n = good + bad;
    return n < 2 ? 0 : (sample * (good / n) * (bad / n) * (n - sample)) / (n - 1);
  },
  support: (good, bad, sample) => [lowest(bad, sample), Math.min(good, sample)],
  density,
};
