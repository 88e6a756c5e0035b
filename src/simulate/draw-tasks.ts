/** The module that workers load for draws: each function gets the spec, then its share of the blocks. */
import {
  Moments,
  type MomentsState,
  QuantileSketch,
  type SketchGrid,
  type SketchState,
} from '../stats/index.js';
import { BLOCK, type DrawSpec, fillBlock } from './draws.js';

/**
 * A block kernel for `pool.mapTyped`: fills `output`, whose first item has the number `before + offset`; both are multiples
 * of a block.
 */
export function fillShare(
  spec: DrawSpec,
  before: number,
  _input: unknown,
  output: Float64Array,
  offset: number,
): void {
  for (let at = 0; at < output.length; at += BLOCK) {
    fillBlock(spec, (before + offset + at) / BLOCK, output.subarray(at, at + BLOCK));
  }
}

/** Consecutive draws to be summarised: whole blocks from `block` on, the last one perhaps cut short. */
export interface Share {
  readonly block: number;
  readonly count: number;
  readonly grid: SketchGrid;
}

/** The moments of each block, and the sketch of them all. */
export interface ShareSummary {
  readonly moments: readonly MomentsState[];
  readonly sketch: SketchState;
}

export function summarizeShare(spec: DrawSpec, { block, count, grid }: Share): ShareSummary {
  const room = new Float64Array(Math.min(BLOCK, count));
  const sketch = new QuantileSketch(grid);
  const moments: MomentsState[] = [];
  for (let at = 0; at < count; at += BLOCK) {
    const draws = fillBlock(spec, block + at / BLOCK, room.subarray(0, Math.min(BLOCK, count - at)));
    moments.push(new Moments().addAll(draws).state);
    sketch.addAll(draws);
  }
  return { moments, sketch: sketch.state };
}
