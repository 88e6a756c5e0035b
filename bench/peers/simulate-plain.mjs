// The lab's model in plain JavaScript, as a careful programmer writes it: xoshiro128+ (D. Blackman and S. Vigna) and the ziggurat of
// G. Marsaglia and W. W. Tsang (2000) with 128 layers and 32 bits, and running sums.
const R = 3.442619855899;
const AREA = 9.91256303526217e-3;
const [LIMIT, WIDTH, HEIGHT] = [new Int32Array(128), new Float64Array(128), new Float64Array(128)];
const M = 2 ** 31;
let [d, before] = [R, R];
const q = AREA / Math.exp(-0.5 * d * d);
LIMIT[0] = (d / q) * M;
WIDTH[0] = q / M;
WIDTH[127] = d / M;
HEIGHT[0] = 1;
HEIGHT[127] = Math.exp(-0.5 * d * d);
for (let i = 126; i >= 1; i--) {
  d = Math.sqrt(-2 * Math.log(AREA / d + Math.exp(-0.5 * d * d)));
  LIMIT[i + 1] = (d / before) * M;
  before = d;
  HEIGHT[i] = Math.exp(-0.5 * d * d);
  WIDTH[i] = d / M;
}

let [a, b, c, e] = [1, 2, 3, 4];

function next() {
  const out = (a + e) | 0;
  const t = b << 9;
  c ^= a;
  e ^= b;
  b ^= c;
  a ^= e;
  c ^= t;
  e = (e << 11) | (e >>> 21);
  return out;
}

const uniform = () => (next() >>> 0) * 2 ** -32 + 2 ** -33;

function normal() {
  for (;;) {
    const h = next();
    const i = h & 127;
    const x = h * WIDTH[i];
    if (Math.abs(h) < LIMIT[i]) return x;
    if (i === 0) {
      let tail;
      let y;
      do {
        tail = -Math.log(uniform()) / R;
        y = -Math.log(uniform());
      } while (y + y < tail * tail);
      return h > 0 ? R + tail : -R - tail;
    }
    if (HEIGHT[i] + uniform() * (HEIGHT[i - 1] - HEIGHT[i]) < Math.exp(-0.5 * x * x)) return x;
  }
}

/** Mean and standard deviation of so many draws. */
export function simulatePlain(draws) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i++) {
    const [alpha, x1, x2, x3] = [15 + 2 * normal(), 3 + 5 * normal(), 10 + normal(), 8 + 8 * normal()];
    const y = alpha + x1 + 2 * x2 + x3 / 2 + normal();
    sum += y;
    squares += y * y;
  }
  const mean = sum / draws;
  return { mean, sd: Math.sqrt((squares - sum * mean) / (draws - 1)) };
}
