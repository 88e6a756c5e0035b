/** The shape and the colour of the land. Lengths are in kilometres; the lake lies at height 0. */
import type { RandomStream } from 'nfold';
import { type Noise, fractal, gradientNoise, ridged, smoothStep } from './noise.js';
import { type Light, type Vector, mixColours, unit } from './light.js';
import type { Colour } from './scene.js';

export interface Terrain {
  /** The height of the ground, below 0 where there is water. */
  height: Noise;
  /** The colour of the ground itself. */
  albedo(x: number, y: number, z: number, normal: Vector): Colour;
  /** How thick the forest is, from 0 to 1. */
  forest: Noise;
}

export function makeTerrain(random: RandomStream): Terrain {
  const [coarse, fine, wood] = [0, 1, 2].map((i) => gradientNoise(random.substream(i)));
  const [crests, bumps, woods] = [ridged(coarse, 4), fractal(fine, 4), fractal(wood, 3)];
  const height: Noise = (x, z) => {
    // A valley that bends, with a lake; mountains on both sides, and across its end.
    const centre = 0.45 * Math.sin(0.42 * z - 0.4) + 0.05 * z;
    const lake = 1.35 * smoothStep(0.8, 2.6, z) * (1 - smoothStep(8, 12, z)) + 0.3 * bumps(x, z) - 0.12;
    const aside = Math.abs(x - centre);
    const inland = smoothStep(0.9, 5.5, aside) + 0.75 * smoothStep(12, 22, z);
    const mountains = crests(0.22 * x + 7, 0.22 * z) ** 2 * (2.3 + 0.05 * z);
    return 0.08 * Math.tanh(2.4 * (aside - lake)) + inland * mountains + 0.03 * bumps(3 * x, 3 * z);
  };
  return {
    height,
    forest: (x, z) => smoothStep(-0.3, 0.25, woods(0.9 * x, 0.9 * z)),
    albedo(x, y, z, normal) {
      const snow = smoothStep(0.95, 1.4, y + 0.3 * bumps(2 * x, 2 * z)) * smoothStep(0.3, 0.55, normal[1]);
      const rock = smoothStep(0.9, 0.7, normal[1]) + smoothStep(0.7, 1.3, y);
      const grass = mixColours([0.07, 0.13, 0.035], [0.26, 0.2, 0.055], smoothStep(-0.3, 0.5, woods(x, z)));
      const ground = mixColours(grass, [0.19, 0.165, 0.155], Math.min(1, rock));
      return mixColours(ground, [0.86, 0.9, 0.98], snow);
    },
  };
}

/** What is seen from a point of the lake, looking up along a reflected ray: the land where it hits it, else the sky. */
export function mirrored(terrain: Terrain, light: Light, [x, , z]: Vector, direction: Vector): Colour {
  for (let distance = 0.15; distance < 40; distance *= 1.05) {
    const at = direction.map((d, i) => [x, 0, z][i] + d * distance);
    const ground = terrain.height(at[0], at[2]);
    if (ground <= at[1]) continue;
    const normal = slopeNormal(terrain, at[0], at[2]);
    return light.surface(terrain.albedo(at[0], ground, at[2], normal), normal, direction, z + distance);
  }
  return light.sky(direction);
}

function slopeNormal({ height }: Terrain, x: number, z: number): Vector {
  const step = 0.05;
  const here = height(x, z);
  return unit([here - height(x + step, z), step, here - height(x, z + step)]);
}
