/**
 * Global adaptive integration: the panel with the largest error is halved until the sum of all errors is small enough;
 * R. Piessens et al., "QUADPACK" (1983), section 3.1. With `insight` a panel that several halvings did not improve is looked
 * at: a point at which the integrand is not smooth is located (locate.ts) and made a panel's end, and panels next to
 * such an end are integrated by the tanh-sinh rule.
 */
import type { EstimateStatus } from '../../core/index.js';
import { type GaussKronrod, type KronrodSize, kronrodShelves } from '../rules/gauss-kronrod.js';
import { tanhSinh, unexplained } from '../rules/tanh-sinh.js';
import { locate } from './locate.js';
import { LEFT, type Panels, RIGHT, SINGULAR, panelShelf } from './panels.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, nothingSeen, overBudget, place, spacing } from './sampler.js';

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
/** Where a new panel is compared with its polynomial, in [-1, 1]. */
const DOUBTS = [-0.999, -0.37, 0.21, 0.999];
/** Differences from the polynomial, relative to the integral of |f|, below which there is no doubt: interpolation is not exact. */
const DOUBTFUL = 1e-9;
/** Panels of less spacings of doubles are not halved: their outermost points would be their ends. */
const NARROWEST = 1000;
/** How near the outermost points are to the ends, as a share of the width. */
const END_GAP = 0.0022;
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

/** Spacings are looked up only where the panel is anything like that narrow. */
function isTooNarrow(low: number, high: number): boolean {
  const width = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (width > 4 * NARROWEST * Number.EPSILON * size && size > 1e-300) return false;
  return width <= NARROWEST * Math.max(spacing(low), spacing(high));
}

class Adaptive {
  #panels: Panels;
  readonly #rule: GaussKronrod;
  #value = 0;
  #error = 0;
  #noise = 0;
  #swept = false;
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
      if (!(this.#error > allowed(this.goal, this.#value)) && !this.#sweep(edges)) break;
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
    let from = low;
    if (this.options.eager) {
      for (const cut of this.#nextToEnds(low, high)) {
        this.#add(from, cut, Infinity, stalls, ends);
        from = cut;
      }
    }
    this.#add(from, high, Infinity, stalls, ends);
  }

  /** If the integrand is 0 at the points of a panel: where it is not 0 close to an end. */
  #nextToEnds(low: number, high: number): number[] {
    const { sampler } = this;
    const width = high - low;
    if (sampler.at(low + width / 2) !== 0) return [];
    for (let share = 0.1; share > 1e-14 && !sampler.halted; share /= 10) {
      const seen = [low + share * width, high - share * width].some(
        (x) => x > low && x < high && sampler.at(x) !== 0,
      );
      if (seen)
        return [low + 10 * share * width, high - 10 * share * width].filter((x) => x > low && x < high);
    }
    return [];
  }

  /** Integrates a panel by Gauss-Kronrod and puts it into the heap. */
  #add(low: number, high: number, parentError: number, parentStalls: number, ends: number): void {
    const rule = this.#rule;
    rule.apply(this.sampler, low, high);
    if (this.options.insight && parentError === Infinity)
      rule.error = Math.max(rule.error, this.#doubt(low, high));
    const helped = rule.error <= STALLED * parentError;
    const stalls = parentError === Infinity ? parentStalls : helped ? 0 : parentStalls + 1;
    this.#put(low, high, rule.value, rule.error, rule.noise, stalls, ends);
  }

  /**
   * What a panel that no parent vouches for may hide: a staircase can be symmetric enough for Gauss and Kronrod to agree. A few
   * more points, two of them beyond the outermost nodes, are compared with the polynomial through the others.
   */
  #doubt(low: number, high: number): number {
    const rule = this.#rule;
    const half = (high - low) / 2;
    let off = 0;
    for (const u of DOUBTS) {
      const y = this.sampler.at(low + half + half * u);
      off = Math.max(off, Math.abs(y - rule.interpolate(rule.values, u)));
    }
    const doubt = (off * half) / DOUBTS.length;
    return doubt > Math.max(DOUBTFUL * rule.magnitude, rule.error) ? doubt : 0;
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
    for (let i = 0; i < old.size; i++) {
      const cut = (old.flags[i] & SINGULAR) === 0 ? this.#surprise(old, i, widest) : [];
      const [low, high, flags] = [old.low[i], old.high[i], old.flags[i]];
      if (cut.length === 0) {
        this.#panels.push(low, high, old.value[i], old.error[i], old.noise[i], 0, flags, old.samples(i));
        continue;
      }
      surprised = true;
      const parts = [low, ...cut, high];
      for (let j = 0; j + 1 < parts.length; j++) this.#add(parts[j], parts[j + 1], Infinity, 0, 0);
    }
    panelShelf.put(old);
    this.#total();
    return surprised;
  }

  /** A gap of a panel, as three points, in which the integrand is not the polynomial through the samples. */
  #surprise(panels: Panels, i: number, widest: number): number[] {
    const rule = this.#rule;
    const { nodes } = rule;
    const samples = panels.samples(i);
    const half = (panels.high[i] - panels.low[i]) / 2;
    const middle = panels.low[i] + half;
    for (let j = 0; j + 1 < nodes.length && !this.sampler.halted; j++) {
      const gap = half * (nodes[j + 1] - nodes[j]);
      const pieces = Math.ceil(gap / widest);
      for (let k = 1; k < pieces && !this.sampler.halted; k++) {
        const x = middle + half * rule.inGap(j, k, pieces);
        const off = Math.abs(this.sampler.at(x) - rule.interpolateGap(samples, j, k, pieces));
        if (off * gap > Math.max(allowed(this.goal, this.#value), 50 * this.#noise))
          return [x - gap / pieces / 2, x, x + gap / pieces / 2];
      }
    }
    return [];
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
      if (stalls >= LOOK_INSIDE && this.#inside(low, high, ends, this.#points(low, high), samples)) return;
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
      const x = joined(this.#points(low, middle), this.#points(middle, high));
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
    const found = tanhSinh(this.sampler, low, high, { rtol: 1e-15, atol: SHARE * rest, trace: undefined });
    if (found.divergence !== undefined) {
      this.#divergence = found.divergence;
      this.#put(low, high, found.value, Infinity, 2 * Number.EPSILON * found.magnitude, 0, ends);
      return true;
    }
    if (found.status !== 'converged') return false;
    if (unexplained(found, low, high, this.#points(low, high), values) !== undefined) return false;
    this.#put(low, high, found.value, found.error, 2 * Number.EPSILON * found.magnitude, 0, ends | SINGULAR);
    return true;
  }

  #points(low: number, high: number): Float64Array {
    const half = (high - low) / 2;
    const points = this.#rule.nodes.slice();
    for (let i = 0; i < points.length; i++) points[i] = low + half + half * points[i];
    return points;
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
    if (singular) this.#blurred += located.uncertainty;
    const stalls = singular ? LOOK_AT_END : 0;
    this.#add(low, located.at, Infinity, stalls, (ends & LEFT) | (singular ? RIGHT : 0));
    this.#add(located.at, high, Infinity, stalls, (ends & RIGHT) | (singular ? LEFT : 0));
    return true;
  }
}

function joined(left: Float64Array, right: Float64Array): Float64Array {
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
