import type { RandomStream } from 'nfold';

/** A smooth random function of the plane, about between -1 and 1, that changes over a distance of 1. */
export type Noise = (x: number, y: number) => number;

/** Gradient noise (K. Perlin, "An image synthesizer", 1985, with the smoother curve of "Improving noise", 2002). */
export function gradientNoise(random: RandomStream): Noise {
  const order = random.permutation(256);
  const angles = random.fillRandom(new Float64Array(256)).map((u) => 2 * Math.PI * u);
  const [gradientX, gradientY] = [angles.map(Math.cos), angles.map(Math.sin)];
  const corner = (x: number, y: number, dx: number, dy: number): number => {
    const gradient = order[(order[x & 255] + y) & 255];
    return gradientX[gradient] * dx + gradientY[gradient] * dy;
  };
  return (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [dx, dy] = [x - column, y - row];
    const [u, v] = [smootherStep(dx), smootherStep(dy)];
    const top = mix(corner(column, row, dx, dy), corner(column + 1, row, dx - 1, dy), u);
    const bottom = mix(corner(column, row + 1, dx, dy - 1), corner(column + 1, row + 1, dx - 1, dy - 1), u);
    return 1.5 * mix(top, bottom, v);
  };
}

/** Octaves of noise, each of twice the frequency and half the height. */
export function fractal(noise: Noise, octaves: number): Noise {
  return sumOfOctaves(octaves, (x, y) => noise(x, y));
}

/** The same with sharp crests, as mountains have them; between 0 and 1. */
export function ridged(noise: Noise, octaves: number): Noise {
  return sumOfOctaves(octaves, (x, y) => (1 - Math.abs(noise(x, y))) ** 2);
}

function sumOfOctaves(octaves: number, octave: Noise): Noise {
  const total = 2 - 2 ** (1 - octaves);
  return (x, y) => {
    let sum = 0;
    // Turned and moved from octave to octave, so that their lattices do not show.
    for (let i = 0, scale = 1, a = x, b = y; i < octaves; i++, scale *= 2) {
      sum += octave(a * scale, b * scale) / scale;
      [a, b] = [0.8 * a - 0.6 * b + 17.3, 0.6 * a + 0.8 * b + 5.1];
    }
    return sum / total;
  };
}

const smootherStep = (t: number): number => t * t * t * (t * (6 * t - 15) + 10);

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
