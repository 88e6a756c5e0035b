/**
 * Densities estimated from samples, by the window of E. Parzen ("On estimation of a probability density function and mode",
 * 1962): the share of samples near a point, over the volume that counts as near.
 */

/** Samples of several dimensions, one after the other. */
export interface Samples {
  readonly values: Float64Array;
  readonly dimensions: number;
}

/** The density at a point: samples in the cube of that width around it, over their number and the cube's volume. */
export function cubeEstimate(
  { values, dimensions }: Samples,
  point: readonly number[],
  width: number,
): number {
  let inside = 0;
  for (let sample = 0; sample < values.length; sample += dimensions) {
    let axis = 0;
    while (axis < dimensions && 2 * Math.abs(values[sample + axis] - point[axis]) <= width) axis++;
    if (axis === dimensions) inside++;
  }
  return (inside * dimensions) / values.length / width ** dimensions;
}

/** The same with a Gaussian bell in place of the cube, of the same variance: its standard deviation is width / sqrt(12). */
export function bellEstimate(
  { values, dimensions }: Samples,
  point: readonly number[],
  width: number,
): number {
  const variance = width ** 2 / 12;
  let sum = 0;
  for (let sample = 0; sample < values.length; sample += dimensions) {
    let squares = 0;
    for (let axis = 0; axis < dimensions; axis++) squares += (values[sample + axis] - point[axis]) ** 2;
    sum += Math.exp(-squares / (2 * variance));
  }
  return (sum * dimensions) / values.length / (2 * Math.PI * variance) ** (dimensions / 2);
}

/** The estimates for several widths. */
export const cubeEstimates = (
  samples: Samples,
  point: readonly number[],
  widths: readonly number[],
): number[] => widths.map((width) => cubeEstimate(samples, point, width));

export const bellEstimates = (
  samples: Samples,
  point: readonly number[],
  widths: readonly number[],
): number[] => widths.map((width) => bellEstimate(samples, point, width));
