/** Land, lake and trees, in strips across the view, the farthest first. */
import type { RandomStream } from 'nfold';
import type { Landscape } from './landscape.js';
import { type Vector, dot, expose, mapColour, mixColours, unit } from './light.js';
import { mix } from './noise.js';
import type { Colour } from './scene.js';
import { mirrored } from './terrain.js';
import { drawTree } from './trees.js';

const NEAR = 0.62;
const FAR = 46;

interface Node {
  readonly at: Vector;
  /** In pixels. */
  readonly seen: readonly [number, number];
  readonly water: boolean;
}

/** Rows of nodes that look equally dense from near to far; a strip lies between two of them. */
export function drawStrips(place: Landscape, random: RandomStream, detail: number): void {
  const columns = Math.max(8, Math.round(150 * Math.sqrt(detail)));
  const rows = Math.max(8, Math.round(130 * Math.sqrt(detail)));
  const trees = (19000 * detail) / rows;
  const depth = (row: number): number => FAR * (NEAR / FAR) ** (row / rows);
  const rowOf = (row: number): Node[] => makeRow(place, random, columns, depth(row), depth(row + 1));
  let far = rowOf(0);
  for (let row = 1; row <= rows; row++) {
    const near = rowOf(row);
    place.builder.beginGroup();
    for (let column = 0; column < columns; column++) {
      drawCell(place, [far[column], far[column + 1], near[column + 1], near[column]], random);
    }
    for (let i = 0; i < trees; i++) plant(place, random, depth(row - 1), depth(row));
    far = near;
  }
}

/** Half of what is seen at a distance of 1, and a margin. */
const halfView = ({ camera }: Landscape): number => (0.54 * camera.width) / camera.focal;

function makeRow(place: Landscape, random: RandomStream, columns: number, z: number, next: number): Node[] {
  return Array.from({ length: columns + 1 }, (_, column): Node => {
    const depth = mix(z, next, 0.5 * random.random());
    const across = (column + 0.6 * (random.random() - 0.5)) / columns;
    const x = halfView(place) * depth * (2 * across - 1);
    const ground = place.terrain.height(x, depth);
    const at: Vector = [x, Math.max(0, ground), depth];
    return { at, seen: place.camera.project(at), water: ground <= 0 };
  });
}

/** Two triangles, those of them that face the viewer, and a hem below that the next strip will hide. */
function drawCell(place: Landscape, [a, b, c, d]: readonly Node[], random: RandomStream): void {
  const upper = drawFacet(place, a, b, c, random);
  const lower = drawFacet(place, a, c, d, random);
  const colour = lower ?? upper;
  if (colour === undefined) return;
  const hem = 1.5;
  place.builder.polygon(
    [...d.seen, ...c.seen, c.seen[0], c.seen[1] + hem, d.seen[0], d.seen[1] + hem],
    colour,
  );
}

/** Answers its colour, or undefined where it is turned away. */
function drawFacet(place: Landscape, a: Node, b: Node, c: Node, random: RandomStream): Colour | undefined {
  const turn =
    (b.seen[0] - a.seen[0]) * (c.seen[1] - a.seen[1]) - (b.seen[1] - a.seen[1]) * (c.seen[0] - a.seen[0]);
  if (turn <= 0) return undefined;
  const centre = [0, 1, 2].map((i) => (a.at[i] + b.at[i] + c.at[i]) / 3) as unknown as Vector;
  const water = a.water && b.water && c.water;
  const colour = water ? waterColour(place, centre, random) : landColour(place, [a, b, c], centre, random);
  const exposed = expose(colour);
  place.builder.polygon([...a.seen, ...b.seen, ...c.seen], exposed);
  return exposed;
}

function landColour(place: Landscape, nodes: readonly Node[], centre: Vector, random: RandomStream): Colour {
  const { light, terrain, camera } = place;
  const normal = facetNormal(nodes.map(({ at }) => at));
  const albedo = mapColour(
    terrain.albedo(...centre, normal),
    (value) => value * mix(0.88, 1.12, random.random()),
  );
  return light.surface(albedo, normal, camera.towards(centre), centre[2]);
}

function facetNormal([a, b, c]: readonly Vector[]): Vector {
  const [u, v] = [b, c].map((p) => p.map((value, i) => value - a[i]));
  const normal = unit([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]);
  return normal[1] < 0 ? [-normal[0], -normal[1], -normal[2]] : normal;
}

/** What a slightly rippled mirror shows; the steeper one looks down, the more of the water itself. */
function waterColour({ light, terrain, camera }: Landscape, centre: Vector, random: RandomStream): Colour {
  const view = camera.towards(centre);
  const ripple = unit([0.01 * (random.random() - 0.5), 1, 0.035 * (random.random() - 0.5)]);
  const along = 2 * dot(view, ripple);
  const [x, y, z] = view.map((value, i) => value - along * ripple[i]);
  const reflection = mirrored(terrain, light, centre, unit([x, Math.max(0.004, y), z]));
  const fresnel = 0.04 + 0.96 * (1 - Math.abs(view[1])) ** 3;
  return mixColours([0.018, 0.06, 0.085], reflection, 0.93 * fresnel);
}

/** Tries one tree somewhere between two depths. */
function plant(place: Landscape, random: RandomStream, far: number, near: number): void {
  const z = mix(far, near, random.random());
  const x = halfView(place) * z * (2 * random.random() - 1);
  const chance = random.random();
  const size = 0.05 * mix(0.6, 1.35, random.random());
  const y = place.terrain.height(x, z);
  const tooHigh = y > 0.75 + 0.2 * random.random();
  if (y < 0.012 || tooHigh || chance > place.terrain.forest(x, z)) return;
  drawTree(place, random, [x, y, z], size);
}
