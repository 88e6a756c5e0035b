import type { CompensatedSum } from '../../../core/index.js';
import type { RegionsAnswer } from './regions.js';

/** A side is not halved below this share of the unit cube: its nodes would no longer be different doubles. */
const NARROWEST = 2 ** -46;

/** How a region speaks for the errors of its halves. */
export interface Comparison {
  /** By how much a contradiction raises errors, relative to them, and how much of it is added. */
  readonly factor: number;
  readonly share: number;
  /** The least error of a half as a share of the whole's. */
  readonly memory: number;
}

/** All regions of a run by their numbers: boxes in the unit cube, integrals, errors. Retired ones are used again. */
export class RegionStore {
  readonly components: number;
  readonly #d: number;
  #boxes: Float64Array;
  #values: Float64Array;
  #errors: Float64Array;
  #splits: Uint8Array;
  #live: Uint8Array;
  #count = 0;
  #free: number[] = [];

  constructor(dimension: number, components: number) {
    this.#d = dimension;
    this.components = components;
    const room = 64;
    this.#boxes = new Float64Array(room * 2 * dimension);
    this.#values = new Float64Array(room * components);
    this.#errors = new Float64Array(room * components);
    this.#splits = new Uint8Array(room);
    this.#live = new Uint8Array(room);
  }

  #add(): number {
    const free = this.#free.pop();
    const region = free ?? this.#count++;
    if (region >= this.#splits.length) this.#grow();
    return region;
  }

  #grow(): void {
    this.#boxes = doubled(this.#boxes);
    this.#values = doubled(this.#values);
    this.#errors = doubled(this.#errors);
    const [splits, live] = [this.#splits, this.#live];
    this.#splits = new Uint8Array(2 * splits.length);
    this.#splits.set(splits);
    this.#live = new Uint8Array(2 * live.length);
    this.#live.set(live);
  }

  /** The whole unit cube as a region. */
  addCube(): number {
    const region = this.#add();
    this.#boxes.fill(0.5, region * 2 * this.#d, (region + 1) * 2 * this.#d);
    return region;
  }

  /** Adds the two halves to `children`; they count once they are assessed, and the region itself stays until it is retired. */
  split(region: number, k: number, children: number[]): void {
    const d = this.#d;
    const [left, right] = [this.#add(), this.#add()];
    const boxes = this.#boxes;
    const from = region * 2 * d;
    const [toLeft, toRight] = [left * 2 * d, right * 2 * d];
    for (let i = 0; i < 2 * d; i++) boxes[toLeft + i] = boxes[toRight + i] = boxes[from + i];
    const half = boxes[from + d + k] / 2;
    boxes[toLeft + k] -= half;
    boxes[toRight + k] += half;
    boxes[toLeft + d + k] = boxes[toRight + d + k] = half;
    children.push(left, right);
  }

  canSplit(region: number): boolean {
    return this.#boxes[(2 * region + 1) * this.#d + this.#splits[region]] > NARROWEST;
  }

  splitOf(region: number): number {
    return this.#splits[region];
  }

  /** Boxes of regions, one after the other. */
  boxes(regions: readonly number[]): Float64Array {
    const size = 2 * this.#d;
    const out = new Float64Array(regions.length * size);
    for (const [i, region] of regions.entries()) {
      for (let k = 0; k < size; k++) out[i * size + k] = this.#boxes[region * size + k];
    }
    return out;
  }

  /** Takes in what a rule has found: item `i` of an answer. */
  assess(region: number, answer: RegionsAnswer, i: number): void {
    const m = this.components;
    this.#splits[region] = answer.splits[i];
    this.#live[region] = 1;
    for (let c = 0; c < m; c++) {
      this.#values[region * m + c] = answer.values[i * m + c];
      this.#errors[region * m + c] = answer.errors[i * m + c];
    }
  }

  /** Raises the errors of two halves where they contradict the whole. */
  compare(parent: number, left: number, right: number, { factor, share, memory }: Comparison): void {
    const m = this.components;
    for (let c = 0; c < m; c++) {
      const [p, a, b] = [parent * m + c, left * m + c, right * m + c];
      const difference = Math.abs(this.#values[p] - this.#values[a] - this.#values[b]);
      const sum = this.#errors[a] + this.#errors[b];
      const raised = sum === 0 ? 1 : 1 + (factor * difference) / sum;
      const least = this.#errors[p] * memory;
      this.#errors[a] = Math.max(least, this.#errors[a] * raised + share * difference);
      this.#errors[b] = Math.max(least, this.#errors[b] * raised + share * difference);
    }
  }

  /** Frees the number of a region whose halves have taken its place. */
  retire(region: number): void {
    this.#live[region] = 0;
    this.#free.push(region);
  }

  /** The largest error of its components. */
  priority(region: number): number {
    const m = this.components;
    let most = this.#errors[region * m];
    for (let c = 1; c < m; c++) most = Math.max(most, this.#errors[region * m + c]);
    return most;
  }

  /** Adds integrals and errors of a component, region by region. */
  addUp(component: number, values: CompensatedSum, errors: CompensatedSum): void {
    const m = this.components;
    for (let region = 0; region < this.#count; region++) {
      if (this.#live[region] === 0) continue;
      values.add(this.#values[region * m + component]);
      errors.add(this.#errors[region * m + component]);
    }
  }
}

function doubled(array: Float64Array): Float64Array {
  const larger = new Float64Array(2 * array.length);
  larger.set(array);
  return larger;
}
