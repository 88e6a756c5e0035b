/**
 * Plain Monte Carlo: the mean of f at independent uniform points with its standard error sd / sqrt(n). J. M. Hammersley
 * and D. C. Handscomb, "Monte Carlo Methods" (1964), chapter 5.
 */
import { BadCount } from '../bad-count.js';
import type { BadPoints } from '../integrand.js';
import type { Goal, RandomSource } from '../options.js';
import type { Plan } from '../plan.js';
import { type Outcome, isGoodEnough } from '../result.js';
import { BLOCK, type UniformAnswer, type UniformPart } from './sample.js';
import { Spread, type SpreadState } from './spread.js';

/** The first batch, before the error is looked at: this many points. */
const FIRST = 16 * BLOCK;
/** Each further batch has as many points as there were before, at most this many: some seconds of work. */
const LARGEST = 8192 * BLOCK;
/** Blocks in a part, where the batch is large: a millisecond of work or more. */
const PART_BLOCKS = 16;
/** A batch is cut into at least this many parts, where it has as many blocks. */
const LEAST_PARTS = 64;
/**
 * The share of the variance in a single point from which the standard error is not believed: with a finite variance it
 * falls towards 0, with an infinite one it does not (D. A. Darling, Trans. Amer. Math. Soc. 73 (1952) 95-107).
 */
const DOMINATING = 0.03;
/** Below this many points the share says nothing. */
const ENOUGH = 1000;

/** All that a plain Monte Carlo run knows; survives JSON. */
export interface MonteCarloState {
  readonly method: 'monte-carlo';
  readonly evaluations: number;
  readonly spreads: readonly SpreadState[];
  readonly bad?: BadPoints;
}

export class MonteCarloPlan implements Plan<UniformPart, UniformAnswer> {
  readonly method = 'monte-carlo';
  readonly #spreads: Spread[];
  readonly #source: RandomSource;
  readonly #goal: Goal;
  readonly #bad = new BadCount();
  #evaluations = 0;

  constructor(components: number, source: RandomSource, goal: Goal, state?: MonteCarloState) {
    this.#source = source;
    this.#goal = goal;
    this.#spreads = Array.from({ length: components }, (_, c) =>
      state === undefined ? new Spread() : Spread.from(state.spreads[c]),
    );
    if (state === undefined) return;
    this.#evaluations = state.evaluations;
    this.#bad.add(state.bad);
  }

  next(): readonly UniformPart[] | undefined {
    const done = this.#evaluations;
    if (done > 0 && isGoodEnough(this.outcome(), this.#goal)) return undefined;
    // A block that an earlier budget has cut short is left as it is.
    const first = Math.ceil(done / BLOCK);
    const left = this.#goal.maxEvaluations - done;
    const count = Math.min(left, Math.max(FIRST, Math.min(done, LARGEST)));
    if (count <= 0) return undefined;
    const blocks = Math.min(PART_BLOCKS, Math.max(1, Math.floor(count / BLOCK / LEAST_PARTS)));
    const parts: UniformPart[] = [];
    for (let at = 0; at < count; at += blocks * BLOCK) {
      const some = Math.min(blocks * BLOCK, count - at);
      parts.push({ kind: 'uniform', ...this.#source, block: first + at / BLOCK, count: some });
    }
    return parts;
  }

  merge(answers: readonly UniformAnswer[]): void {
    for (const { spreads, evaluations, bad } of answers) {
      this.#evaluations += evaluations;
      this.#bad.add(bad);
      for (const [c, state] of spreads.entries()) this.#spreads[c].merge(state);
    }
  }

  outcome(): Outcome {
    const known = this.#evaluations > 1;
    return {
      values: Float64Array.from(this.#spreads, ({ mean }) => mean),
      errors: Float64Array.from(this.#spreads, ({ standardError }) => (known ? standardError : Infinity)),
      errorKind: 'standard-error',
      evaluations: this.#evaluations,
      bad: this.#bad.found,
      doubt: this.#doubt(),
    };
  }

  /** The run so far; may be asked for at any time. */
  state(): MonteCarloState {
    return {
      method: this.method,
      evaluations: this.#evaluations,
      spreads: this.#spreads.map(({ state }) => state),
      bad: this.#bad.found,
    };
  }

  #doubt(): string | undefined {
    if (this.#evaluations === 1) return 'one sample cannot tell the standard error; use at least 2';
    if (this.#evaluations < ENOUGH) return undefined;
    for (const spread of this.#spreads) {
      const { mean, variance } = spread;
      const { n, min, max } = spread.state;
      const share = Math.max(max - mean, mean - min) ** 2 / (variance * (n - 1));
      if (!(share > DOMINATING)) continue;
      return `one point holds ${Math.round(100 * share)} % of the variance: a spike or a singularity, the standard error is too small`;
    }
    return undefined;
  }
}
