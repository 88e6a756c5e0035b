/** The example renderer: areas are exact, shared edges leave no rest, and tiles do not show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pool } from 'nfold';
import { CoverageBuffer, FULL } from '../../examples/rendering/coverage.js';
import { landscape } from '../../examples/rendering/landscape.js';
import { newFrame, renderByPool, renderHere } from '../../examples/rendering/render.js';
import { SUBPIXELS, SceneBuilder } from '../../examples/rendering/scene.js';
import { encodeSrgb } from '../../examples/rendering/srgb.js';

const SIZE = 16;
const inside = fc.integer({ min: 0, max: SIZE * SUBPIXELS });
const anywhere = fc.integer({ min: -3 * SIZE * SUBPIXELS, max: 4 * SIZE * SUBPIXELS });
const point = (coordinate: fc.Arbitrary<number>) => fc.tuple(coordinate, coordinate);
type Point = readonly [number, number];

/** The covered area of each pixel of a tile, signed by the direction of the outline. */
function coverage(outline: readonly Point[], left = 0, top = 0): number[] {
  const buffer = new CoverageBuffer(SIZE);
  buffer.moveTo(left, top);
  for (const [i, [x, y]] of outline.entries()) {
    const [x0, y0] = outline.at(i - 1)!;
    buffer.addEdge(x0, y0, x, y);
  }
  return Array.from({ length: SIZE * SIZE }, (_, pixel) => {
    const row = Math.floor(pixel / SIZE) * buffer.stride;
    return buffer.differences
      .subarray(row, row + (pixel % SIZE) + 1)
      .reduce((sum, difference) => sum + difference, 0);
  });
}

const total = (areas: readonly number[]): number => areas.reduce((sum, area) => sum + area, 0);

test('a triangle covers its area', () => {
  fc.assert(
    fc.property(fc.tuple(point(inside), point(inside), point(inside)), (triangle) => {
      const [[ax, ay], [bx, by], [cx, cy]] = triangle;
      const twice = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      // Where an edge crosses a border is rounded to the grid: by half a step at most, in each pixel that it crosses.
      assert.ok(Math.abs(Math.abs(total(coverage(triangle))) - Math.abs(twice)) <= 6 * SIZE * SUBPIXELS);
    }),
    { seed: 1 },
  );
});

test('known areas: half a pixel by a diagonal, a quarter, and all of it', () => {
  const s = SUBPIXELS;
  assert.deepEqual(
    coverage([
      [0, 0],
      [s, s],
      [0, s],
    ])
      .slice(0, 2)
      .map(Math.abs),
    [FULL / 2, 0],
  );
  assert.deepEqual(
    coverage([
      [0, 0],
      [s / 2, 0],
      [s / 2, s / 2],
      [0, s / 2],
    ])
      .slice(0, 2)
      .map(Math.abs),
    [FULL / 4, 0],
  );
  assert.deepEqual(
    coverage([
      [0, 0],
      [2 * s, 0],
      [2 * s, s],
      [0, s],
    ])
      .slice(0, 3)
      .map(Math.abs),
    [FULL, FULL, 0],
  );
});

test('triangles around a point cover what their outline covers, in every pixel to the last unit', () => {
  fc.assert(
    fc.property(
      fc.array(point(anywhere), { minLength: 3, maxLength: 9 }),
      point(anywhere),
      (outline, middle) => {
        const whole = coverage(outline);
        const parts = outline.map((corner, i) => coverage([middle, outline.at(i - 1)!, corner]));
        assert.deepEqual(
          whole.map((_, pixel) => total(parts.map((part) => part[pixel]))),
          whole,
        );
      },
    ),
    { seed: 2 },
  );
});

test('a pixel does not depend on the tile in which it is computed', () => {
  fc.assert(
    fc.property(
      fc.tuple(point(anywhere), point(anywhere), point(anywhere)),
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: -5, max: 5 }),
      (triangle, left, top) => {
        const [here, moved] = [coverage(triangle), coverage(triangle, left, top)];
        for (let y = Math.max(0, top); y < SIZE + Math.min(0, top); y++) {
          for (let x = Math.max(0, left); x < SIZE + Math.min(0, left); x++) {
            assert.equal(here[y * SIZE + x], moved[(y - top) * SIZE + x - left]);
          }
        }
      },
    ),
    { seed: 3 },
  );
});

test('neighbours of one colour show no seam', () => {
  const builder = new SceneBuilder(20, 20);
  builder.beginGroup();
  for (let i = 0; i < 30; i++) {
    const [from, to] = [i, i + 1].map((k) => (2 * Math.PI * k) / 30);
    const rim = (angle: number) => [10 + 30 * Math.cos(angle), 10 + 30 * Math.sin(angle)];
    builder.polygon([10.3, 9.8, ...rim(from), ...rim(to)], [0.5, 0.25, 1]);
  }
  const scene = builder.build();
  const frame = newFrame(scene);
  renderHere(scene, frame);
  const colour = [0.5, 0.25, 1].map(encodeSrgb);
  assert.deepEqual([...frame], Array.from({ length: 400 }, () => colour).flat());
});

test('the picture is the same for any tiles, chunks and workers', async () => {
  const scene = landscape(150, 100, 0.02, 3);
  const expected = newFrame(scene);
  renderHere(scene, expected);
  for (const size of [7, 33, 200]) {
    const frame = newFrame(scene);
    renderHere(scene, frame, { size });
    assert.deepEqual(frame, expected, `tiles of ${size}`);
  }
  for (const workers of [1, 3]) {
    await using pool = new Pool(workers);
    const frame = newFrame(scene);
    await renderByPool(pool, scene, frame, { size: 16, chunkSize: workers });
    assert.deepEqual(frame, expected, `${workers} workers`);
  }
  assert.ok(new Set(expected).size > 50, 'there is something to see');
});
