import {
  type BitGenerator,
  type BitGeneratorName,
  Mt19937,
  Pcg64,
  Pcg64Dxsm,
  Philox,
  type SeedSequence,
  Sfc64,
} from 'nfold/random';

export const CLASSES: Readonly<Record<BitGeneratorName, new (seed?: SeedSequence) => BitGenerator>> = {
  sfc64: Sfc64,
  pcg64dxsm: Pcg64Dxsm,
  pcg64: Pcg64,
  philox: Philox,
  mt19937: Mt19937,
};

/** NumPy's `SFC64` is `sfc64` here. */
export function nameOf(bitgen: string): BitGeneratorName {
  return bitgen.toLowerCase() as BitGeneratorName;
}

export const fromHex = (text: string): bigint =>
  text.startsWith('-') ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`);

/** What NumPy's `random_raw` gives next, in hexadecimal: 64 bits, or 32 of the Mersenne Twister. */
export function raw(bits: BitGenerator): string {
  if (bits.name === 'mt19937') return bits.next32().toString(16);
  bits.next();
  return ((BigInt(bits.high >>> 0) << 32n) | BigInt(bits.low >>> 0)).toString(16);
}
