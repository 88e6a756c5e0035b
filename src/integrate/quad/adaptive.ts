/**
 * Global adaptive integration: the panel with the largest error is halved until the sum of all errors is small enough;
 * R. Piessens et al., "QUADPACK" (1983), section 3.1. With `insight` a panel that several halvings did not improve is looked
 * at: a point at which the integrand is not smooth is located (locate.ts) and made a panel's end, and panels next to
 * such an end are integrated by the tanh-sinh rule.
 */
import type { EstimateStatus } from '../../core/index.js';
import { type GaussKronrod, type KronrodSize, kronrodShelves } from '../rules/gauss-kronrod.js';
import { tanhSinh, unexplained } from '../rules/tanh-sinh.js';
import { END_GAP, HIDDEN, audit, singularAtEndsOnly } from './audit.js';
import { bendsAtEnd, locate } from './locate.js';
import { beyondOutermost, doubt, nextToEnds, surprise } from './look.js';
import { isTooNarrow, joined, pointsOf } from './points.js';
import { LEFT, type Panels, RIGHT, SINGULAR, panelShelf } from './panels.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, nothingSeen, overBudget, place } from './sampler.js';

export interface AdaptiveOptions {
  readonly rule: KronrodSize;
  /** Look for singular points, and treat the ends of the range as such. */
  readonly insight: boolean;
  /** The edges are known to be singular: the rule for such ends is tried at once. */
  readonly eager: boolean;
}

/** A halving that leaves a panel with more than this share of its parent's error did not help. */
const STALLED = 0.1;
/** So many of them in a row, and the panel is looked at. */
const LOOK_INSIDE = 3;
/** At an end of the range fewer do, because the rule for singular ends costs little. */
const LOOK_AT_END = 2;
/** In the end no gap between samples is wider than this part of the range. */
const SWEEP = 128;
/** So many points on either side of a seam are searched for what hides at it. */
const NEAR = 4;
/** How well the polynomials of two halves meet where the integrand is smooth, relative to its size. */
const MEETS = 1e-7;
/** Panels next to singular ends have to be this much better than the rest allows. */
const SHARE = 0.1;

/** Integrates over the panels between neighbouring edges. */
export function adaptive(
  sampler: Sampler,
  edges: readonly number[],
  goal: Goal,
  options: AdaptiveOptions,
): Found {
  const rules = kronrodShelves[options.rule];
  const rule = rules.take();
  const run = new Adaptive(sampler, goal, options, rule);
  const found = run.run(edges);
  run.release();
  rules.put(rule);
  return found;
}

const NO_SAMPLES = new Float64Array(0);

class Adaptive {
  #panels: Panels;
  readonly #rule: GaussKronrod;
  #value = 0;
  #error = 0;
  #noise = 0;
  #swept = false;
  /** Ends of panels at which the integrand is known not to be smooth. */
  readonly #singular = new Set<number>();
  /** Room for the samples of a left half. */
  #left: Float64Array | undefined;
  /** What it may matter that singular points are located to a few doubles only. */
  #blurred = 0;
  #divergence: string | undefined;
  #stuck: string | undefined;

  constructor(
    readonly sampler: Sampler,
    readonly goal: Goal,
    readonly options: AdaptiveOptions,
    rule: GaussKronrod,
  ) {
    this.#rule = rule;
    this.#panels = this.#emptyPanels();
  }

  release(): void {
    panelShelf.put(this.#panels);
  }

  #emptyPanels(): Panels {
    const panels = panelShelf.take();
    panels.reset(this.options.insight ? this.options.rule : 0);
    return panels;
  }

  run(edges: readonly number[]): Found {
    const ends = this.options.insight ? LEFT | RIGHT : 0;
    if (this.options.eager) for (const edge of edges) this.#singular.add(edge);
    const stalls = this.options.eager ? LOOK_AT_END : 0;
    for (let i = 0; i + 1 < edges.length; i++) this.#start(edges[i], edges[i + 1], stalls, ends);
    this.#total();
    let sinceTotal = 0;
    for (;;) {
      while (this.#error > allowed(this.goal, this.#value) && this.#mayGoOn()) {
        this.#improve();
        if (++sinceTotal >= 1 + this.#panels.size / 8) {
          this.#total();
          sinceTotal = 0;
        }
      }
      this.#total();
      if (!this.#mayGoOn()) break;
      if (this.#error > allowed(this.goal, this.#value)) continue;
      if (!this.#audit() && !this.#sweep(edges)) break;
    }
    return this.#found();
  }

  #mayGoOn(): boolean {
    return !this.sampler.halted && this.#divergence === undefined && this.#stuck === undefined;
  }

  #found(): Found {
    const [status, message] = this.#status();
    return {
      value: this.#value,
      error: this.#divergence === undefined ? this.#error : Infinity,
      magnitude: this.#noise / (2 * Number.EPSILON),
      method: this.options.insight ? 'adaptive' : `gauss-kronrod-${this.options.rule}`,
      status,
      message,
    };
  }

  #status(): [EstimateStatus, string | undefined] {
    if (this.#divergence !== undefined) return ['suspect', this.#divergence];
    if (this.#noise === 0 && this.options.insight) return ['suspect', nothingSeen(this.sampler)];
    if (this.#error <= allowed(this.goal, this.#value)) return ['converged', undefined];
    if (this.#error <= 50 * this.#noise) {
      return ['roundoff', 'rounding errors of the integrand do not allow the tolerance'];
    }
    if (this.#stuck !== undefined) return ['suspect', this.#stuck];
    return ['budget-exhausted', overBudget(this.sampler)];
  }

  #total(): void {
    const panels = this.#panels;
    this.#value = panels.sum(panels.value);
    this.#error = panels.sum(panels.error) + this.#blurred;
    this.#noise = panels.sum(panels.noise);
    const { trace } = this.goal;
    trace?.push({
      evaluations: this.sampler.evaluations,
      value: this.#value,
      error: this.#error,
      step: `${panels.size} panels`,
    });
  }

  /** The first panels; where nothing is seen, something narrow may be at an edge that was given as a breakpoint. */
  #start(low: number, high: number, stalls: number, ends: number): void {
    const cuts = this.options.eager ? nextToEnds(this.sampler, low, high) : [];
    let from = low;
    for (const cut of cuts) {
      this.#add(from, cut, Infinity, stalls, ends);
      from = cut;
    }
    this.#add(from, high, Infinity, stalls, ends);
  }

  /** Integrates a panel by Gauss-Kronrod and puts it into the heap. */
  #add(low: number, high: number, parentError: number, parentStalls: number, ends: number): void {
    const rule = this.#rule;
    rule.apply(this.sampler, low, high);
    if (this.options.insight && parentError === Infinity)
      rule.error = Math.max(rule.error, doubt(this.sampler, rule, low, high));
    const helped = rule.error <= STALLED * parentError;
    const stalls = parentError === Infinity ? parentStalls : helped ? 0 : parentStalls + 1;
    this.#put(low, high, rule.value, rule.error, rule.noise, stalls, ends);
  }

  #put(
    low: number,
    high: number,
    value: number,
    error: number,
    noise: number,
    stalls: number,
    flags: number,
    samples = this.#rule.values,
  ): void {
    this.#value += value;
    this.#error += error;
    this.#noise += noise;
    this.#panels.push(low, high, value, error, noise, stalls, flags, samples);
  }

  /** Takes a panel over from another heap. */
  #keep(old: Panels, i: number, error = old.error[i], stalls = old.stalls[i]): void {
    const [low, high, flags] = [old.low[i], old.high[i], old.flags[i]];
    this.#panels.push(low, high, old.value[i], error, old.noise[i], stalls, flags, old.samples(i));
  }

  /** Gives panels a second look before they are believed; true if some have to be improved. */
  #audit(): boolean {
    if (!this.options.insight) return false;
    const old = this.#panels;
    if (this.#beyondOutermost(old)) return true;
    const doubts = audit(old, this.#rule, this.#singular, allowed(this.goal, this.#value));
    if (doubts === undefined) return false;
    this.#panels = this.#emptyPanels();
    for (const { panel, error, next } of doubts) {
      if (next !== undefined) this.#rejoin(old, panel, next);
      else if (error > old.error[panel]) this.#keep(old, panel, error, LOOK_INSIDE);
      else this.#keep(old, panel);
    }
    panelShelf.put(old);
    this.#total();
    return true;
  }

  /** Cuts off what lies between the ends of the range and the outermost points, if something hides there. */
  #beyondOutermost(old: Panels): boolean {
    const tolerance = Math.max(HIDDEN * allowed(this.goal, this.#value), 50 * this.#noise);
    const cuts = beyondOutermost(this.sampler, this.#rule, old, tolerance);
    if (cuts.size === 0) return false;
    this.#panels = this.#emptyPanels();
    for (let i = 0; i < old.size; i++) {
      const cut = cuts.get(i);
      if (cut === undefined) this.#keep(old, i);
      else {
        this.#add(old.low[i], cut, Infinity, 0, old.flags[i] & LEFT);
        this.#add(cut, old.high[i], Infinity, 0, old.flags[i] & RIGHT);
      }
    }
    panelShelf.put(old);
    this.#total();
    return true;
  }

  /** Two neighbours whose polynomials do not meet: cut where they should, or else each in its middle. */
  #rejoin(panels: Panels, i: number, j: number): void {
    const [low, seam, high] = [panels.low[i], panels.low[j], panels.high[j]];
    const ends = (panels.flags[i] & LEFT) | (panels.flags[j] & RIGHT);
    const x = [
      ...pointsOf(this.#rule, low, seam).subarray(-NEAR),
      ...pointsOf(this.#rule, seam, high).subarray(0, NEAR),
    ];
    const y = [...panels.samples(i).subarray(-NEAR), ...panels.samples(j).subarray(0, NEAR)];
    if (this.#inside(low, high, ends, Float64Array.from(x), Float64Array.from(y))) return;
    const cuts = [low, low + (seam - low) / 2, seam + (high - seam) / 2, high];
    for (let k = 0; k < 3; k++) {
      const end = k === 0 ? ends & LEFT : k === 2 ? ends & RIGHT : 0;
      this.#add(cuts[k], cuts[k + 1], Infinity, 0, end);
    }
  }

  /**
   * Looks into gaps between samples wider than a share of the range for what the samples do not foretell; true if panels were
   * cut there. Done at the end, and not twice.
   */
  #sweep(edges: readonly number[]): boolean {
    const range = edges[edges.length - 1] - edges[0];
    if (!(range / SWEEP > 0) || this.#swept || this.options.eager || !this.options.insight) return false;
    this.#swept = true;
    const widest = range / SWEEP;
    const old = this.#panels;
    this.#panels = this.#emptyPanels();
    let surprised = false;
    const tolerance = Math.max(allowed(this.goal, this.#value), 50 * this.#noise);
    for (let i = 0; i < old.size; i++) {
      const cut =
        (old.flags[i] & SINGULAR) === 0 ? surprise(this.sampler, this.#rule, old, i, widest, tolerance) : [];
      if (cut.length === 0) {
        this.#keep(old, i);
        continue;
      }
      surprised = true;
      const parts = [old.low[i], ...cut, old.high[i]];
      for (let j = 0; j + 1 < parts.length; j++) this.#add(parts[j], parts[j + 1], Infinity, 0, 0);
    }
    panelShelf.put(old);
    this.#total();
    return surprised;
  }

  #improve(): void {
    const panels = this.#panels;
    const low = panels.low[0];
    const high = panels.high[0];
    const error = panels.error[0];
    const stalls = panels.stalls[0];
    const flags = panels.flags[0];
    const noise = panels.noise[0];
    if (error <= 2 * noise) {
      this.#stuck = 'rounding errors of the integrand do not allow the tolerance';
      return;
    }
    this.#value -= panels.value[0];
    this.#error -= error;
    this.#noise -= noise;
    const ends = flags & (LEFT | RIGHT);
    const looks = this.options.insight && (flags & SINGULAR) === 0 && stalls >= LOOK_AT_END;
    const samples = looks ? panels.samples(0).slice() : NO_SAMPLES;
    panels.pop();
    if (looks) {
      if (ends !== 0 && this.#atEnd(low, high, ends, samples)) return;
      if (stalls >= LOOK_INSIDE && this.#inside(low, high, ends, pointsOf(this.#rule, low, high), samples))
        return;
    }
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high) || isTooNarrow(low, high)) {
      this.#stuck = `the integrand cannot be resolved near ${place(middle)}`;
      this.#put(low, high, 0, error, noise, stalls, flags);
      return;
    }
    if (this.options.insight) this.#halve(low, middle, high, error, stalls, ends);
    else {
      this.#add(low, middle, error, stalls, 0);
      this.#add(middle, high, error, stalls, 0);
    }
  }

  /**
   * Both halves, whose polynomials have to meet in the middle: what is not smooth may lie between it and the next points, where
   * neither half sees it.
   */
  #halve(low: number, middle: number, high: number, error: number, stalls: number, ends: number): void {
    const rule = this.#rule;
    rule.apply(this.sampler, low, middle);
    const { value, error: leftError, noise } = rule;
    const leftValues = (this.#left ??= new Float64Array(rule.size));
    leftValues.set(rule.values);
    const fromLeft = rule.interpolate(leftValues, 1);
    rule.apply(this.sampler, middle, high);
    const gap = Math.abs(fromLeft - rule.interpolate(rule.values, -1));
    const hidden = gap * END_GAP * (high - low);
    const size = Math.max(Math.abs(fromLeft), rule.magnitude / (high - middle));
    if (gap > MEETS * size && hidden > Math.max(leftError, rule.error)) {
      const x = joined(pointsOf(this.#rule, low, middle), pointsOf(this.#rule, middle, high));
      if (this.#inside(low, high, ends, x, joined(leftValues, rule.values))) return;
    }
    const leftStalls = leftError <= STALLED * error ? 0 : stalls + 1;
    const rightStalls = rule.error <= STALLED * error ? 0 : stalls + 1;
    this.#put(low, middle, value, leftError, noise, leftStalls, ends & LEFT, leftValues);
    this.#put(middle, high, rule.value, rule.error, rule.noise, rightStalls, ends & RIGHT);
  }

  /** Tries the rule for singular ends; true if the panel is dealt with. */
  #atEnd(low: number, high: number, ends: number, values: Float64Array): boolean {
    const rest = Math.max(allowed(this.goal, this.#value), this.#noise);
    const strict = !singularAtEndsOnly(this.#rule, values);
    if (strict && !bendsAtEnd(pointsOf(this.#rule, low, high), values)) return false;
    const exact = { rtol: 1e-15, atol: SHARE * rest, trace: undefined };
    const found = tanhSinh(this.sampler, low, high, exact, false, strict);
    if (found.divergence !== undefined) {
      this.#divergence = found.divergence;
      this.#put(low, high, found.value, Infinity, 2 * Number.EPSILON * found.magnitude, 0, ends);
      return true;
    }
    if (found.status !== 'converged') return false;
    if (unexplained(found, low, high, pointsOf(this.#rule, low, high), values) !== undefined) return false;
    this.#put(low, high, found.value, found.error, 2 * Number.EPSILON * found.magnitude, 0, ends | SINGULAR);
    return true;
  }

  /** Looks for a point in the panel at which the integrand is not smooth, and makes it an end; true if there is one. */
  #inside(low: number, high: number, ends: number, x: Float64Array, values: Float64Array): boolean {
    const enough = 1e-3 * Math.max(allowed(this.goal, this.#value), this.#noise);
    const located = locate(this.sampler, x, values, enough);
    if (this.sampler.nonFinite > 0) {
      this.#put(low, high, 0, Infinity, 0, 0, ends);
      return true;
    }
    if (located === undefined || !(located.at > low && located.at < high)) return false;
    const singular = located.kind === 'singular';
    if (singular) {
      this.#blurred += located.uncertainty;
      this.#singular.add(located.at);
    }
    const stalls = singular ? LOOK_AT_END : 0;
    this.#add(low, located.at, Infinity, stalls, (ends & LEFT) | (singular ? RIGHT : 0));
    this.#add(located.at, high, Infinity, stalls, (ends & RIGHT) | (singular ? LEFT : 0));
    return true;
  }
}
