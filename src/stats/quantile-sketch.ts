/**
 * Quantiles of a stream of numbers whose memory does not grow, with a bound on the error that is certain, not probable.
 *
 * A pilot sample fixes a grid of equal bins over its bulk (median ± 5 interquartile ranges: ± 6.7 standard deviations of
 * a normal) and of bins that grow with the distance beyond (32 for each doubling, as the logarithmic buckets of HDR
 * histograms do: G. Tene, HdrHistogram, 2012). The sketch counts the numbers of each bin. Counts are whole numbers:
 * sketches of one grid merge exactly, in any order, and the bin that holds the k-th smallest number is known. A
 * randomised sketch (KLL, t-digest) costs ten times as much a number and can only promise a probable rank.
 */
import { checkInteger, invalidArgument } from '../core/index.js';
import { Moments } from './moments.js';
import { quantilesOf } from './quantile.js';

/** Where the bins lie. Sketches with equal grids can be merged. */
export interface SketchGrid {
  /** Left edge of the first of the equal bins. */
  readonly low: number;
  /** Width of the equal bins. */
  readonly width: number;
  /** How many equal bins there are. */
  readonly bins: number;
  /** The pilot consisted of whole numbers: bins hold one of them each, at their middle. */
  readonly whole: boolean;
}

/** What {@link QuantileSketch} knows: may be cloned between threads. */
export interface SketchState {
  readonly grid: SketchGrid;
  /** Count of each bin: below (near to far), the equal bins, above (near to far). */
  readonly counts: Float64Array;
  readonly nan: number;
}

/** The counts of consecutive bins, those before and after being empty. */
export interface OccupiedBins {
  /** Index of the first of them, the bins below the grid counted as well. */
  readonly first: number;
  readonly counts: Float64Array | Uint32Array;
}

/** A quantile and the bin that holds it: the order statistic lies within [low, high], for certain. */
export interface SketchQuantile {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Bins of a tail for each doubling of the distance from the grid, and doublings until everything is "far". */
const PER_OCTAVE = 32;
const OCTAVES = 64;
const TAIL = PER_OCTAVE * OCTAVES;
/** Half the width of the grid, in interquartile ranges of the pilot. */
const REACH = 5;
/** The grid's ends and the distances from them have to be finite. */
const LARGEST = 2 ** 1000;
const DEFAULT_BINS = 4096;

export class QuantileSketch {
  readonly grid: SketchGrid;
  readonly #counts: Float64Array;
  #nan = 0;

  constructor(grid: SketchGrid) {
    this.grid = grid;
    this.#counts = new Float64Array(2 * TAIL + grid.bins);
  }

  /** A sketch whose grid suits numbers like those of the pilot; the pilot itself is not counted. */
  static around(pilot: ArrayLike<number>, bins = DEFAULT_BINS): QuantileSketch {
    return new QuantileSketch(gridAround(pilot, checkInteger('bins', bins, 2)));
  }

  static from({ grid, counts, nan }: SketchState): QuantileSketch {
    const sketch = new QuantileSketch(grid);
    sketch.#counts.set(counts);
    sketch.#nan = nan;
    return sketch;
  }

  /** Takes in the numbers of an array. NaN is counted apart. */
  addAll(values: ArrayLike<number>): this {
    const { low, width, bins } = this.grid;
    const counts = this.#counts;
    const perWidth = 1 / width;
    for (let i = 0; i < values.length; i++) {
      const at = (values[i] - low) * perWidth;
      if (at >= 0 && at < bins) counts[TAIL + (at | 0)]++;
      else this.#addFar(values[i], at);
    }
    return this;
  }

  /** Takes in all that another one of the same grid has seen. */
  merge(other: QuantileSketch): this {
    const { low, width, bins } = this.grid;
    if (other.grid.low !== low || other.grid.width !== width || other.grid.bins !== bins) {
      throw invalidArgument('other', 'a sketch of the same grid', other.grid);
    }
    for (let i = 0; i < this.#counts.length; i++) this.#counts[i] += other.#counts[i];
    this.#nan += other.#nan;
    return this;
  }

  /** Takes in numbers that have been counted elsewhere: `counts[i]` of them in the i-th of the equal bins. */
  addGridCounts(counts: ArrayLike<number>): this {
    return this.addBins({ first: TAIL, counts });
  }

  /** Takes in those numbers of an array that lie outside of the equal bins. */
  addFar(values: ArrayLike<number>): this {
    const { low, width, bins } = this.grid;
    const perWidth = 1 / width;
    for (let i = 0; i < values.length; i++) {
      const at = (values[i] - low) * perWidth;
      if (!(at >= 0 && at < bins)) this.#addFar(values[i], at);
    }
    return this;
  }

  /** Takes in what {@link occupied} of another sketch of the same grid has told. */
  addBins({ first, counts }: { readonly first: number; readonly counts: ArrayLike<number> }): this {
    for (let i = 0; i < counts.length; i++) this.#counts[first + i] += counts[i];
    return this;
  }

  /** The bins between the first and the last that are not empty: less to send than {@link state}. */
  get occupied(): OccupiedBins {
    const counts = this.#counts;
    let [first, end] = [0, counts.length];
    while (first < end && counts[first] === 0) first++;
    while (end > first && counts[end - 1] === 0) end--;
    return { first, counts: counts.slice(first, end) };
  }

  /** How many numbers were taken in, NaN apart. */
  get n(): number {
    let n = 0;
    for (const count of this.#counts) n += count;
    return n;
  }

  /** How many NaN were taken in. */
  get nan(): number {
    return this.#nan;
  }

  get state(): SketchState {
    return { grid: this.grid, counts: this.#counts.slice(), nan: this.#nan };
  }

  /**
   * The number of rank floor((n - 1) q) in ascending order, counted from 0, spread evenly within its bin; NaN without
   * numbers. O(bins).
   */
  quantile(q: number): SketchQuantile {
    if (!(q >= 0 && q <= 1)) throw invalidArgument('q', 'a number from 0 to 1', q);
    const rank = Math.floor((this.n - 1) * q);
    let before = 0;
    for (const { low, high, count } of this.#ascending()) {
      if (rank < before + count) {
        const value = this.#within(low, high, (rank - before + 0.5) / count);
        return { value, low, high };
      }
      before += count;
    }
    return { value: NaN, low: NaN, high: NaN };
  }

  /** The counts in `bins` equal bins from `low` to `high`, numbers of split bins spread evenly; and those outside. */
  histogram(low: number, high: number, bins: number): { counts: Float64Array; below: number; above: number } {
    const counts = new Float64Array(checkInteger('bins', bins, 1));
    let [below, above] = [0, 0];
    const scale = bins / (high - low);
    for (const bin of this.#ascending()) {
      const middle = this.grid.whole ? (bin.low + bin.high) / 2 : undefined;
      const from = ((middle ?? bin.low) - low) * scale;
      const to = ((middle ?? bin.high) - low) * scale;
      if (!(from < bins)) above += bin.count;
      else if (!(to > 0) && to !== from) below += bin.count;
      else if (to === from || !(to - from < Infinity)) {
        if (from < 0) below += bin.count;
        else counts[Math.floor(from)] += bin.count;
      } else
        spread(
          counts,
          Math.max(from, 0),
          Math.min(to, bins),
          bin.count / (Math.min(to, bins) - Math.max(from, 0)),
        );
    }
    return { counts, below, above };
  }

  #addFar(x: number, at: number): void {
    if (Number.isNaN(x)) {
      this.#nan++;
      return;
    }
    const { bins } = this.grid;
    if (at < 0) this.#counts[TAIL - 1 - tailBin(-at)]++;
    else this.#counts[TAIL + bins + tailBin(at - bins)]++;
  }

  *#ascending(): Generator<{ low: number; high: number; count: number }> {
    const { low, width, bins } = this.grid;
    const top = low + width * bins;
    for (let i = 0; i < this.#counts.length; i++) {
      const count = this.#counts[i];
      if (count === 0) continue;
      const at = i - TAIL;
      if (at < 0) {
        yield { low: low - width * tailEdge(-at), high: low - width * tailEdge(-at - 1), count };
      } else if (at < bins) {
        yield { low: low + width * at, high: low + width * (at + 1), count };
      } else {
        const far = at - bins;
        yield { low: top + width * tailEdge(far), high: top + width * tailEdge(far + 1), count };
      }
    }
  }

  #within(low: number, high: number, share: number): number {
    if (this.grid.whole && high - low === 1) return (low + high) / 2;
    if (!(high - low < Infinity)) return low > -Infinity ? low : high;
    return low + share * (high - low);
  }
}

function spread(counts: Float64Array, from: number, to: number, perBin: number): void {
  for (let k = Math.floor(from); k < to; k++) counts[k] += perBin * (Math.min(k + 1, to) - Math.max(k, from));
}

/** The bin of a distance from the grid, in widths: 1 + 32 log2 of it, by steps that are linear within an octave. */
function tailBin(distance: number): number {
  const scaled = distance + 1;
  if (!(scaled < 2 ** (OCTAVES - 1))) return TAIL - 1;
  const octave = Math.floor(Math.log2(scaled));
  return Math.min(TAIL - 1, Math.floor(PER_OCTAVE * (octave - 1 + scaled / 2 ** octave)));
}

/** The distance at which a tail's bin begins. */
function tailEdge(bin: number): number {
  if (bin >= TAIL) return Infinity;
  const octave = Math.floor(bin / PER_OCTAVE);
  return 2 ** octave * (1 + (bin % PER_OCTAVE) / PER_OCTAVE) - 1;
}

function gridAround(pilot: ArrayLike<number>, bins: number): SketchGrid {
  const values = Float64Array.from(pilot).filter(Number.isFinite);
  if (values.length === 0) return { low: -bins / 2, width: 1, bins, whole: false };
  const { min: least, max: greatest } = new Moments().addAll(values);
  const [first, middle, third] = quantilesOf(values, [0.25, 0.5, 0.75]);
  const range = greatest - least;
  const half = Math.min(REACH * (third - first), range) || range;
  if (values.every(Number.isInteger) && 2 * Math.max(half, 1) < bins) {
    return { low: Math.floor(middle) - Math.floor(bins / 2) - 0.5, width: 1, bins, whole: true };
  }
  // All the same: neighbours that differ in the last digits still find a bin of their own.
  const reach = half > 0 ? Math.min(half, LARGEST) : Math.max(Math.abs(middle), 2 ** -900) * 2 ** -40;
  const width = reach / (bins / 2);
  return { low: middle - reach, width, bins, whole: false };
}
