/**
 * The trapezoidal rule after a double exponential transformation: H. Takahasi and M. Mori, "Double exponential formulas for
 * numerical integration", Publications of the Research Institute for Mathematical Sciences 9 (1974) 721-741. Levels halve
 * the step and keep all earlier points. The number of right digits about doubles with each level where the integrand is
 * analytic inside the range, whatever it does at the ends; D. H. Bailey, K. Jeyabalan, X. S. Li, "A comparison of three
 * high-precision quadrature schemes", Experimental Mathematics 14 (2005) 317-329, estimates the error from that.
 *
 * Terms are left out from where they no longer matter. At an end where they matter up to the last double the behaviour of
 * the integrand is fitted (see end-model.ts) and the terms beyond are the fit's.
 */
import { BLOCK } from '../quad/block.js';
import { type Found, type Goal, allowed } from '../quad/result.js';
import { type Sampler, overBudget } from '../quad/sampler.js';
import type { EndModel } from './end-model.js';
import type { EndSide } from './end-side.js';
import { FIRST_STEP } from './transformation.js';

const MAX_LEVEL = 10;
/** A level is promising if its difference to the one before is this power of the difference before that. */
const SUPERLINEAR = 1.3;
/**
 * The error after a difference e: e to this power. Quadratic convergence would be 2; on the way there 1.7 claimed too much for
 * Gaussians on half a line (3 of 900 integrals at 1e-10), 1.5 for none.
 */
const NEXT_ERROR = 1.5;
/** Terms that grow so often in a row, this far out, are looked at: the integral may diverge. */
const GROWS = 3;
const STEEP = 2;
/** A term of this share of the tolerance is not followed by 0. */
const CUT_OFF = 0.1;
/** The difference before has to have fallen like this for the last one to be believed; nearly quadratic convergence. */
const QUADRATIC = 1.5;
/** Terms of less than this share of the largest change nothing where samples are compared to a few digits. */
const UNSEEN = 1e-10;
/** What remains at an end is modelled from this share of the tolerance on. */
const NEEDS_MODEL = 0.03;

export interface DoubleExponentialFound extends Found {
  /** How far out, in t, the first and the second side had terms that matter. */
  readonly reach: readonly [number, number];
  /** The transformed integrand between the nodes, by sinc interpolation; about half of the value's digits are right. */
  readonly between: (t: number) => number;
  /** The nodes t with the transformed integrand there, ascending. */
  readonly nodes: () => [number, number][];
  /** The largest magnitude of the transformed integrand at a node. */
  readonly largest: number;
  /** The sentence if the integral has no value. */
  readonly divergence?: string;
}

/**
 * Integrates until the goal is met, or, unless `patient`, a further level promises nothing. `strict`, for integrands that may not be
 * smooth inside: the last difference foretells no smaller one, and counts together with the one before.
 */
export function doubleExponential(
  sampler: Sampler,
  sides: readonly [EndSide, EndSide],
  goal: Goal,
  method: string,
  patient = false,
  strict = false,
): DoubleExponentialFound {
  return new Levels(sampler, sides, goal, method).run(patient, strict);
}

/** For interpolation: t_k / h, and g with the sign of (-1)^(t_k / h). */
interface SincSeries {
  readonly places: number[];
  readonly signed: number[];
}

class Levels {
  #h = FIRST_STEP;
  /** The nodes so far, and the transformed integrand there. */
  #t: number[] = [];
  #g: number[] = [];
  #series: SincSeries | undefined;
  /** Sum of the terms so far, and of their magnitudes. */
  #sum = 0;
  #magnitude = 0;
  #largest = 0;
  #tails = 0;
  #tailError = 0;
  #divergence: string | undefined;
  #unresolved: string | undefined;

  constructor(
    readonly sampler: Sampler,
    readonly sides: readonly [EndSide, EndSide],
    readonly goal: Goal,
    readonly method: string,
  ) {}

  run(patient: boolean, strict: boolean): DoubleExponentialFound {
    this.#scan();
    let value = this.#h * (this.#sum + this.#tails);
    let before = 1;
    let fast = true;
    let error = Infinity;
    for (let level = 1; level <= MAX_LEVEL && this.#mayGoOn(); level++) {
      const last = value;
      value = this.#refine(level);
      const scale = Math.max(Math.abs(value), 1e-3 * this.#h * this.#magnitude);
      const e = scale === 0 ? 0 : Math.abs(value - last) / scale;
      const left = strict ? Math.sqrt(e * before) : fast ? errorAfter(e, before) : e;
      error = scale * left + this.#h * this.#tailError;
      error += Number.EPSILON * this.#h * this.#magnitude;
      this.goal.trace?.push({
        evaluations: this.sampler.evaluations,
        value,
        error,
        step: `${this.method}, step ${this.#h}`,
      });
      if (level > 1 && error <= allowed(this.goal, value)) break;
      if (e < 4 * Number.EPSILON && level > 1) break;
      if (!patient && level >= 2 && !promising(e, before)) break;
      // One difference that happens to be small is no sign of convergence; from the third on the one before counts too.
      fast = level < 2 || e < before ** QUADRATIC;
      before = Math.min(e, 1);
    }
    return this.#found(value, error);
  }

  #mayGoOn(): boolean {
    return !this.sampler.halted && this.#divergence === undefined;
  }

  #found(value: number, error: number): DoubleExponentialFound {
    const [left, right] = this.sides;
    const divergence = this.#divergence;
    const message = divergence ?? this.#doubt(value, error);
    return {
      value,
      error: divergence === undefined ? error : Infinity,
      magnitude: this.#h * this.#magnitude,
      method: this.method,
      status: message === undefined ? 'converged' : this.#failed(value, error),
      message,
      divergence,
      reach: [left.reach, right.reach],
      nodes: () => this.#order().map((i) => [this.#t[i], this.#g[i]]),
      between: (t: number) => this.#between(t),
      largest: this.#largest,
    };
  }

  /** Why a value is not believed. */
  #doubt(value: number, error: number): string | undefined {
    if (this.#unresolved !== undefined) return this.#unresolved;
    const tolerance = allowed(this.goal, value);
    if (error <= tolerance) return this.#cutOff(tolerance);
    return this.sampler.exhausted ? overBudget(this.sampler) : `levels of ${this.method} do not agree`;
  }

  #failed(value: number, error: number): 'budget-exhausted' | 'suspect' {
    const stopped = this.#divergence === undefined && this.#unresolved === undefined;
    const far = !(error <= allowed(this.goal, value));
    return stopped && far && this.sampler.exhausted ? 'budget-exhausted' : 'suspect';
  }

  /**
   * Sum of g(t_k) sinc((t - t_k) / h). F. Stenger, "Numerical Methods Based on Sinc and Analytic Functions" (1993). Terms that are too
   * small to be seen are left out.
   */
  #between(t: number): number {
    const s = t / this.#h;
    const nearest = Math.round(s);
    // sin(pi (s - k)) is the same for all k but for its sign.
    const wave = ((nearest & 1) === 0 ? 1 : -1) * (Math.sin(Math.PI * (s - nearest)) / Math.PI);
    const { places, signed } = (this.#series ??= this.#sincSeries());
    let sum = 0;
    for (let i = 0; i < places.length; i++) {
      const distance = s - places[i];
      if (Math.abs(distance) < 1e-10) return (nearest & 1) === 0 ? signed[i] : -signed[i];
      sum += signed[i] / distance;
    }
    return sum * wave;
  }

  #sincSeries(): SincSeries {
    const places: number[] = [];
    const signed: number[] = [];
    const seen = UNSEEN * this.#largest;
    for (let i = 0; i < this.#g.length; i++) {
      const g = this.#g[i];
      if (Math.abs(g) < seen) continue;
      const k = this.#t[i] / this.#h;
      places.push(k);
      signed.push((k & 1) === 0 ? g : -g);
    }
    return { places, signed };
  }

  /** An integrand that matters at one node and is exactly 0 at the next has lost its digits: log(1 + 1/x^2) at x = 1e8. */
  #cutOff(tolerance: number): string | undefined {
    if (!this.#g.includes(0)) return undefined;
    const order = this.#order();
    for (let i = 1; i < order.length; i++) {
      const outwards = this.#t[order[i]] > 0;
      const inner = this.#g[order[outwards ? i - 1 : i]];
      const outer = this.#g[order[outwards ? i : i - 1]];
      if (outer === 0 && Math.abs(inner) * this.#h > CUT_OFF * tolerance) {
        return 'the integrand falls to 0 at once on its way to an end: it may have lost its digits there';
      }
    }
    return undefined;
  }

  /** The indices of the nodes, ascending in t; all are multiples of h. */
  #order(): number[] {
    const h = this.#h;
    let lowest = 0;
    let highest = 0;
    for (const t of this.#t) {
      if (t < lowest) lowest = t;
      else if (t > highest) highest = t;
    }
    const places = new Int32Array(Math.round((highest - lowest) / h) + 1);
    for (let i = 0; i < this.#t.length; i++) places[Math.round((this.#t[i] - lowest) / h)] = i + 1;
    const order: number[] = [];
    for (const place of places) if (place > 0) order.push(place - 1);
    return order;
  }

  #take(side: EndSide, t: number, term: number): number {
    this.#t.push(side === this.sides[0] ? -t : t);
    this.#g.push(term);
    this.#sum += term;
    const size = Math.abs(term);
    this.#magnitude += size;
    if (size > this.#largest) this.#largest = size;
    return term;
  }

  /** The first level: walks out on either side until the terms no longer matter. */
  #scan(): void {
    const [left, right] = this.sides;
    this.#take(left, 0, left.term(0));
    for (const side of [left, right]) this.#walk(side);
    for (const side of [left, right]) this.#judgeEnd(side);
    if (this.#divergence !== undefined || this.sampler.nonFinite > 0) return;
    if (left.corrects || right.corrects) this.#restart();
    else for (const side of [left, right]) this.#addTail(side, this.#h, this.#h);
  }

  #walk(side: EndSide): void {
    const negligible = Math.max(1e-18, 1e-4 * Math.min(this.goal.rtol, 1e-9));
    let small = 0;
    let growing = 0;
    let before = 0;
    const h = this.#h;
    const nodes = side.transformation.nodes(0, Math.floor(side.limit / h));
    for (let i = 0, t = h; t <= side.limit; i++, t += h) {
      if (this.sampler.nonFinite > 0) return;
      const term = this.#take(side, t, side.termOf(nodes, i));
      side.reach = t;
      growing = t > STEEP && Math.abs(term) > Math.abs(before) ? growing + 1 : 0;
      before = term;
      if (growing >= GROWS && this.#diverges(side)) return;
      small = Math.abs(term) <= negligible * this.#magnitude ? small + 1 : 0;
      if (small === 2 && (this.#magnitude > 0 || t > 4)) return;
    }
    side.reach = side.limit;
  }

  /** Looks at the terms next to the limit of doubles. */
  #judgeEnd(side: EndSide): void {
    if (side.reach < side.limit || this.sampler.nonFinite > 0) return;
    const last = side.term(side.limit);
    const worth = Math.max(NEEDS_MODEL * allowed(this.goal, this.#sum), 1e-16 * this.#magnitude);
    if (Math.abs(last) <= worth) return;
    const model = side.fit(side.limit);
    if (model === undefined || doubtful(model)) {
      side.model = undefined;
      this.#tailError += Math.abs(last);
      this.#unresolved = `the behaviour at ${side.name} is not resolved: too much lies closer to it than doubles reach`;
      return;
    }
    this.#diverges(side);
  }

  /** Whether the integrand grows too fast towards an end, by its behaviour where it was evaluated last. */
  #diverges(side: EndSide): boolean {
    const model = side.model ?? side.fit(side.reach);
    if (model === undefined || side.integrable(model.exponent)) {
      side.model = side.reach < side.limit ? undefined : model;
      return false;
    }
    const power = Number(model.exponent.toPrecision(4));
    this.#divergence = `the integral diverges at ${side.name}, where the integrand goes like a power ${power} of the distance`;
    return true;
  }

  /** Adds the first level again, now that values next to an end are corrected, with the fits' tails. */
  #restart(): void {
    const [left, right] = this.sides;
    this.#t = [];
    this.#g = [];
    this.#sum = this.#magnitude = this.#tails = 0;
    this.#take(left, 0, left.term(0));
    for (const side of [left, right]) {
      this.#addNodes(side, 0, this.#h, this.#h);
      this.#addTail(side, this.#h, this.#h);
    }
  }

  #refine(level: number): number {
    const h = this.#h;
    this.#h = h / 2;
    for (const side of this.sides) {
      this.#addNodes(side, level, h / 2, h);
      this.#addTail(side, h / 2, h);
    }
    return this.#h * (this.#sum + this.#tails);
  }

  #addNodes(side: EndSide, level: number, from: number, step: number): void {
    const { reach } = side;
    if (from > reach) return;
    let total = Math.floor((reach - from) / step) + 1;
    // The quotient was rounded, the nodes are not.
    while (from + step * total <= reach) total++;
    while (from + step * (total - 1) > reach) total--;
    const nodes = side.transformation.nodes(level, total);
    const { block } = this.sampler;
    for (let i = 0; i < total; i += BLOCK) {
      const count = Math.min(BLOCK, total - i);
      side.termsOf(nodes, i, count, block);
      this.#takeAll(side, from + step * i, step, block.y, count);
    }
  }

  /** The same as `#take` for terms at equal steps. */
  #takeAll(side: EndSide, from: number, step: number, terms: Float64Array, count: number): void {
    const places = this.#t;
    const values = this.#g;
    const sign = side === this.sides[0] ? -1 : 1;
    let sum = this.#sum;
    let magnitude = this.#magnitude;
    let largest = this.#largest;
    for (let k = 0; k < count; k++) {
      const term = terms[k];
      const size = Math.abs(term);
      places.push(sign * (from + step * k));
      values.push(term);
      sum += term;
      magnitude += size;
      if (size > largest) largest = size;
    }
    this.#sum = sum;
    this.#magnitude = magnitude;
    this.#largest = largest;
  }

  #addTail(side: EndSide, from: number, step: number): void {
    const { model } = side;
    if (model === undefined) return;
    // What an exponent near -1 is off by counts as often as the tail is long.
    const mismatch = (10 * model.mismatch) / Math.min(1, Math.abs(1 + model.exponent));
    const first = from + step * (Math.floor((side.reach - from) / step) + 1);
    side.tail(first, step).forEach((term, i) => {
      const t = first + i * step;
      this.#t.push(side === this.sides[0] ? -t : t);
      this.#g.push(term);
      this.#tails += term;
      this.#tailError += Math.abs(term) * Math.max(mismatch, 1e-13);
    });
  }
}

/** An exponent next to -1 that is no pure power: 1 / (x log^2 x) has an integral, 1 / (x log x) has none. */
function doubtful({ exponent, mismatch }: EndModel): boolean {
  return Math.abs(1 + exponent) < 0.02 && mismatch > 1e-10;
}

/** Whether differences fall the way they do where the rule works. */
function promising(e: number, before: number): boolean {
  return e < 0.3 && (e < before ** SUPERLINEAR || e < 0.01 * before);
}

/** What is left after relative differences `before`, then `e`. */
function errorAfter(e: number, before: number): number {
  return e < 1e-3 && e < before ** QUADRATIC ? 10 * e ** NEXT_ERROR : e;
}
