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

// Coefficients, of the highest power first. Cody:
const MIDDLE_NUMERATOR = [
  0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582,
  18154.981253343561249,
];
const MIDDLE_DENOMINATOR = [
  1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956,
];
const NEAR_NUMERATOR = [
  1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979,
  597.27027639480026226, 2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124,
  9842.7148383839780218,
];
const NEAR_DENOMINATOR = [
  1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
  18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
];
const FAR_NUMERATOR = [
  0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807,
  0.001421619193227893466, 2.9112874951168792e-5,
];
const FAR_DENOMINATOR = [
  1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244,
  7.29751555083966205e-5,
];
// Wichura:
const CENTRE_NUMERATOR = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
];
const CENTRE_DENOMINATOR = [
  5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
];
const SIDE_NUMERATOR = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const SIDE_DENOMINATOR = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
  0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const END_NUMERATOR = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
  0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
];
const END_DENOMINATOR = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
];
