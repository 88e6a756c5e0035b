// Integrals of several variables with known values, for bench/accuracy/n-dimensions.mjs: the thirty of
// test/known-answers/integrals_nd.json (A. Genz's six families in 2, 3, 5, 8 and 10 dimensions), and a second set with other
// parameters and families whose values have closed forms.
import { readFileSync } from 'node:fs';
import { stream } from 'nfold/random';

/** The public cases, as { id, family, dimension, f, exact }. */
export function publicCases() {
  const file = new URL('../../test/known-answers/integrals_nd.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).map(({ id, dim, expr, cls, exactDouble, lower, upper }) => ({
    id,
    family: cls,
    dimension: dim,
    domain: lower.map((low, k) => [low, upper[k]]),
    // oxlint-disable-next-line no-implied-eval -- a formula of the project's own file
    f: new Function('x', `return ${expr}`),
    exact: exactDouble,
  }));
}

const product = (values) => values.reduce((p, v) => p * v, 1);
const sum = (values) => values.reduce((s, v) => s + v, 0);

/** 1 - erfc by its series and continued fraction: W. J. Cody's values to 1e-15 where it is used here. */
export function erf(x) {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x < 2.5) {
    let [term, total] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-17 * total; n++) {
      term *= (-x * x) / n;
      total += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * total;
  }
  let fraction = 0;
  for (let n = 80; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** Each family: the integrand of u (shifts) and a (difficulties, of a given sum), and its integral over the unit cube. */
const FAMILIES = {
  oscillatory: {
    total: 9,
    make: (a, u) => (x) => {
      let s = 2 * Math.PI * u[0];
      for (let k = 0; k < a.length; k++) s += a[k] * x[k];
      return Math.cos(s);
    },
    exact: (a, u) =>
      Math.cos(2 * Math.PI * u[0] + sum(a) / 2) * product(a.map((c) => Math.sin(c / 2) / (c / 2))),
  },
  'product peak': {
    total: 15,
    make: (a, u) => (x) => {
      let p = 1;
      for (let k = 0; k < a.length; k++) p *= a[k] ** -2 + (x[k] - u[k]) ** 2;
      return 1 / p;
    },
    exact: (a, u) => product(a.map((c, k) => c * (Math.atan(c * (1 - u[k])) + Math.atan(c * u[k])))),
  },
  gaussian: {
    total: 12,
    make: (a, u) => (x) => {
      let s = 0;
      for (let k = 0; k < a.length; k++) s += (a[k] * (x[k] - u[k])) ** 2;
      return Math.exp(-s);
    },
    exact: (a, u) =>
      product(a.map((c, k) => (Math.sqrt(Math.PI) / 2 / c) * (erf(c * (1 - u[k])) + erf(c * u[k])))),
  },
  C0: {
    total: 14,
    make: (a, u) => (x) => {
      let s = 0;
      for (let k = 0; k < a.length; k++) s += a[k] * Math.abs(x[k] - u[k]);
      return Math.exp(-s);
    },
    exact: (a, u) => product(a.map((c, k) => (2 - Math.exp(-c * u[k]) - Math.exp(-c * (1 - u[k]))) / c)),
  },
  discontinuous: {
    total: 10,
    make: (a, u) => (x) => {
      if (x[0] > u[0] || x[1] > u[1]) return 0;
      let s = 0;
      for (let k = 0; k < a.length; k++) s += a[k] * x[k];
      return Math.exp(s);
    },
    exact: (a, u) => product(a.map((c, k) => Math.expm1(c * (k < 2 ? u[k] : 1)) / c)),
  },
  // Sums of functions of one variable, times a polynomial of two.
  'sum of sines': {
    total: 20,
    make: (a) => (x) => {
      let s = 1;
      for (let k = 0; k < a.length; k++) s += Math.sin(a[k] * x[k]);
      return s;
    },
    exact: (a) => 1 + sum(a.map((c) => (1 - Math.cos(c)) / c)),
  },
  'chain of products': {
    total: 6,
    make: (a) => (x) => {
      let s = 1;
      for (let k = 0; k + 1 < a.length; k++) s += a[k] * x[k] * x[k + 1] * x[k + 1];
      return s;
    },
    exact: (a) => 1 + sum(a.slice(0, -1)) / 6,
  },
  'square root': {
    total: 8,
    make: (a) => (x) => {
      let p = 1;
      for (let k = 0; k < a.length; k++) p *= 1 + a[k] * Math.sqrt(x[k]);
      return p;
    },
    exact: (a) => product(a.map((c) => 1 + (2 / 3) * c)),
  },
  // |x_1 + … + x_d - d/2|: a kink across the axes. With S the sum of d uniforms, E|S - d/2|.
  'diagonal kink': {
    total: 1,
    make: (a) => (x) => {
      let s = -a.length / 2;
      for (let k = 0; k < a.length; k++) s += x[k];
      return Math.abs(s);
    },
    exact: (a) => meanDeviation(a.length),
  },
  // The quarter of a ball of radius 1: volume of the ball over 2^d.
  ball: {
    total: 1,
    make: () => (x) => {
      let s = 0;
      for (let k = 0; k < x.length; k++) s += x[k] * x[k];
      return s < 1 ? 1 : 0;
    },
    exact: (a) => Math.PI ** (a.length / 2) / gammaHalf(a.length) / 2 ** a.length,
  },
  // exp(-x'Ax/2) over all space, A = I + c (ones): pi^(d/2) 2^(d/2) / sqrt(det A), det A = 1 + c d.
  'correlated normal': {
    total: 1,
    space: true,
    make: () => (x) => {
      let [s, t] = [0, 0];
      for (let k = 0; k < x.length; k++) {
        s += x[k] * x[k];
        t += x[k];
      }
      return Math.exp(-0.5 * (s + 0.5 * t * t));
    },
    exact: (a) => (2 * Math.PI) ** (a.length / 2) / Math.sqrt(1 + 0.5 * a.length),
  },
};

/** Gamma(d / 2 + 1). */
function gammaHalf(d) {
  let value = d % 2 === 0 ? 1 : Math.sqrt(Math.PI) / 2;
  for (let x = d % 2 === 0 ? 1 : 1.5; x <= d / 2; x++) value *= x;
  return value;
}

/** E|S - d/2| = 2 sum over j < d/2 of (-1)^j C(d, j) (d/2 - j)^(d+1) / (d+1)!. */
function meanDeviation(d) {
  let [total, binomial, factorial] = [0, 1, 1];
  for (let i = 2; i <= d + 1; i++) factorial *= i;
  for (let j = 0; j < d / 2; j++) {
    total += (j % 2 === 0 ? 1 : -1) * binomial * (d / 2 - j) ** (d + 1);
    binomial = (binomial * (d - j)) / (j + 1);
  }
  return (2 * total) / factorial;
}

/** The second set: every family in these dimensions, parameters drawn from the seed. */
export function ownCases(seed, dimensions = [2, 3, 4, 6, 7, 9]) {
  const random = stream(seed);
  return Object.entries(FAMILIES).flatMap(([family, { make, exact, total, space }]) =>
    dimensions.map((dimension) => {
      const raw = Array.from({ length: dimension }, () => 0.1 + random.random());
      const a = raw.map((r) => (r * total * (0.6 + 0.8 * random.random())) / sum(raw));
      const u = Array.from({ length: dimension }, () => 0.05 + 0.9 * random.random());
      const sides = Array.from({ length: dimension }, () => (space ? [-Infinity, Infinity] : [0, 1]));
      return {
        id: `${family} ${dimension}`,
        family,
        dimension,
        domain: sides,
        f: make(a, u),
        exact: exact(a, u),
      };
    }),
  );
}
