/** Conifers: a trunk and three cones of flat faces. */
import type { RandomStream } from 'nfold';
import type { Landscape } from './landscape.js';
import { type Vector, expose, mapColour, mixColours, unit } from './light.js';
import type { Colour } from './scene.js';

const DARK: Colour = [0.022, 0.052, 0.026];
const LIGHT: Colour = [0.075, 0.12, 0.035];
const GOLDEN: Colour = [0.42, 0.19, 0.03];
const BARK: Colour = [0.09, 0.055, 0.035];
/** Faces of a cone that can be seen, out of twice as many. */
const FACES = 4;
/** Bottom, top and radius of the cones, in heights of the tree. */
const CONES: readonly (readonly [number, number, number])[] = [
  [0.12, 0.56, 0.25],
  [0.34, 0.8, 0.2],
  [0.58, 1, 0.14],
];

/** @param size height in kilometres */
export function drawTree(place: Landscape, random: RandomStream, foot: Vector, size: number): void {
  const { builder, camera } = place;
  const leaf = random.random() < 0.17 ? GOLDEN : mixColours(DARK, LIGHT, random.random());
  const turn = random.random() * (Math.PI / FACES);
  const lean = 0.04 * (random.random() - 0.5);
  const at = (dx: number, up: number, dz = 0): [number, number] =>
    camera.project([foot[0] + size * (dx + lean * up), foot[1] + size * up, foot[2] + size * dz]);
  const shade = (albedo: Colour, normal: Vector): Colour =>
    expose(place.light.surface(albedo, normal, camera.towards(foot), foot[2]));
  builder.beginGroup();
  builder.polygon(
    [...at(-0.03, -0.1), ...at(0.03, -0.1), ...at(0.03, 0.2), ...at(-0.03, 0.2)],
    shade(BARK, [0, 0, -1]),
  );
  for (const [bottom, top, radius] of CONES) {
    builder.beginGroup();
    for (let face = -1; face <= FACES; face++) {
      // Angles from the right (0) past the viewer (half a turn's middle) to the left.
      const [from, to] = [face, face + 1].map((k) =>
        Math.min(Math.PI, Math.max(0, turn + (k * Math.PI) / FACES)),
      );
      if (to <= from) continue;
      const middle = (from + to) / 2;
      const normal = unit([Math.cos(middle), 0.45, -Math.sin(middle)]);
      const darker = mapColour(leaf, (value) => value * (0.75 + 0.5 * random.random()));
      const rim = (angle: number) => at(radius * Math.cos(angle), bottom - 0.12 * radius * Math.sin(angle));
      builder.polygon([...at(0, top), ...rim(from), ...rim(to)], shade(darker, normal));
    }
  }
}
