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

const powers = Float64Array.from({ length: 2048 }, (_, i) => 2 ** (i - 1024));

/** 2^k as a double, for k from -1024 to 1023. */
export function powerOf2(k: number): number {
  return powers[k + 1024];
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
  if (k > -1022 && k < 1023) return x * powerOf2(k);
  return x * 2 ** Math.trunc(k / 2) * 2 ** (k - Math.trunc(k / 2));
}
