/** A mountain lake in the evening, made of triangles: the scene that the example renders. */
import { type RandomStream, stream } from 'nfold';
import { type Light, SUN, type Vector, expose, makeLight, mapColour, unit } from './light.js';
import { mix } from './noise.js';
import { type Scene, SceneBuilder } from './scene.js';
import { type Terrain, makeTerrain } from './terrain.js';
import { drawStrips } from './strips.js';

export interface Landscape {
  readonly builder: SceneBuilder;
  readonly light: Light;
  readonly terrain: Terrain;
  readonly camera: Camera;
}

/** The viewer's height above the lake, in kilometres. */
const EYE = 0.36;

/** Where a point of the world appears, in pixels. The viewer looks along z; the horizon is a straight line. */
export class Camera {
  readonly focal: number;
  readonly horizon: number;
  readonly centre: number;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.focal = 1.15 * height;
    this.horizon = 0.5 * height;
    this.centre = width / 2;
  }

  project([x, y, z]: Vector): [number, number] {
    return [this.centre + (this.focal * x) / z, this.horizon - (this.focal * (y - EYE)) / z];
  }

  /** The direction of a point from the viewer. */
  towards([x, y, z]: Vector): Vector {
    return unit([x, y - EYE, z]);
  }

  /** The direction in which a pixel looks. */
  through(x: number, y: number): Vector {
    return unit([(x - this.centre) / this.focal, (this.horizon - y) / this.focal, 1]);
  }
}

/**
 * The same seed, size and detail give the same scene.
 *
 * @param detail 1 for about a hundred thousand polygons; their number grows in proportion
 */
export function landscape(width: number, height: number, detail: number, seed: number): Scene {
  const random = stream(seed);
  const light = makeLight(random.substream(0));
  const terrain = makeTerrain(random.substream(1));
  const place = {
    builder: new SceneBuilder(width, height),
    light,
    terrain,
    camera: new Camera(width, height),
  };
  drawSky(place, random.substream(2), detail);
  drawSun(place);
  drawStrips(place, random.substream(3), detail);
  return place.builder.build();
}

/** A grid whose inner nodes are moved at random, each cell two triangles: one group, since they share their edges. */
function drawSky({ builder, light, camera }: Landscape, random: RandomStream, detail: number): void {
  const { width, height } = builder;
  const [columns, rows] = [66, 24].map((count) => Math.max(4, Math.round(count * Math.sqrt(detail))));
  const bottom = camera.horizon + 0.03 * height;
  const node = (column: number, row: number): [number, number] => [
    (width * (column + 0.7 * (random.random() - 0.5))) / columns,
    (bottom * (row + 0.7 * (random.random() - 0.5))) / rows,
  ];
  // One cell more on every side than there is to see.
  const line = (row: number) => Array.from({ length: columns + 3 }, (_, column) => node(column - 1, row));
  const grid = Array.from({ length: rows + 3 }, (_, row) => line(row - 1));
  const triangle = (a: number[], b: number[], c: number[]): void => {
    const colour = light.sky(camera.through((a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3));
    const shade = 1 + 0.05 * (random.random() - 0.5);
    builder.polygon([...a, ...b, ...c], expose(mapColour(colour, (value) => value * shade)));
  };
  builder.beginGroup();
  for (let row = 0; row < rows + 2; row++) {
    for (let column = 0; column < columns + 2; column++) {
      const [a, b] = [grid[row][column], grid[row][column + 1]];
      const [c, d] = [grid[row + 1][column], grid[row + 1][column + 1]];
      triangle(a, b, d);
      triangle(a, d, c);
    }
  }
}

/** Rings of faint light, then the disc. */
function drawSun({ builder, camera }: Landscape): void {
  const [x, y] = [
    camera.centre + (camera.focal * SUN[0]) / SUN[2],
    camera.horizon - (camera.focal * SUN[1]) / SUN[2],
  ];
  const rings = 12;
  for (let ring = 0; ring <= rings; ring++) {
    const radius = camera.height * mix(0.16, 0.032, (ring / rings) ** 0.6);
    const outline = Array.from({ length: 64 }, (_, i) => (2 * Math.PI * i) / 64).flatMap((angle) => [
      x + radius * Math.cos(angle),
      y + radius * Math.sin(angle),
    ]);
    builder.beginGroup();
    builder.polygon(outline, [1, 0.93, 0.74], ring === rings ? 1 : 0.045);
  }
}
