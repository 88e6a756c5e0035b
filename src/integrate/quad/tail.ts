/**
 * A half-line over which the integrand oscillates for ever: integrals between its zeros are the terms of an alternating series,
 * whose sum the epsilon algorithm finds; I. M. Longman, "Note on a method for computing infinite integrals of oscillatory
 * functions", Proceedings of the Cambridge Philosophical Society 52 (1956) 764-768. The series of an integrand that does not
 * die out has a limit too, in Abel's sense; the integral has none, so the terms are watched.
 */
import { kronrodShelves } from '../rules/gauss-kronrod.js';
import { Epsilon } from './epsilon.js';
import { type Found, type Goal, allowed } from './result.js';
import type { Sampler } from './sampler.js';

const MOST_TERMS = 80;
const FEWEST_TERMS = 8;
/** From so many terms on, terms that do not die out end the series. */
const ENOUGH_TERMS = 16;
/** Terms that fall slower than k^-0.03 from the middle of the series to its end do not die out. */
const DIES_OUT = 0.03;
/** How well zeros are placed, in units of their distance; what the place is off by counts squared. */
const ZERO_PLACED = 1e-7;
/** Steps of a quarter of the last distance without a zero: no oscillation. */
const STEPS = 40;

/** Integrates outwards from `end`; `start` is near the first zeros, and undefined is returned if there are none. */
export function oscillatoryTail(
  sampler: Sampler,
  end: number,
  towards: 1 | -1,
  bracket: readonly [number, number],
  goal: Goal,
  headOf: (from: number, to: number) => Found,
): Found | undefined {
  const zeros = new Zeros(sampler, end, towards, bracket);
  const first = zeros.current;
  if (!zeros.next()) return undefined;
  const second = zeros.current;
  if (!zeros.next()) return undefined;
  const head = towards > 0 ? headOf(end, first) : headOf(first, end);
  if (head.status !== 'converged' && head.status !== 'roundoff') return head;
  return new Series(sampler, goal, head, zeros).run([first, second, zeros.current]);
}

/** Where a half-line is cut, one mark after another. */
export interface Marks {
  readonly current: number;
  /** Moves on; false if there is no further mark. */
  next(): boolean;
}

/** The sum of a head up to `first` and of the integrals between the marks after it. */
export function sumSeries(sampler: Sampler, goal: Goal, head: Found, first: number, marks: Marks): Found {
  return new Series(sampler, goal, head, marks).run([first]);
}

class Series {
  readonly #epsilon = new Epsilon();
  readonly #terms: number[] = [];
  #sum: number;
  #error: number;
  #magnitude: number;

  constructor(
    readonly sampler: Sampler,
    readonly goal: Goal,
    head: Found,
    readonly zeros: Marks,
  ) {
    this.#sum = head.value;
    this.#error = head.error;
    this.#magnitude = head.magnitude;
  }

  /** Goes on from the marks that are passed already. */
  run(passed: readonly number[]): Found {
    for (let i = 1; i < passed.length; i++) this.#add(passed[i - 1], passed[i]);
    let from = passed[passed.length - 1];
    while (this.#terms.length < MOST_TERMS && !this.sampler.halted) {
      if (this.#gone()) return this.#plainSum();
      if (!this.zeros.next()) return this.#found('suspect', 'the integrand stops oscillating further out');
      this.#add(from, this.zeros.current);
      from = this.zeros.current;
      if (this.#terms.length < FEWEST_TERMS) continue;
      if (this.#total <= allowed(this.goal, this.#epsilon.value)) break;
      if (this.#terms.length >= ENOUGH_TERMS && this.#decay() < DIES_OUT) break;
    }
    if (this.#decay() < DIES_OUT) {
      const message = 'the integral diverges: the integrals between zeros of the integrand do not die out';
      return { ...this.#found('suspect', message), error: Infinity };
    }
    if (this.#total <= allowed(this.goal, this.#epsilon.value)) return this.#found('converged');
    if (this.sampler.exhausted)
      return this.#found('budget-exhausted', 'the oscillating tail needs more evaluations');
    return this.#found('suspect', 'the sum over the zeros of the oscillating tail does not settle');
  }

  /** True if the last terms are too small to matter, extrapolated or not. */
  #gone(): boolean {
    const negligible = Math.max(0.01 * allowed(this.goal, this.#sum), Number.EPSILON * this.#magnitude);
    return this.#terms.length > 1 && this.#terms.slice(-2).every((term) => term <= negligible);
  }

  #plainSum(): Found {
    const [value, error] = [this.#sum, this.#error];
    if (error <= allowed(this.goal, value)) return { ...this.#found('converged'), value, error };
    const message = 'rounding errors of the integrand do not allow the tolerance';
    return {
      ...this.#found(error < 1e3 * Number.EPSILON * this.#magnitude ? 'roundoff' : 'suspect', message),
      value,
      error,
    };
  }

  get #total(): number {
    return this.#error + this.#epsilon.error;
  }

  #add(a: number, b: number): void {
    const [low, high] = a < b ? [a, b] : [b, a];
    const rules = kronrodShelves[21];
    const rule = rules.take();
    rule.apply(this.sampler, low, high);
    this.#sum += rule.value;
    this.#error += rule.error;
    this.#magnitude += rule.magnitude;
    this.#terms.push(Math.abs(rule.value));
    rules.put(rule);
    this.#epsilon.push(this.#sum);
    const { evaluations } = this.sampler;
    this.goal.trace?.push({
      evaluations,
      value: this.#epsilon.value,
      error: this.#total,
      step: `up to x = ${b}`,
    });
  }

  /** The exponent p of terms that fall like k^-p, from the last and a middle one. */
  #decay(): number {
    const terms = this.#terms;
    const middle = Math.floor(terms.length / 2);
    return -Math.log(terms[terms.length - 1] / terms[middle]) / Math.log(terms.length / (middle + 1));
  }

  #found(status: Found['status'], message?: string): Found {
    return {
      value: this.#epsilon.value,
      error: this.#total,
      magnitude: this.#magnitude,
      status,
      method: 'oscillatory-tail',
      message,
    };
  }
}

/** Zeros of the integrand one after another. */
class Zeros implements Marks {
  current: number;
  #step = 0;

  constructor(
    readonly sampler: Sampler,
    end: number,
    readonly towards: 1 | -1,
    bracket: readonly [number, number],
  ) {
    const [near, far] = bracket;
    this.current = this.#refine(near, this.sampler.at(near), far, this.sampler.at(far));
    this.#step = Math.abs(this.current - end) / 2;
  }

  /** Moves on to the next zero; false if none is near. */
  next(): boolean {
    const { sampler, towards } = this;
    let x = this.current + towards * this.#step * 0.4;
    let y = sampler.at(x);
    for (let i = 0; i < STEPS && !sampler.halted; i++) {
      const further = x + towards * this.#step * (i === 0 ? 0.4 : 0.25);
      const there = sampler.at(further);
      if (y * there < 0) {
        const zero = this.#refine(x, y, further, there);
        this.#step = Math.abs(zero - this.current);
        this.current = zero;
        return true;
      }
      [x, y] = [further, there];
    }
    return false;
  }

  /** The Illinois variant of regula falsi: M. Dowell and P. Jarratt, BIT 11 (1971) 168-174. */
  #refine(a: number, ya: number, b: number, yb: number): number {
    let kept: 'a' | 'b' | undefined;
    let zero = (a + b) / 2;
    for (let i = 0; i < 12; i++) {
      const before = zero;
      zero = a - (ya * (b - a)) / (yb - ya);
      if (!Number.isFinite(zero)) return before;
      if (i > 0 && Math.abs(zero - before) <= ZERO_PLACED * this.#step) return zero;
      const y = this.sampler.at(zero);
      if (y === 0) return zero;
      if (y * ya < 0) {
        [b, yb] = [zero, y];
        if (kept === 'a') ya /= 2;
        kept = 'a';
      } else {
        [a, ya] = [zero, y];
        if (kept === 'b') yb /= 2;
        kept = 'b';
      }
    }
    return zero;
  }
}
