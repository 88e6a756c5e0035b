/**
 * Vegas on scrambled Sobol points: iterations that train an importance map, then the rest of the budget with the map as it is. G. P.
 * Lepage, "A new algorithm for adaptive multidimensional integration", J. Comput. Phys. 27 (1978) 192-203. The points of every
 * iteration are those of several scrambled sequences, which stratify the mapped cube finely in all directions and whose spread gives the
 * iteration's error; see qmc-plan.ts. Some points go beside the map: where training has lost a peak, or not met it yet, they bring it back
 * or make the error say so; see mapped-sample.ts.
 */
import { BadCount } from '../bad-count.js';
import type { Goal, RandomSource } from '../options.js';
import type { Plan } from '../plan.js';
import type { BadPoints } from '../integrand.js';
import { QmcPlan, type QmcState } from '../qmc/qmc-plan.js';
import { replicatesFor, spreadError } from '../qmc/replicates.js';
import type { SobolPart } from '../qmc/sample.js';
import { type Outcome, isGoodEnough, largest } from '../result.js';
import { ImportanceMap } from './importance-map.js';
import type { MappedAnswer, MappedPart } from './mapped-sample.js';
import {
  type IterationEstimate,
  type VegasIteration,
  tableLine,
  weightedAverage,
} from './weighted-average.js';

/** The budget's share of all training, and its iterations. */
const TRAINING = 0.25;
const ITERATIONS = 10;
/** An iteration that would have fewer points trains nothing, and what goes through a map has at least as many. */
const LEAST_POINTS = 512;
/** Iterations that still go into the average: before that the map is too rough. */
const AVERAGED_FROM = 6;
/** Lepage's alpha; with the map's uniform share chosen over 0.3 and over falling ones on the families of bench/accuracy/vegas.mjs. */
const DAMPING = 0.5;
/** Points beside the map in training, for each mapped one: a power of two. The first iteration has no map yet. */
const PLAIN_SHARE = 1 / 2;
/** The errors of so many last iterations tell whether the map is of use. */
const LAST = 3;
/** Below this probability of the iterations' chi-square the error is not believed. */
const SUSPICIOUS = 1e-6;
/** Streams of an iteration start here; production has those from 0 on. */
const STREAMS = 100;

/** All that a vegas run knows; survives JSON. */
export interface VegasState {
  readonly method: 'vegas';
  /** The budget by which the iterations were cut. */
  readonly budget: number;
  readonly edges: readonly number[];
  readonly trained: readonly {
    readonly values: readonly number[];
    readonly errors: readonly number[];
    readonly evaluations: number;
  }[];
  readonly table: readonly VegasIteration[];
  readonly production?: QmcState;
  readonly bad?: BadPoints;
}

export class VegasPlan implements Plan<SobolPart | MappedPart, MappedAnswer> {
  readonly method = 'vegas';
  readonly #components: number;
  readonly #source: RandomSource;
  readonly #goal: Goal;
  readonly #budget: number;
  readonly #bad = new BadCount();
  #map: ImportanceMap;
  readonly #trained: IterationEstimate[] = [];
  readonly #table: VegasIteration[] = [];
  #production: QmcPlan | undefined;
  #used = 0;

  constructor(dimension: number, components: number, source: RandomSource, goal: Goal, state?: VegasState) {
    this.#components = components;
    this.#source = source;
    this.#goal = goal;
    this.#budget = state?.budget ?? goal.maxEvaluations;
    if (state === undefined) {
      this.#map = ImportanceMap.identity(dimension);
      return;
    }
    this.#map = ImportanceMap.of({ edges: Float64Array.from(state.edges) });
    for (const { values, errors, evaluations } of state.trained) {
      this.#trained.push({
        values: Float64Array.from(values),
        errors: Float64Array.from(errors),
        evaluations,
      });
      this.#used += evaluations;
    }
    this.#table.push(...state.table);
    this.#bad.add(state.bad);
    if (state.production !== undefined) this.#production = this.#newProduction(state.production);
  }

  /** Sequences of an iteration, and mapped points of each. */
  get #size(): { replicates: number; points: number } {
    return replicatesFor(Math.floor((TRAINING * this.#budget) / ITERATIONS / (1 + PLAIN_SHARE)));
  }

  next(): readonly (SobolPart | MappedPart)[] | undefined {
    if (this.#production !== undefined) {
      return isGoodEnough(this.outcome(), this.#goal) ? undefined : this.#production.next();
    }
    const { replicates, points } = this.#size;
    if (this.#trained.length === ITERATIONS || replicates * points < LEAST_POINTS) return this.#produce();
    if (this.#trained.length > AVERAGED_FROM && isGoodEnough(this.outcome(), this.#goal)) return undefined;
    const first = STREAMS * (this.#trained.length + 1);
    const share = this.#trained.length === 0 ? 0 : PLAIN_SHARE;
    const common = { kind: 'mapped', ...this.#source, map: this.#map.state, train: true, share } as const;
    return Array.from({ length: replicates }, (_, i) => ({
      ...common,
      replicate: first + i,
      from: 0,
      count: points,
    }));
  }

  #produce(): readonly (SobolPart | MappedPart)[] | undefined {
    if (this.#left < 1) return undefined;
    this.#production = this.#newProduction();
    return this.#production.next();
  }

  #newProduction(state?: QmcState): QmcPlan {
    const goal = { rtol: 0, atol: 0, maxEvaluations: this.#left };
    // By the first budget: a run that goes on with another one keeps its kind of points.
    const useless = this.#mapIsWorse() || this.#budget - this.#used < LEAST_POINTS;
    const map = useless ? undefined : this.#map.state;
    return new QmcPlan(this.#components, this.#source, goal, { state, map });
  }

  get #left(): number {
    return this.#goal.maxEvaluations - this.#used;
  }

  /** The run so far; may be asked for at any time. */
  state(): VegasState {
    return {
      method: this.method,
      budget: this.#budget,
      edges: Array.from(this.#map.state.edges),
      trained: this.#trained.map(({ values, errors, evaluations }) => ({
        values: Array.from(values),
        errors: Array.from(errors),
        evaluations,
      })),
      table: [...this.#table],
      production: this.#production?.state(),
      bad: this.#bad.found,
    };
  }

  /** Whether the first iteration, whose points went through no map, had the smaller error than the last ones; also without training. */
  #mapIsWorse(): boolean {
    const [first, ...others] = this.#trained;
    const last = others.slice(-LAST);
    if (last.length < LAST) return true;
    return largest(first.errors) < last.reduce((sum, { errors }) => sum + largest(errors), 0) / LAST;
  }

  merge(answers: readonly MappedAnswer[]): void {
    if (this.#production !== undefined) this.#production.merge(answers);
    else this.#train(answers);
    const averaged = this.#averaged();
    const last = averaged.at(-1);
    if (last === undefined) return;
    const iteration = this.#trained.length + (this.#production === undefined ? 0 : 1);
    // Production goes on in larger and larger steps; its line is replaced.
    this.#table.length = iteration - 1;
    this.#table.push(tableLine(iteration, last, averaged, weightedAverage(averaged, this.#components)));
  }

  #train(answers: readonly MappedAnswer[]): void {
    const { replicates, points } = this.#size;
    const m = this.#components;
    const sums = new Float64Array(replicates * m);
    const histogram = this.#map.emptyHistogram();
    for (const [i, answer] of answers.entries()) {
      this.#bad.add(answer.bad);
      for (let c = 0; c < m; c++) sums[i * m + c] = answer.sums[c];
      addTo(histogram, answer.histogram!);
    }
    const evaluations = answers.reduce((sum, answer) => sum + answer.evaluations, 0);
    this.#used += evaluations;
    this.#trained.push({ ...spreadError(sums, m, points), evaluations });
    this.#map = this.#map.refined(histogram, DAMPING);
  }

  /** The iterations that the average is made of. */
  #averaged(): IterationEstimate[] {
    const trained = this.#trained.slice(Math.min(AVERAGED_FROM, this.#trained.length - 1));
    const produced = this.#production?.outcome();
    return produced === undefined || produced.evaluations === 0 ? trained : [...trained, produced];
  }

  outcome(): Outcome {
    const produced = this.#production?.outcome();
    const { values, errors } = weightedAverage(this.#averaged(), this.#components);
    const last = this.#table.at(-1);
    const bad = new BadCount();
    for (const one of [this.#bad.found, produced?.bad]) bad.add(one);
    const doubt =
      last === undefined || last.q >= SUSPICIOUS
        ? undefined
        : `the iterations disagree: chi-square ${last.chiSquare.toPrecision(3)} for ${last.degrees} degrees of freedom`;
    return {
      values,
      errors,
      errorKind: 'standard-error',
      evaluations: this.#used + (produced?.evaluations ?? 0),
      bad: bad.found,
      doubt,
      iterations: [...this.#table],
    };
  }
}

/** A loop of its own, which is compiled once for all runs. */
function addTo(sums: Float64Array, terms: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += terms[i];
}
