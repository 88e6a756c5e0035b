/**
 * Binomial numbers by rejection from two triangles, a parallelogram and exponential tails: V. Kachitvichyanukul and
 * B. W. Schmeiser, "Binomial random variate generation", Communications of the ACM 31 (1988), algorithm BTPE. Draw for draw
 * random_binomial_btpe of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';

/** What depends on n and p alone, by the paper's names. */
interface Setup {
  readonly n: number;
  readonly p: number;
  readonly r: number;
  readonly q: number;
  readonly m: number;
  readonly nrq: number;
  readonly xm: number;
  readonly xl: number;
  readonly xr: number;
  readonly c: number;
  readonly lamL: number;
  readonly lamR: number;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: number;
}

function setUp(n: number, p: number): Setup {
  const r = Math.min(p, 1 - p);
  const q = 1 - r;
  const fm = n * r + r;
  const m = Math.floor(fm);
  const p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
  const xm = m + 0.5;
  const xl = xm - p1;
  const xr = xm + p1;
  const c = 0.134 + 20.5 / (15.3 + m);
  const left = (fm - xl) / (fm - xl * r);
  const lamL = left * (1 + left / 2);
  const right = (xr - fm) / (xr * q);
  const lamR = right * (1 + right / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / lamL;
  const p4 = p3 + c / lamR;
  return { n, p, r, q, m, nrq: n * r * q, xm, xl, xr, c, lamL, lamR, p1, p2, p3, p4 };
}

/** The set-up of the call before: many draws of one distribution are the usual case. */
let last = setUp(100, 0.5);

/** One draw for n p > 30 and p of at most 1/2. */
export function btpe(bits: Bits, n: number, p: number): number {
  if (last.n !== n || last.p !== p) last = setUp(n, p);
  const s = last;
  for (;;) {
    const u = bits.nextDouble() * s.p4;
    const v = bits.nextDouble();
    if (u <= s.p1) return Math.floor(s.xm - s.p1 * v + u); // the triangle lies under the curve
    let y: number;
    let height: number;
    if (u <= s.p2) {
      const x = s.xl + (u - s.p1) / s.c;
      height = v * s.c + 1 - Math.abs(s.m - x + 0.5) / s.p1;
      if (height > 1) continue;
      y = Math.floor(x);
    } else if (u <= s.p3) {
      y = Math.floor(s.xl + log(v) / s.lamL);
      if (y < 0 || v === 0) continue;
      height = v * (u - s.p2) * s.lamL;
    } else {
      y = Math.floor(s.xr - log(v) / s.lamR);
      if (y > n || v === 0) continue;
      height = v * (u - s.p3) * s.lamR;
    }
    if (underCurve(s, y, height)) return y;
  }
}

function underCurve(s: Setup, y: number, height: number): boolean {
  const k = Math.abs(y - s.m);
  if (k <= 20 || k >= s.nrq / 2 - 1) return height <= relativeProbability(s, y);
  const rho = (k / s.nrq) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / s.nrq + 0.5);
  const t = (-k * k) / (2 * s.nrq);
  const logHeight = log(height);
  if (logHeight < t - rho) return true;
  return logHeight <= t + rho && logHeight <= logRelativeProbability(s, y);
}

/** The probability of y over that of the mode, by recursion. */
function relativeProbability({ n, r, q, m }: Setup, y: number): number {
  const ratio = r / q;
  const a = ratio * (n + 1);
  let f = 1;
  for (let i = m + 1; i <= y; i++) f *= a / i - ratio;
  for (let i = y + 1; i <= m; i++) f /= a / i - ratio;
  return f;
}

/** The same by Stirling's formula. */
function logRelativeProbability({ n, r, q, m, xm }: Setup, y: number): number {
  const x1 = y + 1;
  const f1 = m + 1;
  const z = n + 1 - m;
  const w = n - y + 1;
  return (
    xm * log(f1 / x1) +
    (n - m + 0.5) * log(z / w) +
    (y - m) * log((w * r) / (x1 * q)) +
    stirling(f1) +
    stirling(z) +
    stirling(x1) +
    stirling(w)
  );
}

function stirling(x: number): number {
  const x2 = x * x;
  return (13680 - (462 - (132 - (99 - 140 / x2) / x2) / x2) / x2) / x / 166320;
}
