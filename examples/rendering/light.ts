/** The light of the scene: its sun, its sky, the haze, and what they make of a surface's colour. */
import type { RandomStream } from 'nfold';
import { type Noise, fractal, gradientNoise, mix, smoothStep } from './noise.js';
import type { Colour } from './scene.js';

/** x to the right, y up, z away from the viewer. */
export type Vector = readonly [number, number, number];

export interface Light {
  /** Light from that direction, a unit vector. */
  sky(direction: Vector): Colour;
  /** The colour of a lit surface, seen in that direction through the haze of that many kilometres. */
  surface(albedo: Colour, normal: Vector, direction: Vector, distance: number): Colour;
}

/** Where the sun stands in the picture. */
export const SUN: Vector = unit([0.13, 0.17, 1]);
/** Where surfaces are lit from: more from the side than the sun in the picture, so that mountains have a bright one. */
const LIT_FROM: Vector = unit([0.85, 0.42, -0.12]);
const SUNLIGHT: Colour = [3.3, 1.9, 0.92];
const SKYLIGHT: Colour = [0.2, 0.29, 0.56];
/** Share of light that the haze takes in a kilometre. */
const HAZE = 0.03;

export function makeLight(random: RandomStream): Light {
  const clouds = fractal(gradientNoise(random), 5);
  return {
    sky: (direction) => skyColour(direction, clouds),
    surface(albedo, normal, direction, distance) {
      const sun = Math.max(0, dot(normal, LIT_FROM));
      const open = 0.55 + 0.45 * normal[1];
      const lit = mapColour(albedo, (a, i) => a * (sun * SUNLIGHT[i] + open * SKYLIGHT[i]));
      return mixColours(lit, hazeColour(direction), 1 - Math.exp(-HAZE * distance));
    },
  };
}

/** From 0 far from the sun to 1 at it. */
const glow = (direction: Vector, width: number): number =>
  Math.exp((dot(direction, SUN) - 1) / (width * width));

function hazeColour(direction: Vector): Colour {
  const base = mixColours([0.36, 0.4, 0.68], [0.95, 0.58, 0.4], glow(direction, 0.45));
  return mixColours(base, [1.7, 1.0, 0.48], 0.75 * glow(direction, 0.17));
}

function skyColour(direction: Vector, clouds: Noise): Colour {
  const height = Math.max(0, direction[1]);
  const low = mixColours([0.55, 0.42, 0.62], [1.4, 0.72, 0.36], glow(direction, 0.55));
  const clear = mixColours(low, [0.05, 0.13, 0.4], 1 - Math.exp(-height / 0.17));
  const shining = addColours(clear, [2.2, 1.3, 0.55], 0.7 * glow(direction, 0.14));
  // A layer of clouds overhead: towards the horizon it is seen from ever flatter.
  const away = 1 / (height + 0.09);
  const dense = clouds(direction[0] * away * 0.55 + 3, away * 0.9);
  const share = 0.85 * smoothStep(0.02, 0.5, dense) * smoothStep(0.015, 0.12, height);
  const bright = mixColours([0.6, 0.4, 0.5], [2.0, 0.95, 0.5], glow(direction, 0.4));
  return mixColours(shining, bright, share);
}

/** As a camera would: bright light is compressed, so that nothing is cut off. */
export const expose = (colour: Colour): Colour => mapColour(colour, (c) => 1 - Math.exp(-1.3 * c));

export function mixColours(a: Colour, b: Colour, t: number): Colour {
  return mapColour(a, (c, i) => mix(c, b[i], t));
}

const addColours = (a: Colour, b: Colour, factor: number): Colour =>
  mapColour(a, (c, i) => c + factor * b[i]);

export const mapColour = ([r, g, b]: Colour, f: (value: number, channel: number) => number): Colour => [
  f(r, 0),
  f(g, 1),
  f(b, 2),
];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export function unit(v: Vector): Vector {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}
