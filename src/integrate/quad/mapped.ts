/**
 * A range with an infinite end as a finite one, for rules that know nothing of infinity: x = t / (1 - t^2) for the whole line,
 * x = a + t / (1 - t) for a half of it.
 */
import { Sampler } from './sampler.js';

/** The sampler of the transformed integrand; calls and bad points are counted by the sampler of the integrand itself. */
export class Mapped extends Sampler {
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

  override beside(end: number, direction: 1 | -1, distance: number): number {
    return this.at(end + direction * distance);
  }
}
