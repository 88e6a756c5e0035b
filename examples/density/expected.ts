/** What the estimates are on average for standard normal samples, at their centre, and how much they scatter. */
import { integrateFixed } from 'nfold';

export interface Expected {
  readonly expected: number;
  /** Standard deviation over all samples that might have been drawn. */
  readonly sd: number;
}

export const densityAtCentre = (dimensions: number): number => (2 * Math.PI) ** (-dimensions / 2);

/** The samples in the cube are binomial, with the cube's probability. */
export function expectedOfCube(n: number, dimensions: number, width: number): Expected {
  const side = integrateFixed('exp(-x^2/2)', [-width / 2, width / 2]).value / Math.sqrt(2 * Math.PI);
  const probability = side ** dimensions;
  const volume = width ** dimensions;
  return { expected: probability / volume, sd: Math.sqrt((probability * (1 - probability)) / n) / volume };
}

/** Products and convolutions of Gaussian bells are Gaussian bells. */
export function expectedOfBell(n: number, dimensions: number, width: number): Expected {
  const variance = width ** 2 / 12;
  const bell = (total: number): number => (2 * Math.PI * total) ** (-dimensions / 2);
  const expected = bell(1 + variance);
  const square = bell(2 * variance) * bell(1 + variance / 2);
  return { expected, sd: Math.sqrt((square - expected ** 2) / n) };
}
