// What every pool of the benches runs. Each function stands alone, so that nfold can be given the function itself, as its
// users would; the other pools load this file, or one of the worker scripts beside it.

export const noop = (x) => x;

export const square = (x) => x * x;

/** A part of a list, cut by hand. */
export const squares = (items) => items.map((x) => x * x);

/** A part of a Float64Array, cut by hand. */
export const squareFloats = (input) => {
  const output = new Float64Array(input.length);
  for (let i = 0; i < input.length; i++) output[i] = input[i] * input[i];
  return output;
};

/** A part of a Float64Array in shared memory, cut by hand. */
export const squareShared = ({ input, output, from, to }) => {
  for (let i = from; i < to; i++) output[i] = input[i] * input[i];
  return to - from;
};

/**
 * Integer work that takes time in proportion to `steps`: Marsaglia's xorshift, "Xorshift RNGs" (2003). It starts with a number
 * below 2^31: with a larger one V8 computes in doubles, three times slower, but only where calls are too short to be
 * optimised while they run, and pools would be compared by that.
 */
export const spin = (steps) => {
  let x = 1;
  for (let i = 0; i < steps; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  return x >>> 0;
};

/** Many tasks as one, all of the same steps or not. */
export const spins = (all) => all.map((steps) => spin(steps));

/** Marks the first and the last byte and gives the memory back. */
export const stamp = (buffer) => {
  const bytes = new Uint8Array(buffer);
  bytes[0]++;
  bytes[bytes.length - 1]++;
  return buffer;
};
