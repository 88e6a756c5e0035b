/**
 * Where inside a range an integrand is not smooth. Of three points the middle one's distance from the line through the other
 * two measures the bend; the triple with the largest bend is halved, and how the bend changes with the width h tells what is
 * there: h^2 where the integrand is smooth, h at a kink, h^0 at a jump, h^alpha at |x - c|^alpha.
 */
import { type Sampler, spacing } from './sampler.js';

export interface Located {
  readonly at: number;
  /** `smooth`: the bend was a peak that is resolved now; `singular`: it is still one at the last double. */
  readonly kind: 'smooth' | 'singular';
  /** What it may matter to an integral that the place is not known better. */
  readonly uncertainty: number;
}

/** The bend shrinks by less than this at each halving where an integrand is not smooth; a kink has 1/2, smoothness 1/4. */
const SMOOTH_RATIO = 0.36;
const SMOOTH_STEPS = 3;
/** How many points from an end a bend belongs to it. */
const NEXT_TO_END = 2;

/** Follows the largest bend of sorted samples down until h times the bend is below `enough`. */
export function locate(
  sampler: Sampler,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  enough: number,
): Located | undefined {
  const start = largestBend(x, y);
  if (start < 0) return undefined;
  const triple = new Triple(sampler, x, y, start);
  let before = triple.bend;
  let smooth = 0;
  for (let step = 0; step < 1100 && !sampler.halted; step++) {
    triple.halve();
    const ratio = triple.bend / before;
    before = triple.bend;
    smooth = ratio < SMOOTH_RATIO ? smooth + 1 : 0;
    if (smooth >= SMOOTH_STEPS || !(triple.bend > 8 * Number.EPSILON * triple.size))
      return triple.result('smooth');
    if (triple.width <= 2 * spacing(triple.middle)) return triple.result('singular');
    if (triple.width * triple.bend <= enough) return triple.result('singular');
  }
  return undefined;
}

/** The index of the sample that lies farthest from the line through its neighbours. */
function largestBend(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let best = -1;
  let largest = 0;
  for (let i = 1; i + 1 < x.length; i++) {
    const bend = bendOf(x[i - 1], y[i - 1], x[i], y[i], x[i + 1], y[i + 1]);
    if (bend > largest) {
      largest = bend;
      best = i;
    }
  }
  return best;
}

/** Whether sorted samples bend most next to an end. */
export function bendsAtEnd(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const i = largestBend(x, y);
  return i <= NEXT_TO_END || i >= x.length - 1 - NEXT_TO_END;
}

function bendOf(l: number, yl: number, m: number, ym: number, r: number, yr: number): number {
  return Math.abs(ym - (yl + ((yr - yl) * (m - l)) / (r - l)));
}

class Triple {
  left: number;
  middle: number;
  right: number;
  #yl: number;
  #ym: number;
  #yr: number;

  constructor(
    readonly sampler: Sampler,
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    i: number,
  ) {
    [this.left, this.middle, this.right] = [x[i - 1], x[i], x[i + 1]];
    [this.#yl, this.#ym, this.#yr] = [y[i - 1], y[i], y[i + 1]];
  }

  get bend(): number {
    return bendOf(this.left, this.#yl, this.middle, this.#ym, this.right, this.#yr);
  }

  get size(): number {
    return Math.max(Math.abs(this.#yl), Math.abs(this.#ym), Math.abs(this.#yr));
  }

  get width(): number {
    return this.right - this.left;
  }

  /** Two points more, and the half with the largest bend. */
  halve(): void {
    const { left, middle, right } = this;
    const q = left + (middle - left) / 2;
    const r = middle + (right - middle) / 2;
    const yq = q > left && q < middle ? this.sampler.at(q) : this.#yl;
    const yr = r > middle && r < right ? this.sampler.at(r) : this.#yr;
    const first = bendOf(left, this.#yl, q, yq, middle, this.#ym);
    const second = bendOf(q, yq, middle, this.#ym, r, yr);
    const third = bendOf(middle, this.#ym, r, yr, right, this.#yr);
    if (first > second && first > third) this.#take(left, this.#yl, q, yq, middle, this.#ym);
    else if (third > second) this.#take(middle, this.#ym, r, yr, right, this.#yr);
    else this.#take(q, yq, middle, this.#ym, r, yr);
  }

  #take(l: number, yl: number, m: number, ym: number, r: number, yr: number): void {
    this.left = l;
    this.middle = m;
    this.right = r;
    this.#yl = yl;
    this.#ym = ym;
    this.#yr = yr;
  }

  result(kind: 'smooth' | 'singular'): Located {
    return { at: this.middle, kind, uncertainty: this.width * this.bend };
  }
}
