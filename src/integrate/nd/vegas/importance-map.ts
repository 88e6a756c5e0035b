/**
 * The map of vegas: each axis of the unit cube is cut into bins that are equally likely, so that narrow ones are sampled densely.
 * G. P. Lepage, "A new algorithm for adaptive multidimensional integration", J. Comput. Phys. 27 (1978) 192-203, and
 * "Adaptive multidimensional integration: vegas enhanced", J. Comput. Phys. 439 (2021) 110386, from which refining comes.
 */
import { BITS } from '../qmc/directions.js';
import { type DigitalSequence, stepsFor, wordAt } from '../qmc/sobol.js';

/** A map as plain data: for each axis the bins' edges from 0 to 1, one more than {@link BINS}. */
export interface MapState {
  readonly edges: Float64Array;
}

/** Bins of an axis: the highest eight bits of a coordinate say which. */
const BINS = 256;
const EDGES = BINS + 1;
/** What is left of a word of 32 bits below the bin's number. */
const INSIDE = 0xffffff;
/**
 * Part of the density that stays uniform on each axis; points beside the map, see mapped-sample.ts, do the rest. Product peaks lose by
 * a larger share, jumps by a smaller one, on the families of bench/accuracy/vegas.mjs.
 */
const UNIFORM = 0.03;
/** Bins at the upper end are not narrower than this: their points must differ from 1. */
const NARROWEST = 2 ** -44;
/** Cells of an axis by which the bin of a point is found: few have an edge inside, so that branches are foreseen. */
const CELLS = 2048;

const made = new WeakMap<MapState, ImportanceMap>();

export class ImportanceMap {
  readonly dimension: number;
  readonly state: MapState;
  readonly #edges: Float64Array;
  /** For each bin of each axis: its first point, and how far apart points of neighbouring words lie. */
  readonly #lines: Float64Array;
  /** For each bin of each axis the density there. */
  readonly #heights: Float64Array;
  /** For each cell of each axis the bin in which it begins; made on first use. */
  #firstBins: Uint8Array | undefined;

  private constructor(state: MapState) {
    this.state = state;
    this.#edges = state.edges;
    this.dimension = this.#edges.length / EDGES;
    this.#lines = new Float64Array(2 * BINS * this.dimension);
    this.#heights = new Float64Array(BINS * this.dimension);
    for (let k = 0, at = 0; k < this.dimension; k++) {
      for (let b = EDGES * k; b < EDGES * k + BINS; b++, at += 2) {
        const width = this.#edges[b + 1] - this.#edges[b];
        this.#lines[at] = this.#edges[b] + width * 2 ** -25;
        this.#lines[at + 1] = width * 2 ** -24;
        this.#heights[at / 2] = 1 / (BINS * width);
      }
    }
  }

  /** The map that changes nothing. */
  static identity(dimension: number): ImportanceMap {
    return ImportanceMap.of({
      edges: Float64Array.from({ length: dimension * EDGES }, (_, i) => (i % EDGES) / BINS),
    });
  }

  /** The map of a state; made once a thread for each object. */
  static of(state: MapState): ImportanceMap {
    let map = made.get(state);
    if (map === undefined) made.set(state, (map = new ImportanceMap(state)));
    return map;
  }

  /** Writes mapped points of a sequence as `fillSequence` does, their Jacobian, and the bin of each coordinate. */
  fill(
    sequence: DigitalSequence,
    from: number,
    count: number,
    points: Float64Array,
    jacobian: Float64Array,
    bins: Uint8Array,
  ): void {
    jacobian.fill(1, 0, count);
    for (let k = 0; k < this.dimension; k++) {
      const v = sequence.directions.subarray(BITS * k, BITS * (k + 1));
      const lines = this.#lines.subarray(2 * BINS * k, 2 * BINS * (k + 1));
      fillColumn(v, wordAt(sequence, k, from), count, lines, points, jacobian, bins, k * count);
    }
  }

  /** Writes the map's density at points of the unit cube, and the bin of each coordinate. */
  densities(points: Float64Array, count: number, density: Float64Array, bins: Uint8Array): void {
    const firstBins = (this.#firstBins ??= this.#findFirstBins());
    const [edges, heights] = [this.#edges, this.#heights];
    density.fill(1, 0, count);
    for (let k = 0; k < this.dimension; k++) {
      for (let i = 0, at = k * count; i < count; i++, at++) {
        const u = points[at];
        let b = firstBins[k * CELLS + ((u * CELLS) | 0)];
        let e = k * EDGES + b;
        for (; b < BINS - 1 && edges[e + 1] <= u; b++) e++;
        bins[at] = b;
        density[i] *= heights[k * BINS + b];
      }
    }
  }

  #findFirstBins(): Uint8Array {
    const found = new Uint8Array(CELLS * this.dimension);
    for (let k = 0; k < this.dimension; k++) {
      for (let cell = 0, b = 0; cell < CELLS; cell++) {
        while (b < BINS - 1 && this.#edges[k * EDGES + b + 1] <= cell / CELLS) b++;
        found[k * CELLS + cell] = b;
      }
    }
    return found;
  }

  emptyHistogram(): Float64Array {
    return new Float64Array(this.dimension * BINS);
  }

  /** Adds the squares of weighted values, summed over m components, to the bins of each axis; overwrites the weights. */
  addSquares(
    histogram: Float64Array,
    bins: Uint8Array,
    count: number,
    values: Float64Array,
    m: number,
    weights: Float64Array,
  ): void {
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let c = 0, at = i; c < m; c++, at += count) square += values[at] * values[at];
      const weight = weights[i];
      weights[i] = square * weight * weight;
    }
    for (let k = 0; k < this.dimension; k++) {
      const axis = k * BINS;
      for (let i = 0, at = k * count; i < count; i++, at++) histogram[axis + bins[at]] += weights[i];
    }
  }

  /**
   * A map whose bins hold equal shares of what the histogram has found. `damping` from 0 (nothing changes) to 1, or above,
   * where the histogram is exact; Lepage's alpha.
   */
  refined(histogram: Float64Array, damping: number): ImportanceMap {
    const edges = new Float64Array(this.#edges.length);
    for (let k = 0; k < this.dimension; k++) {
      const weights = damped(histogram.subarray(k * BINS, (k + 1) * BINS), damping);
      const axis = k * EDGES;
      rebinned(this.#edges.subarray(axis, axis + EDGES), weights, edges.subarray(axis, axis + EDGES));
    }
    return ImportanceMap.of({ edges });
  }
}

/** Four points a turn, as in `fillSequence`. */
function fillColumn(
  v: Int32Array,
  first: number,
  count: number,
  lines: Float64Array,
  points: Float64Array,
  jacobian: Float64Array,
  bins: Uint8Array,
  to: number,
): void {
  const [a, b] = v;
  const step = stepsFor(count);
  const fours = count & ~3;
  let x = first;
  for (let j = 0, i = 0; i < fours; j++, i += 4) {
    place(x, i, to, lines, points, jacobian, bins);
    place(x ^ a, i + 1, to, lines, points, jacobian, bins);
    place(x ^ a ^ b, i + 2, to, lines, points, jacobian, bins);
    place(x ^ b, i + 3, to, lines, points, jacobian, bins);
    x ^= b ^ v[step[j]];
  }
  const rest = [x, x ^ a, x ^ a ^ b];
  for (let i = fours; i < count; i++) place(rest[i - fours], i, to, lines, points, jacobian, bins);
}

function place(
  word: number,
  i: number,
  to: number,
  lines: Float64Array,
  points: Float64Array,
  jacobian: Float64Array,
  bins: Uint8Array,
): void {
  const bin = word >>> 24;
  const slope = lines[2 * bin + 1];
  points[to + i] = lines[2 * bin] + slope * (word & INSIDE);
  jacobian[i] *= slope * 2 ** 32;
  bins[to + i] = bin;
}

/** Smoothed over neighbours, compressed by ((1 - w) / ln(1 / w))^damping, of the sum 1. */
function damped(squares: Float64Array, damping: number): Float64Array {
  const n = squares.length;
  const smooth = squares.map((w, i) => {
    if (i === 0) return (7 * w + squares[1]) / 8;
    return i === n - 1 ? (7 * w + squares[n - 2]) / 8 : (squares[i - 1] + 6 * w + squares[i + 1]) / 8;
  });
  const total = smooth.reduce((sum, w) => sum + w, 0);
  if (!(total > 0)) return new Float64Array(n).fill(1 / n);
  const out = smooth.map((w) => {
    const share = w / total;
    return share <= 0 ? 0 : share >= 1 ? 1 : ((1 - share) / Math.log(1 / share)) ** damping;
  });
  const sum = out.reduce((s, w) => s + w, 0);
  return out.map((w) => w / sum);
}

/** New edges between which the weights, and the uniform part, have equal shares. */
function rebinned(old: Float64Array, weights: Float64Array, edges: Float64Array): void {
  const n = weights.length;
  const shareOf = (i: number): number => (1 - UNIFORM) * weights[i] + UNIFORM * (old[i + 1] - old[i]);
  edges[n] = 1;
  let [i, below, share] = [0, 0, shareOf(0)];
  for (let j = 1; j < n; j++) {
    const wanted = j / n;
    while (below + share < wanted && i < n - 1) {
      below += share;
      share = shareOf(++i);
    }
    const inside = share > 0 ? Math.min(1, (wanted - below) / share) : 0;
    const edge = Math.max(edges[j - 1], old[i] + inside * (old[i + 1] - old[i]));
    edges[j] = Math.min(edge, 1 - (n - j) * NARROWEST);
  }
}
