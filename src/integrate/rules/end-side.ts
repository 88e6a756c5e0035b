import type { Block } from '../quad/block.js';
import { type Sampler, spacing } from '../quad/sampler.js';
import { type EndModel, fitEnd } from './end-model.js';
import { EXP_FAR, EXP_NEAR, type LevelNodes, SINH, TANH, type Transformation } from './transformation.js';

/** Below this distance from an end at 0, and above its inverse, products of a node's parts leave the range of doubles. */
const TINIEST = 1e-300;
/** How many spacings of doubles from an end the nearest node may lie. */
const NEAREST = 4;
/** The same for the values that a model is fitted to: there the distance is known to 1 in 256 even if the end is not. */
const FITTED_FROM = 256;
/** The ratio of the distances of two fitted values; a power of two, so that they are exact. */
const FIT_RATIO = 16;
/** A model beyond this relative mismatch explains nothing. */
const EXPLAINS = 0.02;

/** The t up to which a model is summed; there is nothing left at exp(-pi sinh 12). */
const MODEL_LIMIT = 12;

/** Half of a double exponential transformation: the nodes from the middle to one end as t goes from 0 upwards. */
export abstract class EndSide {
  /** Beyond this t there are no doubles to evaluate at. */
  abstract readonly limit: number;
  /** The logarithm of the distance is offset - rate sinh t, that of the weight the same plus log(rate cosh t). */
  protected abstract readonly rate: number;
  protected abstract readonly offset: number;
  abstract readonly transformation: Transformation;
  /** Nodes are used up to here; set by the first scan. */
  reach = Infinity;
  model: EndModel | undefined;
  /** No value farther from the end belongs to its behaviour. */
  protected abstract readonly farthest: number;
  protected distance = 0;
  protected weight = 0;

  /** The transformed integrand at t. */
  term(t: number): number {
    this.#placeAt(t);
    return this.weight * this.value();
  }

  /** The same at the i-th of a level's nodes. */
  termOf(nodes: LevelNodes, i: number): number {
    this.place(nodes.cosh[i], nodes.distance[i], nodes.slope[i]);
    return this.weight * this.value();
  }

  /** The same at `count` of a level's nodes from the i-th on, as the block's y. */
  termsOf(nodes: LevelNodes, i: number, count: number, block: Block): void {
    const { distance, weight, y } = block;
    for (let k = 0; k < count; k++) {
      this.place(nodes.cosh[i + k], nodes.distance[i + k], nodes.slope[i + k]);
      distance[k] = this.distance;
      weight[k] = this.weight;
    }
    this.values(block, count);
    for (let k = 0; k < count; k++) y[k] *= weight[k];
  }

  #placeAt(t: number): void {
    const sinh = Math.sinh(t);
    const { transformation } = this;
    this.place(Math.cosh(t), transformation.distance(sinh), transformation.slope(sinh));
  }

  /** Sets `distance` and `weight` from cosh t and the transformation's parts. */
  protected abstract place(cosh: number, distance: number, slope: number): void;
  /** The integrand at `distance`. */
  protected abstract value(): number;
  /** The integrand at all of a block's distances, as its y. */
  protected abstract values(block: Block, count: number): void;
  /** Four distances for a model, in a geometric sequence away from the end. */
  protected abstract fitDistances(nearest: number): number[];

  /** Where this end is, in words. */
  abstract readonly name: string;
  /** True if d^exponent can be integrated up to this end. */
  abstract integrable(exponent: number): boolean;

  /** True if values next to this end are corrected for the rounding of x, once a model is there. */
  abstract readonly corrects: boolean;

  /** Fits the behaviour at this end, from the distance at t away from it. */
  fit(t: number): EndModel | undefined {
    this.#placeAt(t);
    const distances = this.fitDistances(this.distance);
    if (!(distances[3] <= this.farthest)) return undefined;
    const values = distances.map((distance) => {
      this.distance = distance;
      return this.value();
    });
    const first = Math.log(distances[0]);
    const model = fitEnd(values, first, Math.log(distances[1]) - first);
    this.model = model !== undefined && model.mismatch < EXPLAINS ? model : undefined;
    return this.model;
  }

  /** The model's terms at t = from, from + h, … while they matter. */
  tail(from: number, h: number): number[] {
    const { model, rate, offset } = this;
    const terms: number[] = [];
    if (model === undefined) return terms;
    let magnitude = 0;
    for (let t = from; t < MODEL_LIMIT; t += h) {
      const L = offset - rate * Math.sinh(t);
      const size = Math.exp(model.logMagnitude(L) + L + Math.log(Math.abs(rate) * Math.cosh(t)));
      terms.push(model.sign(L) * size);
      magnitude += size;
      if (size < 1e-18 * magnitude) break;
    }
    return terms;
  }
}

/** The nodes towards a finite end. */
export class FiniteSide extends EndSide {
  readonly transformation: Transformation;
  readonly limit: number;
  protected readonly farthest: number;
  protected readonly rate: number;
  protected readonly offset: number;
  readonly name: string;

  /** `tanh`: the other end is finite too, `width` away; `exp`: it is infinite, and `width` is the scale of lengths. */
  constructor(
    readonly sampler: Sampler,
    readonly end: number,
    readonly towards: 1 | -1,
    readonly width: number,
    readonly shape: 'tanh' | 'exp',
  ) {
    super();
    this.rate = shape === 'tanh' ? Math.PI : Math.PI / 2;
    this.transformation = shape === 'tanh' ? TANH : EXP_NEAR;
    this.offset = Math.log(width);
    this.farthest = shape === 'tanh' ? width / 2 : Infinity;
    this.limit = Math.asinh((this.offset - Math.log(this.#nearest(NEAREST))) / this.rate);
    this.name = `x = ${end}`;
  }

  #nearest(spacings: number): number {
    const exact = this.sampler.tellsDistance(this.end);
    return Math.max(TINIEST, exact ? 0 : spacings * spacing(this.end));
  }

  protected place(cosh: number, q: number): void {
    const open = this.shape === 'tanh' ? 1 + q : 1;
    this.distance = (this.width * q) / open;
    this.weight = (this.distance * this.rate * cosh) / open;
  }

  protected value(): number {
    return this.#corrected(this.sampler.beside(this.end, this.towards, this.distance), this.distance);
  }

  protected values({ distance, y }: Block, count: number): void {
    this.sampler.fillBeside(this.end, this.towards, distance, y, count);
    if (!this.corrects) return;
    for (let i = 0; i < count; i++) y[i] = this.#corrected(y[i], distance[i]);
  }

  #corrected(y: number, distance: number): number {
    const { end, towards, model } = this;
    if (!this.corrects || model === undefined) return y;
    // x was rounded: what was evaluated lies at another distance, which is known exactly.
    const actual = Math.abs(end + towards * distance - end);
    if (actual === distance || actual === 0) return y;
    return y * Math.exp(model.logMagnitude(Math.log(distance)) - model.logMagnitude(Math.log(actual)));
  }

  protected fitDistances(from: number): number[] {
    const nearest = 2 ** Math.ceil(Math.log2(Math.max(from, this.#nearest(FITTED_FROM))));
    return [0, 1, 2, 3].map((i) => nearest * FIT_RATIO ** i);
  }

  get corrects(): boolean {
    return this.model !== undefined && this.end !== 0 && !this.sampler.tellsDistance(this.end);
  }

  integrable(exponent: number): boolean {
    return exponent > -1 + 1e-9;
  }
}

/** The nodes towards an infinite end; the distance is that from `origin`. */
export class InfiniteSide extends EndSide {
  readonly transformation: Transformation;
  readonly limit: number;
  protected readonly farthest = Infinity;
  protected readonly rate = -Math.PI / 2;
  protected readonly offset: number;
  readonly name: string;

  /** `exp`: x = origin + scale exp(pi/2 sinh t); `sinh`: x = origin + scale sinh(pi/2 sinh t). */
  constructor(
    readonly sampler: Sampler,
    readonly origin: number,
    readonly towards: 1 | -1,
    readonly scale: number,
    readonly shape: 'exp' | 'sinh',
  ) {
    super();
    this.transformation = shape === 'exp' ? EXP_FAR : SINH;
    this.offset = Math.log(shape === 'exp' ? scale : scale / 2);
    this.limit = Math.asinh((this.offset - Math.log(1 / TINIEST)) / this.rate);
    this.name = towards > 0 ? 'infinity' : '-infinity';
  }

  protected place(cosh: number, distance: number, slope: number): void {
    this.distance = this.scale * distance;
    this.weight = this.scale * (Math.PI / 2) * cosh * slope;
  }

  protected value(): number {
    return this.sampler.at(this.origin + this.towards * this.distance);
  }

  protected values({ distance, x, y }: Block, count: number): void {
    const { sampler, origin, towards } = this;
    for (let i = 0; i < count; i++) x[i] = origin + towards * distance[i];
    sampler.fill(x, y, count);
  }

  protected fitDistances(from: number): number[] {
    return [0, 1, 2, 3].map((i) => from / FIT_RATIO ** i);
  }

  get corrects(): boolean {
    return false;
  }

  integrable(exponent: number): boolean {
    return exponent < -1 - 1e-9;
  }
}
