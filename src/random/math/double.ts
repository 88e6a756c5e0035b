/**
 * The bits of a double, and the part of a product that rounding drops.
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18 (1971).
 */

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
const SPLIT = 2 ** 27 + 1;

/** The upper 32 bits of a double: sign, exponent and 20 bits of the fraction. */
export function highWord(x: number): number {
  double[0] = x;
  return words[1];
}

/** The double with another upper word. */
export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[1] = high;
  return double[0];
}

/** a * b - product, exactly, where `product` is a * b rounded; below 2^970, and no underflow. */
export function productError(a: number, b: number, product: number): number {
  const aWide = SPLIT * a;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = SPLIT * b;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** x * 2^k, with one rounding unless the result is subnormal. */
export function scaleByPower(x: number, k: number): number {
  if (k > -1022 && k < 1023) return x * withHighWord(0, (k + 1023) << 20);
  return x * 2 ** Math.trunc(k / 2) * 2 ** (k - Math.trunc(k / 2));
}
