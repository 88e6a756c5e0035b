/**
 * The map of vegas: each axis of the unit cube is cut into bins that are equally likely, so that narrow ones are sampled densely.
 * G. P. Lepage, "A new algorithm for adaptive multidimensional integration", J. Comput. Phys. 27 (1978) 192-203, and
 * "Adaptive multidimensional integration: vegas enhanced", J. Comput. Phys. 439 (2021) 110386, from which refining comes.
 */

/** A map as plain data. */
export interface MapState {
  readonly bins: number;
  /** For each axis the bins' edges from 0 to 1: `bins + 1` numbers. */
  readonly edges: ArrayLike<number>;
}

/** Part of the density that stays uniform on each axis: nothing is ever left unseen, and weights are bounded. */
const UNIFORM = 0.05;

export class ImportanceMap {
  readonly dimension: number;
  readonly bins: number;
  readonly #edges: Float64Array;

  private constructor(bins: number, edges: Float64Array) {
    this.bins = bins;
    this.#edges = edges;
    this.dimension = edges.length / (bins + 1);
  }

  /** The map that changes nothing. */
  static identity(dimension: number, bins: number): ImportanceMap {
    const at = (i: number): number => (i % (bins + 1)) / bins;
    return new ImportanceMap(
      bins,
      Float64Array.from({ length: dimension * (bins + 1) }, (_, i) => at(i)),
    );
  }

  static from({ bins, edges }: MapState): ImportanceMap {
    return new ImportanceMap(bins, edges instanceof Float64Array ? edges : Float64Array.from(edges));
  }

  get state(): MapState {
    return { bins: this.bins, edges: this.#edges };
  }

  /** Moves points in place and writes the Jacobian; with `chosen` also the bin of each coordinate. */
  apply(points: Float64Array, count: number, jacobian: Float64Array, chosen?: Uint16Array): void {
    const { bins } = this;
    jacobian.fill(1, 0, count);
    for (let k = 0; k < this.dimension; k++) {
      if (chosen !== undefined) binsOf(points, k * count, count, bins, chosen);
      moveColumn(points, k * count, count, this.#edges, k * (bins + 1), bins, jacobian);
    }
  }

  emptyHistogram(): Float64Array {
    return new Float64Array(this.dimension * this.bins);
  }

  /** Adds the squares of weighted values, summed over components, to the bins of each axis; overwrites the values. */
  addSquares(
    histogram: Float64Array,
    chosen: Uint16Array,
    count: number,
    values: Float64Array,
    m: number,
  ): void {
    // The first component's place takes the sum: the values have been used.
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let c = 0, at = i; c < m; c++, at += count) square += values[at] * values[at];
      values[i] = square;
    }
    for (let k = 0; k < this.dimension; k++) {
      const axis = k * this.bins;
      for (let i = 0, at = k * count; i < count; i++, at++) histogram[axis + chosen[at]] += values[i];
    }
  }

  /**
   * A map whose bins hold equal shares of what the histogram has found. `damping` from 0 (nothing changes) to 1, or above,
   * where the histogram is exact; Lepage's alpha.
   */
  refined(histogram: Float64Array, damping: number): ImportanceMap {
    const { bins, dimension } = this;
    const edges = new Float64Array(this.#edges.length);
    for (let k = 0; k < dimension; k++) {
      const weights = damped(histogram.subarray(k * bins, (k + 1) * bins), damping);
      const axis = k * (bins + 1);
      const old = this.#edges.subarray(axis, axis + bins + 1);
      rebinned(old, weights, edges.subarray(axis, axis + bins + 1));
    }
    return new ImportanceMap(bins, edges);
  }
}

function binsOf(points: Float64Array, from: number, count: number, bins: number, chosen: Uint16Array): void {
  for (let i = from; i < from + count; i++) chosen[i] = points[i] * bins;
}

function moveColumn(
  points: Float64Array,
  from: number,
  count: number,
  edges: Float64Array,
  axis: number,
  bins: number,
  jacobian: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const y = points[from + i] * bins;
    const bin = y | 0;
    const low = edges[axis + bin];
    const width = edges[axis + bin + 1] - low;
    points[from + i] = low + width * (y - bin);
    jacobian[i] *= width * bins;
  }
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
    edges[j] = Math.min(1, Math.max(edges[j - 1], old[i] + inside * (old[i + 1] - old[i])));
  }
}
