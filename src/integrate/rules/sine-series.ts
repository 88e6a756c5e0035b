/**
 * The sums S_k of p_j sin(j k pi / N) over j = 1 … N - 1, for all k from 1 to N - 1, as N doubles: with N = 2 M the old points have even j,
 * so S_k and S_(N - k) are T_k + S_k and T_k - S_k of the old sums and of T_k, the sum over the M new points, k = 1 … M. The T_k are a
 * discrete sine transform of the second kind, which is a cosine transform of the second kind backwards; J. Makhoul, "A fast cosine
 * transform in one and two dimensions", IEEE Transactions on Acoustics, Speech, and Signal Processing 28 (1980) 27-34, gets that from a
 * Fourier transform of M real numbers, and that is one of M / 2 complex numbers.
 */

/** Fewer new points are summed directly. */
const DIRECT = 8;

/** Goes from the sums of `m` old intervals to those of 2 m, in place; `fresh` are p_1, p_3, … p_(2m - 1). */
export function extendSines(sums: Float64Array, fresh: Float64Array, m: number): void {
  const plan = planOf(m);
  const t = m <= DIRECT ? directly(plan, fresh) : byFourier(plan, fresh);
  for (let k = 1; k < m; k++) {
    const old = sums[k];
    sums[k] = t[k] + old;
    sums[2 * m - k] = t[k] - old;
  }
  sums[m] = t[m];
}

/** What depends on the number of new points alone, and room for the transform. */
interface Plan {
  readonly m: number;
  /** T_k at index k. */
  readonly t: Float64Array;
  /** sin(j pi / 2m), j = 0 … 4m - 1. */
  readonly sines: Float64Array;
  /** The index of the number that comes to each place, real and imaginary parts in turn, bits of the pairs reversed. */
  readonly order: Uint16Array;
  readonly z: Float64Array;
}

const plans = new Map<number, Plan>();

function planOf(m: number): Plan {
  let plan = plans.get(m);
  if (plan === undefined) plans.set(m, (plan = makePlan(m)));
  return plan;
}

function makePlan(m: number): Plan {
  const sines = Float64Array.from({ length: 4 * m }, (_, j) => Math.sin((Math.PI * j) / (2 * m)));
  const half = m / 2;
  const order = new Uint16Array(m);
  // Makhoul's order: the even ones upwards, then the odd ones downwards.
  const reordered = (n: number): number => (n < half ? 2 * n : 2 * (m - 1 - n) + 1);
  for (let n = 0, reversed = 0; n < half; n++) {
    order[2 * reversed] = reordered(2 * n);
    order[2 * reversed + 1] = reordered(2 * n + 1);
    let bit = half >> 1;
    while (bit > 0 && (reversed & bit) !== 0) {
      reversed ^= bit;
      bit >>= 1;
    }
    reversed |= bit;
  }
  return { m, t: new Float64Array(m + 1), sines, order, z: new Float64Array(m) };
}

function directly({ m, t, sines }: Plan, fresh: Float64Array): Float64Array {
  for (let k = 1; k <= m; k++) {
    let sum = 0;
    for (let i = 0, index = k; i < m; i++, index += 2 * k) sum += fresh[i] * sines[index & (4 * m - 1)];
    t[k] = sum;
  }
  return t;
}

function byFourier(plan: Plan, fresh: Float64Array): Float64Array {
  const { m, t, sines, order, z } = plan;
  // sin(pi (2 i + 1) k / 2m) with k = m - l is (-1)^i cos(pi (2 i + 1) l / 2m).
  for (let p = 0; p < m; p++) {
    const i = order[p];
    z[p] = (i & 1) === 0 ? fresh[i] : -fresh[i];
  }
  fourier(z, sines, m);
  // V_l of the real numbers from Z_l and Z_(m/2 - l), turned by l pi / 2m: its parts are T_(m - l) and -T_l.
  const half = m >> 1;
  for (let l = 0; l <= half >> 1; l++) {
    const other = (half - l) & (half - 1);
    const re = z[2 * l];
    const im = z[2 * l + 1];
    const evenRe = (re + z[2 * other]) / 2;
    const evenIm = (im - z[2 * other + 1]) / 2;
    const oddRe = (im + z[2 * other + 1]) / 2;
    const oddIm = (z[2 * other] - re) / 2;
    const c = sines[4 * l + m];
    const s = sines[4 * l];
    const turnedRe = c * oddRe + s * oddIm;
    const turnedIm = c * oddIm - s * oddRe;
    place(t, sines, m, l, evenRe + turnedRe, evenIm + turnedIm);
    place(t, sines, m, half - l, evenRe - turnedRe, turnedIm - evenIm);
  }
  return t;
}

function place(t: Float64Array, sines: Float64Array, m: number, l: number, re: number, im: number): void {
  const c = sines[l + m];
  const s = sines[l];
  t[m - l] = c * re + s * im;
  if (l > 0) t[l] = s * re - c * im;
}

/** The Fourier transform of m / 2 complex numbers whose order is reversed already; J. W. Cooley and J. W. Tukey (1965). */
function fourier(z: Float64Array, sines: Float64Array, m: number): void {
  for (let width = 2, step = m; width < m; width *= 2, step >>= 1) {
    // The factors exp(-i pi k / width) for k = 0, 2, 4, …
    for (let k = 0, turn = 0; k < width; k += 2, turn += 2 * step) {
      const c = sines[turn + m];
      const s = sines[turn];
      for (let at = k; at < m; at += 2 * width) {
        const to = at + width;
        const re = z[to] * c + z[to + 1] * s;
        const im = z[to + 1] * c - z[to] * s;
        z[to] = z[at] - re;
        z[to + 1] = z[at + 1] - im;
        z[at] += re;
        z[at + 1] += im;
      }
    }
  }
}
