/** What a picture is made of: polygons in shared memory, back to front, and how to put them there. */

/** Vertices lie on a grid of this many steps a pixel, so that areas are whole numbers and add up without rounding. */
export const SUBPIXELS = 256;

/** Red, green and blue in linear light, from 0 to 1. */
export type Colour = readonly [number, number, number];

/** Polygons in the order in which they are drawn. All arrays lie in shared memory: sending a scene copies nothing. */
export interface Scene {
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** x and y of every vertex in turn, in steps of 1 / {@link SUBPIXELS} pixel from the top left. */
  readonly vertices: Int32Array;
  /** Where each polygon's vertices begin, and where the last ends: one more than there are polygons. */
  readonly firstVertex: Uint32Array;
  /** Four for each polygon: its colour and its opacity. */
  readonly paint: Float32Array;
  /**
   * The group of each polygon, never falling. Polygons of a group do not overlap: they are added up, and their sum goes
   * over what lies behind, so that no background shines through the edges that they share.
   */
  readonly group: Uint32Array;
}

export const polygonCount = (scene: Scene): number => scene.group.length;

/** Collects polygons whose vertices are given in pixels. */
export class SceneBuilder {
  readonly #vertices: number[] = [];
  readonly #firstVertex: number[] = [0];
  readonly #paint: number[] = [];
  readonly #group: number[] = [];
  #current = 0;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  /** What follows goes over what has been drawn so far. */
  beginGroup(): void {
    this.#current++;
  }

  /**
   * @param outline x and y of its vertices in turn, in pixels
   * @param opacity from 0 to 1
   */
  polygon(outline: readonly number[], colour: Colour, opacity = 1): void {
    for (const coordinate of outline) this.#vertices.push(Math.round(coordinate * SUBPIXELS));
    this.#firstVertex.push(this.#vertices.length / 2);
    this.#paint.push(...colour, opacity);
    this.#group.push(this.#current);
  }

  build(): Scene {
    return {
      width: this.width,
      height: this.height,
      vertices: shared(Int32Array, this.#vertices),
      firstVertex: shared(Uint32Array, this.#firstVertex),
      paint: shared(Float32Array, this.#paint),
      group: shared(Uint32Array, this.#group),
    };
  }
}

interface ArrayKind<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): A;
}

/** The numbers in shared memory. */
export function shared<A extends { set(values: ArrayLike<number>): void }>(
  Kind: ArrayKind<A>,
  values: ArrayLike<number>,
): A {
  const array = new Kind(new SharedArrayBuffer(values.length * Kind.BYTES_PER_ELEMENT));
  array.set(values);
  return array;
}
