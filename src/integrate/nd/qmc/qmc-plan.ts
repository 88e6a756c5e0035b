/**
 * Randomised quasi-Monte Carlo: the same number of points of several independently scrambled Sobol sequences. The spread of
 * their means gives the standard error, enlarged so that value ± 2 errors covers 95.4 % as it would for a normal
 * distribution (Student's t). P. L'Ecuyer and C. Lemieux, "Recent advances in randomized quasi-Monte Carlo methods" (2002).
 */
import { BadCount } from '../bad-count.js';
import type { BadPoints } from '../integrand.js';
import type { Goal, RandomSource } from '../options.js';
import type { Plan } from '../plan.js';
import { type Outcome, isGoodEnough } from '../result.js';
import { replicatesFor, spreadError } from './replicates.js';
import type { MapState } from '../vegas/importance-map.js';
import type { MappedPart } from '../vegas/mapped-sample.js';
import { BLOCK, type SobolAnswer, type SobolPart } from './sample.js';

/** Points of each sequence in the first batch, if the budget allows; each further one doubles them. */
const FIRST = 128;
/** Points in a part, at most: eight blocks. */
const PART_POINTS = 8 * BLOCK;
/** Plain points beside mapped ones, for each of them: a power of two. */
const PLAIN_SHARE = 1 / 16;

/**
 * Where f jumps across an axis, each sequence has the one point that is nearest to the jump on the one or the other side, and all may have it
 * on the same: then they agree and are wrong. Errors of jumps fall like 1/n, those of smooth integrands faster; so an error is not below
 * this share of what the earlier ones, with 1/2, 1/4 and 1/8 of the points, would be by that law. For errors that fall like n^-1.5 this
 * changes nothing: the share is less than 8^-0.5.
 */
const JUMP_SHARE = 0.3;
const LEVELS = 3;

/** Errors after an earlier batch. */
interface Level {
  /** Points of each sequence. */
  readonly points: number;
  /** Of each component. */
  readonly errors: readonly number[];
}

/** All that a quasi-Monte Carlo run knows; survives JSON. */
export interface QmcState {
  readonly method: 'qmc';
  readonly replicates: number;
  /** Points of each sequence that have been used. */
  readonly points: number;
  /** Sequence by sequence the components' sums. */
  readonly sums: readonly number[];
  /** The last batches before this one, at most three. */
  readonly levels: readonly Level[];
  readonly bad?: BadPoints;
}

export class QmcPlan implements Plan<SobolPart | MappedPart, SobolAnswer> {
  readonly method = 'qmc';
  readonly #components: number;
  readonly #source: RandomSource;
  readonly #goal: Goal;
  readonly #bad = new BadCount();
  readonly #replicates: number;
  readonly #sums: Float64Array;
  #points = 0;
  #levels: readonly Level[];
  /** The points of each sequence after the batch, and whose part is whose. */
  #target = 0;
  #owners: readonly number[] = [];

  readonly #map: MapState | undefined;
  readonly #share: number;

  /** @param state a run to be continued; @param map points go through this importance map, and plain ones beside it */
  constructor(
    components: number,
    source: RandomSource,
    goal: Goal,
    { state, map }: { readonly state?: QmcState; readonly map?: MapState } = {},
  ) {
    this.#map = map;
    this.#share = map === undefined ? 0 : PLAIN_SHARE;
    this.#components = components;
    this.#source = source;
    this.#goal = goal;
    this.#replicates = state?.replicates ?? replicatesFor(this.#withoutPlain(goal.maxEvaluations)).replicates;
    this.#sums = Float64Array.from(state?.sums ?? new Float64Array(this.#replicates * components));
    this.#points = state?.points ?? 0;
    this.#levels = state?.levels ?? [];
    this.#bad.add(state?.bad);
  }

  get #evaluations(): number {
    return this.#points * (1 + this.#share) * this.#replicates;
  }

  #withoutPlain(evaluations: number): number {
    return Math.floor(evaluations / (1 + this.#share));
  }

  next(): readonly (SobolPart | MappedPart)[] | undefined {
    const done = this.#points;
    // An error is believed once there are earlier ones to judge it by.
    if (this.#levels.length === LEVELS && isGoodEnough(this.outcome(), this.#goal)) return undefined;
    const affordable = Math.floor(this.#withoutPlain(this.#goal.maxEvaluations) / this.#replicates);
    let target = done === 0 ? FIRST : 2 * done;
    if (done === 0) while (target > affordable && target > 1) target /= 2;
    if (target > affordable || target > 2 ** 31) return undefined;
    if (target * this.#share < 1 && this.#share > 0) return undefined;
    this.#target = target;
    const parts: (SobolPart | MappedPart)[] = [];
    for (let replicate = 0; replicate < this.#replicates; replicate++) {
      for (let from = done; from < target; from += PART_POINTS)
        parts.push(this.#part(replicate, from, Math.min(PART_POINTS, target - from)));
    }
    this.#owners = parts.map(({ replicate }) => replicate);
    return parts;
  }

  #part(replicate: number, from: number, count: number): SobolPart | MappedPart {
    const stretch = { ...this.#source, replicate, from, count };
    const map = this.#map;
    return map === undefined
      ? { kind: 'sobol', ...stretch }
      : { kind: 'mapped', ...stretch, map, share: this.#share, train: false };
  }

  merge(answers: readonly SobolAnswer[]): void {
    const { errors: before } = this.#spread();
    if (before.every(Number.isFinite)) {
      this.#levels = [...this.#levels, { points: this.#points, errors: Array.from(before) }].slice(-LEVELS);
    }
    for (const [i, { sums, bad }] of answers.entries()) {
      this.#bad.add(bad);
      const to = this.#owners[i] * this.#components;
      for (let c = 0; c < this.#components; c++) this.#sums[to + c] += sums[c];
    }
    this.#points = this.#target;
  }

  #spread(): { values: Float64Array; errors: Float64Array } {
    return spreadError(this.#sums, this.#components, this.#points);
  }

  outcome(): Outcome {
    const { values, errors: spread } = this.#spread();
    const errors = spread.map((error, c) =>
      this.#levels.reduce(
        (most, level) => Math.max(most, (JUMP_SHARE * level.errors[c] * level.points) / this.#points),
        error,
      ),
    );
    return {
      values,
      errors,
      errorKind: 'standard-error',
      evaluations: this.#evaluations,
      bad: this.#bad.found,
    };
  }

  /** The run so far; may be asked for at any time. */
  state(): QmcState {
    return {
      method: this.method,
      replicates: this.#replicates,
      points: this.#points,
      sums: Array.from(this.#sums),
      levels: this.#levels,
      bad: this.#bad.found,
    };
  }
}
