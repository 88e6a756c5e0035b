/**
 * Where distributions take their random bits from: the four ways of NumPy's `bitgen_t`
 * (numpy/random/bitgen.h), with 64-bit words as two halves, since a BigInt costs 380 ns a draw.
 */
export interface Bits {
  /** Upper half of the last 64 bits drawn by {@link next} or {@link next53}, as a signed 32-bit integer. */
  readonly high: number;
  /** Lower half of the last 64 bits drawn by {@link next} or {@link next53}, as a signed 32-bit integer. */
  readonly low: number;
  /** Draws 64 bits into {@link high} and {@link low}. */
  next(): void;
  /** 32 random bits as a whole number of at least 0. Generators of 64 bits give the lower half first and keep the other. */
  next32(): number;
  /** The upper 53 of the next 64 bits, as a whole number. */
  next53(): number;
  /** A uniform double in [0, 1) with 53 random bits. */
  nextDouble(): number;
}
