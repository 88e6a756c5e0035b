import { type Scene, SUBPIXELS, polygonCount, shared } from './scene.js';

/** Which polygons may touch which tile, tile by tile in rows, each tile's in the order in which they are drawn. */
export interface Bins {
  /** Pixels along a side of a tile. */
  readonly size: number;
  /** Tiles in a row. */
  readonly columns: number;
  /** Where each tile's polygons begin, and where the last one's end: one more than there are tiles. */
  readonly start: Uint32Array;
  readonly polygons: Uint32Array;
}

export const tileCount = (bins: Bins): number => bins.start.length - 1;

/** Sorts the polygons into square tiles by their bounding boxes, counting first. The answer lies in shared memory. */
export function binPolygons(scene: Scene, size: number): Bins {
  const [columns, rows] = [scene.width, scene.height].map((pixels) => Math.ceil(pixels / size));
  const start = new Uint32Array(columns * rows + 1);
  const boxes = tileBoxes(scene, size, columns, rows);
  forEachTile(boxes, columns, (tile) => start[tile + 1]++);
  for (let tile = 0; tile < columns * rows; tile++) start[tile + 1] += start[tile];
  const polygons = new Uint32Array(start[columns * rows]);
  const next = start.slice();
  forEachTile(boxes, columns, (tile, polygon) => {
    polygons[next[tile]++] = polygon;
  });
  return { size, columns, start: shared(Uint32Array, start), polygons: shared(Uint32Array, polygons) };
}

/** First and last column, first and last row of the tiles that each polygon may touch; none where the last is before the first. */
function tileBoxes(scene: Scene, size: number, columns: number, rows: number): Int32Array {
  const { vertices, firstVertex } = scene;
  const boxes = new Int32Array(4 * polygonCount(scene));
  const step = size * SUBPIXELS;
  for (let polygon = 0; polygon < boxes.length / 4; polygon++) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = firstVertex[polygon]; i < firstVertex[polygon + 1]; i++) {
      left = Math.min(left, vertices[2 * i]);
      right = Math.max(right, vertices[2 * i]);
      top = Math.min(top, vertices[2 * i + 1]);
      bottom = Math.max(bottom, vertices[2 * i + 1]);
    }
    boxes[4 * polygon] = Math.max(0, Math.floor(left / step));
    boxes[4 * polygon + 1] = Math.min(columns - 1, Math.floor(right / step));
    boxes[4 * polygon + 2] = Math.max(0, Math.floor(top / step));
    boxes[4 * polygon + 3] = Math.min(rows - 1, Math.floor(bottom / step));
  }
  return boxes;
}

function forEachTile(
  boxes: Int32Array,
  columns: number,
  visit: (tile: number, polygon: number) => void,
): void {
  for (let polygon = 0; polygon < boxes.length / 4; polygon++) {
    const box = 4 * polygon;
    for (let row = boxes[box + 2]; row <= boxes[box + 3]; row++) {
      for (let column = boxes[box]; column <= boxes[box + 1]; column++)
        visit(row * columns + column, polygon);
    }
  }
}
