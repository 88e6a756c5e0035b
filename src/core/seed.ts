import { checkOneOf, invalidArgument } from './checks.js';

/** What seeds a stream: a whole number of at least 0, as a number up to 2^53 - 1 or a bigint of any size. */
export type Seed = number | bigint;

/** Throws `ERR_INVALID_ARGUMENT` for what is not a {@link Seed}. */
export function checkSeed(name: string, seed: unknown): Seed {
  const valid = typeof seed === 'bigint' ? seed >= 0n : Number.isSafeInteger(seed) && (seed as number) >= 0;
  if (valid) return seed as Seed;
  throw invalidArgument(name, 'a whole number of at least 0 (a bigint above 2^53 - 1)', seed);
}

/** A seed from the system's random numbers, of 53 bits: it survives JSON, and being typed again. */
export function randomSeed(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
}

/** The bit generators, by the names of NumPy's in lower case; the first is the default. */
export const BIT_GENERATORS = ['sfc64', 'pcg64dxsm', 'pcg64', 'philox', 'mt19937'] as const;

/** Name of a bit generator. */
export type BitGeneratorName = (typeof BIT_GENERATORS)[number];

/** Throws `ERR_INVALID_ARGUMENT` with the nearest name. */
export function checkBitGenerator(name: unknown): BitGeneratorName {
  return name === 'sfc64' ? name : checkOneOf('bitGenerator', name, BIT_GENERATORS);
}
