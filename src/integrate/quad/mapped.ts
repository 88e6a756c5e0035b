/**
 * A range with an infinite end as a finite one, for rules that know nothing of infinity: x = t / (1 - t^2) for the whole line,
 * x = a + t / (1 - t) for a half of it.
 */
import { Block } from './block.js';
import { Sampler } from './sampler.js';

/** The sampler of the transformed integrand; calls and bad points are counted by the sampler of the integrand itself. */
export class Mapped extends Sampler {
  #block: Block | undefined;

  constructor(
    readonly inner: Sampler,
    low: number,
    high: number,
    /** x and dx/dt at t. */
    readonly x: (t: number) => number,
    readonly slope: (t: number) => number,
  ) {
    super(() => 0, low, high, inner.budget, inner.stop);
  }

  override at(t: number): number {
    const slope = this.slope(t);
    const x = this.x(t);
    this.evaluations = this.inner.evaluations + 1;
    if (!(slope - slope === 0 && x - x === 0)) {
      return 0;
    }
    const y = this.inner.at(x);
    this.evaluations = this.inner.evaluations;
    this.nonFinite = this.inner.nonFinite;
    return y === 0 ? 0 : y * slope;
  }

  /** The integrand's own, which nobody else uses meanwhile, unless that is mapped itself. */
  override get block(): Block {
    return (this.#block ??= this.inner instanceof Mapped ? new Block() : this.inner.block);
  }

  override fill(t: Float64Array, y: Float64Array, count: number): void {
    const { mapped, slope } = this.block;
    let finite = true;
    for (let i = 0; i < count; i++) {
      slope[i] = this.slope(t[i]);
      mapped[i] = this.x(t[i]);
      finite &&= slope[i] - slope[i] === 0 && mapped[i] - mapped[i] === 0;
    }
    if (!finite) {
      for (let i = 0; i < count; i++) y[i] = this.at(t[i]);
      return;
    }
    this.inner.fill(mapped, y, count);
    this.evaluations = this.inner.evaluations;
    this.nonFinite = this.inner.nonFinite;
    for (let i = 0; i < count; i++) y[i] = y[i] === 0 ? 0 : y[i] * slope[i];
  }

  override beside(end: number, direction: 1 | -1, distance: number): number {
    return this.at(end + direction * distance);
  }
}
