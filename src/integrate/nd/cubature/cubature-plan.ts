/**
 * Globally adaptive cubature: the regions with the largest errors are halved until the sum of all errors is small enough.
 * P. van Dooren and L. de Ridder, "An adaptive algorithm for numerical integration over an n-dimensional cube", J. Comput.
 * Appl. Math. 2 (1976) 207-217. Regions are refined in batches whose size depends on the errors alone, so that many of them
 * can be evaluated at once without changing a bit.
 *
 * A region's error is what its rule says, raised where the sum over the two halves contradicts the whole (two-level
 * test of DCUHRE: J. Berntsen, T. O. Espelid and A. Genz, "Algorithm 698: DCUHRE: An adaptive multidimensional integration
 * routine for a vector of integrals", ACM Trans. Math. Softw. 17 (1991) 452-456).
 */
import { CompensatedSum } from '../../../core/index.js';
import { BadCount } from '../bad-count.js';
import type { Goal } from '../options.js';
import type { Plan } from '../plan.js';
import { type Outcome, isGoodEnough } from '../result.js';
import { ErrorHeap } from './error-heap.js';
import { type RegionsAnswer, type RegionsPart, ruleFor } from './regions.js';
import { RegionStore } from './region-store.js';
import type { CubatureRule, RuleName } from './rule.js';

/** A batch holds the regions with at least this share of the largest error … */
const WORTH = 0.25;
/** … at most this share of all regions, and at least that one, so that totals can be made anew for each batch. */
const MOST_OF_ALL = 1 / 4;
const LEAST_OF_ALL = 1 / 64;
/** All regions are halved, dimension by dimension, until there are this many or they cost this share of the budget. */
const FIRST_REGIONS = 16;
const FIRST_SHARE = 0.02;
/** Points in a part: some ten microseconds of work at least, and many parts in a batch. */
const PART_POINTS = 16_384;
/** How much a contradiction between a region and its halves adds to their errors; as in DCUHRE. */
const CONTRADICTION_FACTOR = 0.5;
const CONTRADICTION_SHARE = 0.25;

export class CubaturePlan implements Plan<RegionsPart, RegionsAnswer> {
  readonly method: string;
  readonly #rule: CubatureRule;
  readonly #goal: Goal;
  readonly #store: RegionStore;
  readonly #heap = new ErrorHeap();
  readonly #bad = new BadCount();
  #evaluations = 0;
  /** How often all regions have been halved. */
  #cuts = 0;
  /** The regions that are being refined, halves two by two, or the first regions. */
  #parents: readonly number[] = [];
  #children: readonly number[] = [];
  #outcome: Outcome | undefined;

  constructor(name: RuleName, dimension: number, components: number, goal: Goal) {
    this.method = name;
    this.#rule = ruleFor(name, dimension);
    this.#goal = goal;
    this.#store = new RegionStore(dimension, components);
  }

  next(): readonly RegionsPart[] | undefined {
    if (this.#evaluations === 0) this.#start();
    else if (!this.#cutEvenly()) {
      if (isGoodEnough(this.outcome(), this.#goal)) return undefined;
      this.#choose();
    }
    return this.#children.length === 0 ? undefined : this.#parts();
  }

  /** Regions that the rest of the budget pays for. */
  get #affordable(): number {
    return Math.floor((this.#goal.maxEvaluations - this.#evaluations) / this.#rule.size);
  }

  #start(): void {
    this.#children = this.#affordable < 1 ? [] : [this.#store.addCube()];
  }

  /** Halves every region in the next dimension, as long as there are few; returns whether it has. */
  #cutEvenly(): boolean {
    const regions = this.#heap.size;
    const cheap = (FIRST_SHARE * this.#goal.maxEvaluations) / this.#rule.size;
    if (2 * regions > Math.min(FIRST_REGIONS, cheap, this.#affordable)) return false;
    const parents = Array.from({ length: regions }, () => this.#heap.pop());
    this.#refine(parents, () => this.#cuts % this.#rule.dimension);
    this.#cuts++;
    return true;
  }

  #refine(parents: readonly number[], dimensionOf: (region: number) => number): void {
    this.#parents = parents;
    const children: number[] = [];
    for (const region of parents) this.#store.split(region, dimensionOf(region), children);
    this.#children = children;
  }

  #choose(): void {
    const heap = this.#heap;
    const all = heap.size;
    const worth = WORTH * heap.most;
    const most = Math.min(Math.floor(this.#affordable / 2), Math.max(1, Math.floor(all * MOST_OF_ALL)));
    const least = Math.ceil(all * LEAST_OF_ALL);
    const parents: number[] = [];
    while (parents.length < most && heap.size > 0 && (parents.length < least || heap.most >= worth)) {
      const region = heap.pop();
      if (this.#store.canSplit(region)) parents.push(region);
    }
    this.#refine(parents, (region) => this.#store.splitOf(region));
  }

  #parts(): RegionsPart[] {
    const size = Math.max(1, Math.floor(PART_POINTS / this.#rule.size));
    const parts: RegionsPart[] = [];
    for (let from = 0; from < this.#children.length; from += size) {
      const boxes = this.#store.boxes(this.#children.slice(from, from + size));
      parts.push({ kind: 'regions', rule: this.#rule.name, boxes });
    }
    return parts;
  }

  merge(answers: readonly RegionsAnswer[]): void {
    let at = 0;
    for (const answer of answers) {
      this.#evaluations += answer.evaluations;
      this.#bad.add(answer.bad);
      for (let i = 0; i < answer.splits.length; i++) {
        this.#store.assess(this.#children[at++], answer, i);
      }
    }
    const comparison = {
      factor: CONTRADICTION_FACTOR,
      share: CONTRADICTION_SHARE,
      memory: this.#rule.memory,
    };
    for (let i = 0; i < this.#parents.length; i++) {
      const parent = this.#parents[i];
      this.#store.compare(parent, this.#children[2 * i], this.#children[2 * i + 1], comparison);
      this.#store.retire(parent);
    }
    for (const region of this.#children) this.#heap.push(region, this.#store.priority(region));
    this.#children = [];
    this.#outcome = undefined;
  }

  outcome(): Outcome {
    return (this.#outcome ??= this.#totals());
  }

  #totals(): Outcome {
    const { components } = this.#store;
    const values = new Float64Array(components);
    const errors = new Float64Array(components);
    for (let c = 0; c < components; c++) {
      const [value, error] = [new CompensatedSum(), new CompensatedSum()];
      this.#store.addUp(c, value, error);
      values[c] = value.value;
      errors[c] = this.#evaluations === 0 ? Infinity : error.value;
    }
    return {
      values,
      errors,
      errorKind: 'bound',
      evaluations: this.#evaluations,
      bad: this.#bad.found,
      ended: this.#heap.size === 0 && this.#evaluations > 0 ? 'no region could be split further' : undefined,
    };
  }
}
