/** The standard normal distribution: probabilities and quantiles to nearly double precision. */

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** Beyond this a probability underflows. */
const FARTHEST = 38.5;
/** Where W. J. Cody changes his approximation. */
const [MIDDLE, TAIL] = [0.67448975, Math.sqrt(32)];

/**
 * P(Z <= x) for a standard normal Z, with a relative error of some 1e-15 in the lower tail too.
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969) 631-637,
 * in the form of R's pnorm.
 */
export function normalProbability(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const y = Math.abs(x);
  if (y <= MIDDLE) return 0.5 + x * (horner(MIDDLE_NUMERATOR, x * x) / horner(MIDDLE_DENOMINATOR, x * x));
  if (y > FARTHEST) return x > 0 ? 1 : 0;
  // exp(-y^2 / 2) with y^2 split, so that the rounding of the square does not grow with it.
  const near = Math.trunc(16 * y) / 16;
  const density = Math.exp((-near * near) / 2) * Math.exp((-(y - near) * (y + near)) / 2);
  const tail = density * (y <= TAIL ? nearTail(y) : farTail(y));
  return x > 0 ? 1 - tail : tail;
}

function nearTail(y: number): number {
  return horner(NEAR_NUMERATOR, y) / horner(NEAR_DENOMINATOR, y);
}

function farTail(y: number): number {
  const square = 1 / (y * y);
  const correction = (square * horner(FAR_NUMERATOR, square)) / horner(FAR_DENOMINATOR, square);
  return (1 / Math.sqrt(2 * Math.PI) - correction) / y;
}

/**
 * The x with P(Z <= x) = p; -Infinity for 0, Infinity for 1, NaN outside. Relative error about 1e-16.
 * M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988) 477-484.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRE_NUMERATOR, r)) / horner(CENTRE_DENOMINATOR, r);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size =
    r <= 5
      ? horner(SIDE_NUMERATOR, r - 1.6) / horner(SIDE_DENOMINATOR, r - 1.6)
      : horner(END_NUMERATOR, r - 5) / horner(END_DENOMINATOR, r - 5);
  return q < 0 ? -size : size;
}

// Coefficients, of the highest power first, rounded to doubles. Cody:
const MIDDLE_NUMERATOR = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const MIDDLE_DENOMINATOR = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const NEAR_NUMERATOR = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const NEAR_DENOMINATOR = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const FAR_NUMERATOR = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const FAR_DENOMINATOR = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];
// Wichura:
const CENTRE_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRE_DENOMINATOR = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const SIDE_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const SIDE_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const END_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const END_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];
