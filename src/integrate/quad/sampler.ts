import { preview } from '../../core/index.js';
import { type Refusing, type ValueLoop, WORTH_A_LOOP, evaluated, valueLoop } from '../../kernel/index.js';
import type { Stop } from '../stop.js';
import { type Block, blocks } from './block.js';

/**
 * A function of x and, if it takes a second argument, of the distance from x to the nearer end of the whole range, exact
 * where x itself is rounded: sqrt(1 - x) near x = 1 is (x, d) => Math.sqrt(d) there.
 */
export type ScalarIntegrand = (x: number, distance: number) => number;

/** What the rules see of an integrand. */
export interface Points {
  at(x: number): number;
  /** y[i] = at(x[i]) for i < count, in this order, at most {@link BLOCK} points. */
  fill(x: Float64Array, y: Float64Array, count: number): void;
  /** Room for a rule that fills, until it fills again. */
  readonly block: Block;
}

/** A point at which the integrand was not finite. */
export interface BadPoint {
  readonly x: number;
  readonly value: number;
}

const KEPT_BAD_POINTS = 32;

/** The integrand over a range, with the number of its calls, and the points at which it was not finite. */
export class Sampler implements Points, Refusing {
  evaluations = 0;
  nonFinite = 0;
  readonly bad: BadPoint[] = [];
  readonly #f: ScalarIntegrand;
  readonly #usesDistance: boolean;
  #loop: ValueLoop;
  #block: Block | undefined;

  constructor(
    f: ScalarIntegrand,
    readonly low: number,
    readonly high: number,
    readonly budget: number,
    readonly stop?: Stop,
  ) {
    this.#f = f;
    this.#usesDistance = f.length > 1;
    this.#loop = valueLoop(f);
  }

  get block(): Block {
    return (this.#block ??= blocks.take());
  }

  /** Gives its room back; the sampler is not used any more. */
  release(): void {
    if (this.#block !== undefined) blocks.put(this.#block);
    this.#block = undefined;
  }

  /** A value that is not finite counts as 0 and is remembered. */
  at(x: number): number {
    this.evaluations++;
    const y = this.#usesDistance ? this.#f(x, this.#distance(x)) : this.#f(x, NaN);
    return y - y === 0 ? y : this.refuse(x, y);
  }

  fill(x: Float64Array, y: Float64Array, count: number): void {
    if (!this.#usesDistance) {
      this.#run(x, y, count, undefined);
      return;
    }
    const { second } = this.block;
    for (let i = 0; i < count; i++) second[i] = this.#distance(x[i]);
    this.#run(x, y, count, second);
  }

  /** The value at `end + direction * distance`, where the integrand is told the distance if that is an end of the range. */
  beside(end: number, direction: 1 | -1, distance: number): number {
    const x = end + direction * distance;
    if (!this.tellsDistance(end)) return this.at(x);
    this.evaluations++;
    const y = this.#f(x, distance);
    return y - y === 0 ? y : this.refuse(x, y);
  }

  /** y[i] = beside(end, direction, distance[i]) for i < count; overwrites the block's x. */
  fillBeside(end: number, direction: 1 | -1, distance: Float64Array, y: Float64Array, count: number): void {
    const { x } = this.block;
    for (let i = 0; i < count; i++) x[i] = end + direction * distance[i];
    if (this.tellsDistance(end)) this.#run(x, y, count, distance);
    else this.fill(x, y, count);
  }

  /** True where the integrand sees how near it is to this end, however near. */
  tellsDistance(end: number): boolean {
    return this.#usesDistance && (end === this.low || end === this.high);
  }

  #distance(x: number): number {
    return Math.min(x - this.low, this.high - x);
  }

  #run(x: Float64Array, y: Float64Array, count: number, second: Float64Array | undefined): void {
    const before = this.evaluations;
    this.evaluations = before + count;
    this.#loop(this.#f, x, y, count, this, second);
    if (before < WORTH_A_LOOP && this.evaluations >= WORTH_A_LOOP)
      this.#loop = evaluated(this.#f, this.evaluations);
  }

  get exhausted(): boolean {
    return this.evaluations >= this.budget || this.stop?.reached === true;
  }

  /** True when going on makes no sense: nothing is left to spend, or a value was not finite. */
  get halted(): boolean {
    return this.nonFinite > 0 || this.exhausted;
  }

  /** Forgets the points that were not finite, and returns them. */
  takeBad(): BadPoint[] {
    this.nonFinite = 0;
    return this.bad.splice(0);
  }

  refuse(x: number, value: number): number {
    if (typeof value !== 'number') throw new ForeignValue(value);
    this.nonFinite++;
    if (this.bad.length < KEPT_BAD_POINTS) this.bad.push({ x, value });
    return 0;
  }
}

/** Why an estimate of less than the accuracy that was asked for is all there is. */
export function overBudget({ evaluations }: Sampler): string {
  return `the error is above the tolerance after ${evaluations} evaluations`;
}

/** An integrand that was never seen to differ from 0. */
export function nothingSeen({ evaluations }: Sampler): string {
  return `the integrand is 0 at all of ${evaluations} points; if it is not 0 elsewhere, say where with breakpoints`;
}

/** Thrown when the integrand's value is no number, with that value. */
export class ForeignValue {
  constructor(readonly value: unknown) {}
}

/** How a point is written in a sentence. */
export function place(x: number): string {
  return `x = ${preview(Number(x.toPrecision(8)))}`;
}

/** The distance between neighbouring doubles at x. */
export function spacing(x: number): number {
  const size = Math.abs(x);
  return size < 2.3e-308 ? 5e-324 : 2 ** (Math.floor(Math.log2(size)) - 52);
}
