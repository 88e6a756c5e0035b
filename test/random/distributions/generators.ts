import { type Bits, Draws, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64 } from 'nfold/random';

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

/** NumPy's bit generators, by its names, and their names here. */
export const GENERATORS = {
  SFC64: { Generator: Sfc64, name: 'sfc64' },
  PCG64DXSM: { Generator: Pcg64Dxsm, name: 'pcg64dxsm' },
  PCG64: { Generator: Pcg64, name: 'pcg64' },
  Philox: { Generator: Philox, name: 'philox' },
  MT19937: { Generator: Mt19937, name: 'mt19937' },
} as const;
