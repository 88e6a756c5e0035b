import * as random from 'nfold/random';
import { type Bits, Draws, SeedSequence } from 'nfold/random';

/** Draws from whatever gives bits, never in bulk. */
export class DrawsFrom extends Draws {
  constructor(readonly bits: Bits) {
    super();
  }

  protected override fillInBulk(): boolean {
    return false;
  }

  protected override fillIntegersInBulk(): boolean {
    return false;
  }
}

/** NumPy's bit generators, by its names and those of the classes here. */
export const GENERATORS = {
  SFC64: 'Sfc64',
  PCG64DXSM: 'Pcg64Dxsm',
  PCG64: 'Pcg64',
  Philox: 'Philox',
  MT19937: 'Mt19937',
} as const;

type Maker = new (seed: SeedSequence) => Bits;

/** The generator's class, or undefined where nfold does not have it. */
export function generator(name: keyof typeof GENERATORS): Maker | undefined {
  return (random as unknown as Partial<Record<string, Maker>>)[GENERATORS[name]];
}
