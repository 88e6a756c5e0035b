/**
 * Cubature by cross interpolation (see train.ts): lines through a few well chosen points say what the integrand does along each
 * axis, and how the axes depend on each other; random points say whether that is all. The cost grows with the rank, not with
 * the dimension: products, sums, and functions of few or weakly coupled combinations of the coordinates are integrated to
 * ten digits and more in ten dimensions; where the rank does not settle, the method says so and stops.
 */
import type { Goal } from '../options.js';
import { fillSequence, sobolSequence } from '../qmc/sobol.js';
import type { Outcome } from '../result.js';
import type { SteppingMethod, Steps } from '../steps-plan.js';
import { Train, type Wanted } from './train.js';

/** Points among which the first cross is sought, unless that is more than a tenth of the budget. */
const FIRST_POINTS = 1024;
/** Points at which the approximation is tested in each round, and in the end. */
const TEST_POINTS = 200;
const FINAL_TEST_POINTS = 2000;
/** Before it believes itself the method looks for what it has missed at random nodes: with this share of the budget, at most … */
const SCAN = 0.02;
const MOST_SCANNED = 20_000;
/** … and climbs from so many of the points where it is off most; again, as long as that finds something, so many times. */
const CLIMBED = 3;
const MOST_SCANS = 4;
/** A summit that is off by more than this share of the mean size is a feature that was missed. */
const FEATURE = 1e-4;
/** Rounds without halving the error after which the method gives up. */
const PATIENCE = 6;
/** They count after this share of the budget: a few crosses say little about the last one. */
const EARLY = 0.05;
/** After this share of the budget the error must be below that share of the integrand's mean size. */
const MILESTONES: readonly (readonly [used: number, error: number])[] = [
  [0.05, 0.3],
  [0.1, 1e-2],
  [0.2, 1e-3],
  [0.4, 1e-5],
];
/** What rounding leaves of the mean size of the integrand. */
const ROUNDING = 4e-15;
/** Panels are refined until their errors are this share of what the crosses leave. */
const PANEL_SHARE = 0.02;
/** Off the nodes the interpolation may miss this share of the mean size, because the rule is exact for higher degrees. */
const ROUGH = 1e-4;
/** Fewer than this many evaluations do not suffice for a single cross. */
export const LEAST_CROSS_EVALUATIONS = 200;

export class CrossSteps implements SteppingMethod {
  readonly method = 'cross';
  readonly steps: Steps;
  readonly #d: number;
  readonly #goal: Goal;
  readonly #train: Train;
  #used = 0;
  /** Points of Sobol's sequence that have been used for tests. */
  #tested = 0;
  #scans = 0;
  /** Of the crosses, by the last scan: a smaller test that sees less does not undo it. */
  #scanError = 0;
  #value = 0;
  /** Of the panels, of the crosses, and off the nodes. */
  #panelError = Infinity;
  #crossError = Infinity;
  #offError = 0;
  /** The mean of |f| at the points of the last test. */
  #size = 0;
  #ended = 'the integrand has no low rank';

  constructor(dimension: number, goal: Goal) {
    this.#d = dimension;
    this.#goal = goal;
    this.#train = new Train(dimension);
    this.steps = this.#work();
  }

  outcome(): Omit<Outcome, 'evaluations' | 'bad'> {
    const rounding = 2 * ROUNDING * this.#size;
    const crossError = Math.max(this.#crossError, this.#scanError);
    const sum = this.#panelError + crossError + this.#offError + rounding;
    const error = Number.isNaN(sum) ? Infinity : sum;
    return {
      values: Float64Array.of(this.#value),
      errors: Float64Array.of(error),
      errorKind: 'bound',
      roundoff: this.#panelError + crossError <= 2 * rounding,
      ended: this.#ended,
    };
  }

  get #left(): number {
    return this.#goal.maxEvaluations - this.#used;
  }

  /** What the whole error may be: the tolerance, or rounding. */
  get #target(): number {
    const { atol, rtol } = this.#goal;
    return Math.max(atol, rtol * Math.abs(this.#value), ROUNDING * this.#size);
  }

  *#evaluate(points: ArrayLike<number>): Generator<ArrayLike<number>, Float64Array, Float64Array> {
    if (points.length === 0) return new Float64Array(0);
    this.#used += points.length / this.#d;
    return yield points;
  }

  *#fulfil(wanted: Wanted): Steps {
    wanted.take(yield* this.#evaluate(wanted.points));
  }

  *#work(): Steps {
    const start = yield* this.#firstCross();
    if (start === undefined) return;
    let [best, patience] = [Infinity, PATIENCE];
    let found: Candidate[] = [start];
    while (found.length > 0) {
      if (!(yield* this.#addAll(found)) || !(yield* this.#refine())) break;
      found = yield* this.#test(TEST_POINTS);
      if (this.#isCrossed) {
        found = yield* this.#scan();
        if (found.length === 0) break;
        continue;
      }
      if (this.#crossError < 0.5 * best) [best, patience] = [this.#crossError, PATIENCE];
      else if (this.#used > EARLY * this.#goal.maxEvaluations && --patience === 0) break;
      if (this.#isSlow()) break;
      if (this.#left < TEST_POINTS + 2 * this.#train.costOfCross) {
        this.#ended = 'the evaluations did not suffice for more crosses';
        break;
      }
      found = yield* this.#climbAll(found);
    }
    if (this.#size > 0) yield* this.#finish();
  }

  get #isCrossed(): boolean {
    return this.#crossError <= 0.5 * this.#target;
  }

  /** Looks once more, harder; returns where to lay crosses if that has found anything. */
  *#scan(): Generator<ArrayLike<number>, Candidate[], Float64Array> {
    const count = Math.min(MOST_SCANNED, Math.floor(SCAN * this.#goal.maxEvaluations), this.#left >> 1);
    if (this.#scans === MOST_SCANS || count <= TEST_POINTS) return [];
    this.#scans++;
    const worst = yield* this.#test(count, CLIMBED);
    this.#scanError = this.#crossError;
    const climbed = yield* this.#climbAll(worst);
    const isRounding = this.#crossError <= 4 * ROUNDING * this.#size;
    if (!this.#isCrossed && !isRounding) return climbed;
    return climbed.filter(({ difference = 0 }) => Math.abs(difference) > FEATURE * this.#size);
  }

  #isSlow(): boolean {
    const share = this.#used / this.#goal.maxEvaluations;
    return MILESTONES.some(([used, error]) => share > used && !(this.#crossError <= error * this.#size));
  }

  /** The largest value among points all over the cube, and along lines through it. */
  *#firstCross(): Generator<ArrayLike<number>, Candidate | undefined, Float64Array> {
    const count = Math.min(FIRST_POINTS, Math.floor(this.#left / 10));
    if (count < 1) return undefined;
    const points = this.#sobol(count);
    const values = yield* this.#evaluate(points);
    let best = 0;
    for (let i = 0; i < count; i++) if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
    const z = points.slice(best * this.#d, (best + 1) * this.#d);
    let value = values[best];
    for (let sweep = 0; sweep < 2; sweep++) {
      for (let k = 0; k < this.#d; k++) {
        const { size } = this.#train.panels[k];
        if (this.#left < 10 * size) break;
        const line = yield* this.#evaluate(this.#line(k, z));
        for (let i = 0; i < size; i++) {
          if (Math.abs(line[i]) <= Math.abs(value)) continue;
          value = line[i];
          z[k] = this.#train.panels[k].node(i);
        }
      }
    }
    return value === 0 ? undefined : { z, value };
  }

  /** The nodes of axis k with the other coordinates of z. */
  #line(k: number, z: Float64Array): number[] {
    const points: number[] = [];
    for (let i = 0; i < this.#train.panels[k].size; i++) {
      const at = points.length;
      points.push(...z);
      points[at + k] = this.#train.panels[k].node(i);
    }
    return points;
  }

  /** The next points of Sobol's sequence, one after the other. */
  #sobol(count: number): Float64Array {
    const d = this.#d;
    const room = 2 ** Math.ceil(Math.log2(this.#tested + count));
    const all = new Float64Array(room * d);
    fillSequence(sobolSequence(d), 0, room, all);
    const points = new Float64Array(count * d);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < d; k++) points[i * d + k] = all[k * room + this.#tested + i];
    }
    this.#tested += count;
    return points;
  }

  *#addAll(candidates: readonly Candidate[]): Generator<ArrayLike<number>, boolean, Float64Array> {
    let any = false;
    for (const { z, value } of candidates) {
      if (this.#left < this.#train.costOfCross) break;
      const wanted = this.#train.crossWanted(z);
      yield* this.#fulfil(wanted);
      if (this.#train.addCross(z, value, wanted.rows, wanted.columns)) any = true;
    }
    return any;
  }

  /** Halves panels until the integrals along the axes are good enough; false when the budget does not suffice. */
  *#refine(): Generator<ArrayLike<number>, boolean, Float64Array> {
    for (;;) {
      const lines = this.#train.linesWanted();
      if (lines.points.length / this.#d > this.#left) return false;
      yield* this.#fulfil(lines);
      const { value, marginals } = this.#train.integral();
      this.#value = value;
      const errors = marginals.map((marginal, k) => this.#train.panels[k].errors(marginal));
      this.#panelError = errors.flatMap((of) => [...of]).reduce((sum, error) => sum + error, 0);
      const least = this.#crossError === Infinity ? 0 : PANEL_SHARE * this.#crossError;
      const allowed = Math.max(0.25 * this.#target, least, ROUNDING * Math.abs(value));
      if (this.#panelError <= allowed) return true;
      if (!this.#halveWorst(errors, allowed)) return true;
    }
  }

  #halveWorst(errors: readonly Float64Array[], allowed: number): boolean {
    let any = false;
    let cost = 0;
    for (const [k, of] of errors.entries()) {
      for (const [p, error] of of.entries()) {
        if (error <= allowed / (2 * this.#d * of.length)) continue;
        cost += this.#train.costOfHalving(k);
        if (cost > this.#left / 2) return any;
        if (this.#train.halve(k, p)) any = true;
      }
    }
    return any;
  }

  /** Compares with f at random nodes; returns where they differ most. */
  *#test(
    most: number,
    wanted = 1 + Math.floor(this.#train.rank / 3),
  ): Generator<ArrayLike<number>, Candidate[], Float64Array> {
    const count = Math.min(most, this.#left);
    const { nodes, points } = this.#randomNodes(count);
    const values = yield* this.#evaluate(points);
    const differences = values.map((value, i) => value - this.#train.atNodes(nodes[i]));
    this.#crossError = upperMean(differences);
    this.#size = values.reduce((sum, value) => sum + Math.abs(value), 0) / count;
    const order = Array.from(differences.keys()).sort(
      (i, j) => Math.abs(differences[j]) - Math.abs(differences[i]),
    );
    return order.slice(0, wanted).map((i) => ({
      z: points.slice(i * this.#d, (i + 1) * this.#d),
      value: values[i],
      nodes: nodes[i],
      difference: differences[i],
    }));
  }

  #randomNodes(count: number): { nodes: Int32Array[]; points: Float64Array } {
    const points = this.#sobol(count);
    const nodes = Array.from({ length: count }, (_, i) =>
      Int32Array.from({ length: this.#d }, (_unused, k) => {
        const node = this.#train.panels[k].nodeAt(points[i * this.#d + k]);
        points[i * this.#d + k] = this.#train.panels[k].node(node);
        return node;
      }),
    );
    return { nodes, points };
  }

  /** Moves each candidate along every axis to where the difference is largest. */
  *#climbAll(candidates: readonly Candidate[]): Generator<ArrayLike<number>, Candidate[], Float64Array> {
    const climbed: Candidate[] = [];
    for (const candidate of candidates) {
      let { z, value, difference = 0 } = candidate;
      const nodes = candidate.nodes!;
      z = z.slice();
      for (let k = 0; k < this.#d; k++) {
        if (this.#left < 2 * this.#train.panels[k].size) break;
        const line = yield* this.#evaluate(this.#line(k, z));
        const known = this.#train.alongAxis(k, nodes);
        for (let i = 0; i < line.length; i++) {
          if (Math.abs(line[i] - known[i]) <= Math.abs(difference)) continue;
          difference = line[i] - known[i];
          value = line[i];
          nodes[k] = i;
          z[k] = this.#train.panels[k].node(i);
        }
      }
      climbed.push({ z, value, difference });
    }
    return climbed;
  }

  /** The last and largest test: at nodes, and between them. */
  *#finish(): Steps {
    const count = Math.min(
      FINAL_TEST_POINTS,
      Math.floor(this.#left / 2),
      Math.max(TEST_POINTS, this.#used >> 3),
    );
    if (count < TEST_POINTS / 2) return;
    const { nodes, points } = this.#randomNodes(count);
    const values = yield* this.#evaluate(points);
    this.#crossError = upperMean(values.map((value, i) => value - this.#train.atNodes(nodes[i])));
    const off = this.#sobol(count);
    const between = yield* this.#evaluate(off);
    const differences = between.map(
      (value, i) => value - this.#train.at(off.subarray(i * this.#d, (i + 1) * this.#d)),
    );
    this.#size = between.reduce((sum, value) => sum + Math.abs(value), 0) / count;
    const error = upperMean(differences);
    if (error > ROUGH * this.#size) this.#offError = error;
  }
}

/** A point through which a cross may be laid, with f there; while climbing also its nodes and the difference. */
interface Candidate {
  readonly z: Float64Array;
  readonly value: number;
  readonly nodes?: Int32Array;
  readonly difference?: number;
}

/** The mean of |x|, and two standard errors of it. */
function upperMean(x: Float64Array): number {
  const n = x.length;
  let [sum, squares] = [0, 0];
  for (const one of x) {
    sum += Math.abs(one);
    squares += one * one;
  }
  return sum / n + (2 * Math.sqrt(squares)) / n;
}
