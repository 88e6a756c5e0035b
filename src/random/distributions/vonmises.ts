/**
 * The von Mises distribution of an angle: D. J. Best and N. I. Fisher, "Efficient simulation of the von Mises distribution",
 * Applied Statistics 28 (1979). Follows random_vonmises of NumPy's distributions.c; its cosines come from the engine, so
 * the last bits may differ.
 */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import { logBesselI0 } from '../math/series.js';
import type { Distribution } from './definition.js';
import { finite, nonNegative } from './parameters.js';
import { sampleStandardNormal } from './standard-normal.js';

const { PI } = Math;

function sample(bits: Bits, mu: number, kappa: number): number {
  if (kappa < 1e-8) return PI * (2 * bits.nextDouble() - 1);
  if (kappa > 1e6) return nearlyNormal(bits, mu, kappa);
  const w = cosine(bits, kappa);
  const angle = bits.nextDouble() < 0.5 ? -Math.acos(w) : Math.acos(w);
  const shifted = angle + mu;
  const wrapped = ((Math.abs(shifted) + PI) % (2 * PI)) - PI;
  return shifted < 0 ? -wrapped : wrapped;
}

function nearlyNormal(bits: Bits, mu: number, kappa: number): number {
  const angle = mu + Math.sqrt(1 / kappa) * sampleStandardNormal(bits);
  return angle < -PI ? angle + 2 * PI : angle > PI ? angle - 2 * PI : angle;
}

/** The cosine of the angle to mu, by rejection from a wrapped Cauchy distribution. */
function cosine(bits: Bits, kappa: number): number {
  const s = wrappedCauchy(kappa);
  for (;;) {
    const z = Math.cos(PI * bits.nextDouble());
    const w = (1 + s * z) / (s + z);
    const y = kappa * (s - w);
    const v = bits.nextDouble();
    if (y * (2 - y) - v >= 0 || log(y / v) + 1 - y >= 0) return w;
  }
}

function wrappedCauchy(kappa: number): number {
  if (kappa < 1e-5) return 1 / kappa + kappa;
  const r = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (r - Math.sqrt(2 * r)) / (2 * kappa);
  return (1 + rho * rho) / (2 * rho);
}

/** The k-th moment of the angle about `centre`, by Simpson's rule; the density is far wider than a step up to kappa = 1e4. */
function moment(k: number, centre: number, mu: number, kappa: number): number {
  const steps = 4096;
  const logI0 = logBesselI0(kappa);
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = -PI + (2 * PI * i) / steps;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (x - centre) ** k * Math.exp(kappa * Math.cos(x - mu) - logI0);
  }
  return sum / (3 * steps);
}

const concentrated = (kappa: number): boolean => kappa > 1e4;

/** Mean of the angle as a number between -pi and pi. */
function mean(mu: number, kappa: number): number {
  return concentrated(kappa) ? Math.atan2(Math.sin(mu), Math.cos(mu)) : moment(1, 0, mu, kappa);
}

export const vonmises: Distribution = {
  name: 'vonmises',
  kind: 'continuous',
  parameters: [finite('mu'), nonNegative('kappa')],
  sample,
  mean,
  variance: (mu, kappa) => (concentrated(kappa) ? 1 / kappa : moment(2, mean(mu, kappa), mu, kappa)),
  support: () => [-PI, PI],
  density: (x, mu, kappa) =>
    Math.abs(x) <= PI ? Math.exp(kappa * Math.cos(x - mu) - logBesselI0(kappa)) / (2 * PI) : 0,
};
