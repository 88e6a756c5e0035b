// Families of integrals that try vegas, for bench/accuracy/vegas.mjs and vegas-plus.mjs: sums of narrow Gaussians exp(-w^2 r^2) at equal
// places of the diagonal, in alternating corners or anywhere, single ones, Genz's families, a ball and a singularity at a corner. Each
// makes { domain, f, exact } from a seed, which places what is placed at random.
import { stream } from 'nfold/random';
import { erf, ownCases } from './cases.mjs';

const sum = (values) => values.reduce((s, v) => s + v, 0);
const product = (values) => values.reduce((p, v) => p * v, 1);
const cube = (dimension) => Array.from({ length: dimension }, () => [0, 1]);

/** The integral of exp(-w^2 (x - u)^2) over [0, 1]. */
const alongAxis = (w, u) => (Math.sqrt(Math.PI) / 2 / w) * (erf(w * (1 - u)) + erf(w * u));

function gaussians(centres, w) {
  const f = (x) => {
    let total = 0;
    for (const centre of centres) {
      let r2 = 0;
      for (let k = 0; k < centre.length; k++) r2 += (x[k] - centre[k]) ** 2;
      total += Math.exp(-w * w * r2);
    }
    return total;
  };
  return { f, exact: sum(centres.map((centre) => product(centre.map((u) => alongAxis(w, u))))) };
}

/** Where the peaks of a seed are. */
const PLACES = {
  diagonal: (d, n) => Array.from({ length: n }, (_, j) => Array(d).fill((j + 1) / (n + 1))),
  corners: (d, n) =>
    [() => 0.25, (k) => (k % 2 === 0 ? 0.75 : 0.25), () => 0.75]
      .slice(0, n)
      .map((at) => Array.from({ length: d }, (_, k) => at(k))),
  anywhere: (d, n, random) =>
    Array.from({ length: n }, () => Array.from({ length: d }, () => 0.15 + 0.7 * random.random())),
};

const peaks = (place, d, n, w) => (seed) => ({
  domain: cube(d),
  ...gaussians(PLACES[place](d, n, stream(seed)), w),
});
const genz = (family, d) => (seed) => ownCases(seed, [d]).find((one) => one.family === family);

export const VEGAS_FAMILIES = {
  'one peak, 2-D': peaks('anywhere', 2, 1, 20),
  'one peak, 6-D': peaks('anywhere', 6, 1, 10),
  'one peak, 10-D': peaks('anywhere', 10, 1, 5),
  '3 on the diagonal, 4-D': peaks('diagonal', 4, 3, 10),
  '3 on the diagonal, 6-D': peaks('diagonal', 6, 3, 10),
  '2 on the diagonal, 8-D': peaks('diagonal', 8, 2, 7),
  '3 in corners, 6-D': peaks('corners', 6, 3, 10),
  '5 anywhere, 3-D': peaks('anywhere', 3, 5, 20),
  '5 anywhere, 5-D': peaks('anywhere', 5, 5, 10),
  '3 anywhere, 6-D': peaks('anywhere', 6, 3, 10),
  '2 anywhere, 9-D': peaks('anywhere', 9, 2, 6),
  'oscillatory, 5-D': genz('oscillatory', 5),
  'product peak, 5-D': genz('product peak', 5),
  'product peak, 8-D': genz('product peak', 8),
  'gaussian, 8-D': genz('gaussian', 8),
  'C0, 6-D': genz('C0', 6),
  'discontinuous, 6-D': genz('discontinuous', 6),
  'ball, 5-D': genz('ball', 5),
  'x^-0.4, 4-D': () => ({ domain: cube(4), f: (x) => product(x.map((t) => 0.6 * t ** -0.4)), exact: 1 }),
};
