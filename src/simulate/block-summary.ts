import { type Columns, columnSummary } from '../kernel/index.js';
import {
  Moments,
  type MomentsState,
  type OccupiedBins,
  QuantileSketch,
  type SketchGrid,
  momentsOfSums,
  productSum,
} from '../stats/index.js';
import { workspace } from '../wasm/index.js';

/** Numbers of an output that are NaN or infinite, and the first of them. */
export interface NonFiniteDraws {
  readonly output: number;
  readonly count: number;
  /** Index of the first draw, from 0. */
  readonly first: number;
}

/** What a share of the draws comes to. */
export interface ShareSummary {
  /** How many draws. */
  readonly count: number;
  /** Seven numbers (see {@link MomentsState}) for each output of each block, in the order of the blocks. */
  readonly moments: Float64Array;
  /** Of two or more outputs, for each block: count, means, and sums of products (see {@link CovarianceState}). */
  readonly products: Float64Array;
  /** Counts of each output's sketch, in half the bytes: a share is far from 2^32 draws. */
  readonly bins: readonly OccupiedBins[];
  readonly nonFinite: readonly NonFiniteDraws[];
  /** Where they were asked for, the draws themselves: a column for each name. */
  readonly columns?: readonly Float64Array[];
}

/** Summarises the columns of outputs block by block. Numbers that are not finite are counted, and left out of the rest. */
export class BlockSummaries {
  readonly #sketches: readonly QuantileSketch[];
  readonly #moments: number[] = [];
  readonly #products: number[] = [];
  readonly #nonFinite: NonFiniteDraws[] = [];
  #taken = 0;
  readonly #counters: readonly GridCounter[];

  /** @param scratch address of {@link scratchBytes} bytes in the workspace; without, all is done in JavaScript */
  constructor(grids: readonly SketchGrid[], scratch?: number) {
    this.#sketches = grids.map((grid) => new QuantileSketch(grid));
    let at = scratch;
    this.#counters = grids.flatMap((grid) => {
      if (at === undefined) return [];
      const counter = new GridCounter(grid, at);
      at += GridCounter.bytes(grid);
      return [counter];
    });
  }

  static scratchBytes(grids: readonly SketchGrid[]): number {
    return grids.reduce((sum, grid) => sum + GridCounter.bytes(grid), 0);
  }

  /** Takes in the outputs of `count` draws from draw `first` on, in the last columns. */
  add(columns: Columns, count: number, first: number): void {
    this.#taken += count;
    const inputs = columns.arrays.length - this.#sketches.length;
    const states: MomentsState[] = [];
    const values = columns.arrays.slice(inputs).map((array) => array.subarray(0, count));
    const addresses = columns.addresses.slice(inputs);
    let complete = true;
    for (const [output, column] of values.entries()) {
      let state = this.#counters.length > 0 ? kernelMoments(addresses[output], count) : momentsOf(column);
      if (Number.isFinite(state.mean)) this.#count(output, column, addresses[output]);
      else {
        const finite = column.filter(Number.isFinite);
        if (finite.length < count) {
          complete = false;
          const at = column.findIndex((value) => !Number.isFinite(value));
          this.#nonFinite.push({ output, count: count - finite.length, first: first + at });
          state = momentsOf(finite);
        }
        this.#sketches[output].addAll(finite);
      }
      states.push(state);
      const { n, mean, m2, m3, m4, min, max } = state;
      this.#moments.push(n, mean, m2, m3, m4, min, max);
    }
    if (values.length < 2) return;
    if (complete) this.#addProducts(values, addresses, states);
    else this.#addProducts(...completeRows(values));
  }

  /** What has been taken in. */
  finish(): ShareSummary {
    this.#counters.forEach((counter, output) => counter.moveTo(this.#sketches[output]));
    return {
      count: this.#taken,
      moments: Float64Array.from(this.#moments),
      products: Float64Array.from(this.#products),
      bins: this.#sketches.map(({ occupied: { first, counts } }) => ({
        first,
        counts: Uint32Array.from(counts),
      })),
      nonFinite: this.#nonFinite,
    };
  }

  #count(output: number, column: Float64Array, address: number): void {
    const sketch = this.#sketches[output];
    const counter = this.#counters.at(output);
    if (counter === undefined) sketch.addAll(column);
    else if (counter.add(address, column.length)) sketch.addFar(column);
  }

  #addProducts(
    values: readonly Float64Array[],
    addresses: readonly number[],
    states: readonly MomentsState[],
  ): void {
    const { n } = states[0];
    const means = states.map(({ mean }) => mean);
    this.#products.push(n, ...means);
    const byKernel = addresses.length > 0;
    for (let j = 0; j < values.length; j++) {
      for (let k = 0; k < j; k++) {
        this.#products.push(
          byKernel
            ? columnSummary().products(addresses[j], addresses[k], n, means[j], means[k])
            : productSum(values[j], means[j], values[k], means[k], n),
        );
      }
      this.#products.push(states[j].m2);
    }
  }
}

/** Counts numbers in the equal bins of a grid, in the workspace. */
class GridCounter {
  constructor(
    readonly grid: SketchGrid,
    readonly address: number,
  ) {
    this.#words.fill(0);
  }

  /** A place before the bins and one after them. */
  static bytes({ bins }: SketchGrid): number {
    return 64 * Math.ceil((4 * (bins + 2)) / 64);
  }

  get #words(): Int32Array {
    const start = this.address / 4;
    return workspace().allWords.subarray(start, start + this.grid.bins + 2);
  }

  /** Whether some lie outside; these are not counted. */
  add(column: number, count: number): boolean {
    const { low, width, bins } = this.grid;
    columnSummary().bins(column, count, this.address, low, 1 / width, bins);
    const words = this.#words;
    const far = words[0] !== 0 || words[bins + 1] !== 0;
    words[0] = words[bins + 1] = 0;
    return far;
  }

  moveTo(sketch: QuantileSketch): void {
    sketch.addGridCounts(this.#words.subarray(1, this.grid.bins + 1));
    this.#words.fill(0);
  }
}

function momentsOf(values: Float64Array): MomentsState {
  return new Moments().addAll(values).state;
}

function kernelMoments(address: number, count: number): MomentsState {
  const { range, powers } = columnSummary();
  return workspace().withScratch(64, (out) => {
    range(address, count, out);
    const at = out / 8;
    const [sum, min, max] = workspace().allDoubles.subarray(at, at + 3);
    const guess = sum / count;
    powers(address, count, out, guess);
    const [s1, s2, s3, s4] = workspace().allDoubles.subarray(at, at + 4);
    return momentsOfSums({ n: count, guess, s1, s2, s3, s4, min, max });
  });
}

/** The rows in which every column is finite, no addresses, and the moments of each column. */
function completeRows(values: readonly Float64Array[]): [Float64Array[], number[], MomentsState[]] {
  const isComplete = (_: number, i: number): boolean => values.every((column) => Number.isFinite(column[i]));
  const rows = values.map((column) => column.filter(isComplete));
  return [rows, [], rows.map(momentsOf)];
}
