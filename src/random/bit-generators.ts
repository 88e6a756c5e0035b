import type { BitGeneratorName } from '../core/index.js';
import type { BitGenerator } from './bit-generator.js';
import { Mt19937 } from './mt19937.js';
import { Pcg64 } from './pcg64.js';
import { Pcg64Dxsm } from './pcg64dxsm.js';
import { Philox } from './philox.js';
import type { SeedSequence } from './seed-sequence.js';
import { Sfc64 } from './sfc64.js';

const CLASSES: Readonly<Record<BitGeneratorName, new (seed?: SeedSequence) => BitGenerator>> = {
  sfc64: Sfc64,
  pcg64dxsm: Pcg64Dxsm,
  pcg64: Pcg64,
  philox: Philox,
  mt19937: Mt19937,
};

/** The generator of that name, seeded, or with a state of zeros to be filled in. */
export function makeBitGenerator(name: BitGeneratorName, seed?: SeedSequence): BitGenerator {
  // The default is made for each task: spare it the look-up.
  return name === 'sfc64' ? new Sfc64(seed) : new CLASSES[name](seed);
}
