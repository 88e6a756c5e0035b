/**
 * Gauss-Kronrod rules with QUADPACK's estimate of the error: R. Piessens, E. de Doncker-Kapenga, C. W. Überhuber,
 * D. K. Kahaner, "QUADPACK: A Subroutine Package for Automatic Integration" (1983), section 2.2. The difference of the
 * Gauss and the Kronrod value belongs to the Gauss value; that of the Kronrod value is estimated as
 * A min(1, (200 |K - G| / A)^1.5), A the integral of |f - mean of f|.
 */
import type { Points } from '../quad/sampler.js';
import { Shelf } from '../shelf.js';
import { GAUSS_KRONROD_TABLES } from './gauss-kronrod-tables.js';

export type KronrodSize = keyof typeof GAUSS_KRONROD_TABLES;

export const KRONROD_SIZES: readonly KronrodSize[] = [15, 21, 31, 61];

/** A point is off by up to half a spacing of doubles; over many points such errors cancel in part. */
const PLACING = 0.1;

export const kronrodShelves = {
  15: new Shelf(() => new GaussKronrod(15)),
  21: new Shelf(() => new GaussKronrod(21)),
  31: new Shelf(() => new GaussKronrod(31)),
  61: new Shelf(() => new GaussKronrod(61)),
} satisfies Record<KronrodSize, unknown>;

/** The widest gap of 21 nodes over a whole range, in steps of the sweep. */
const KEPT_PIECES = 10;

/** A rule with room for its last values, so that an application allocates nothing. */
export class GaussKronrod {
  value = 0;
  error = 0;
  /** Integral of |f|. */
  magnitude = 0;
  /** What rounding does to the value: of the values, and of the points, which matters where f is steep. */
  noise = 0;
  readonly size: KronrodSize;
  /** Nodes in [-1, 1], ascending, and the values at them. */
  readonly nodes: Float64Array;
  readonly values: Float64Array;
  readonly #kronrod: Float64Array;
  #barycentric: Float64Array | undefined;
  readonly #gaps: (Float64Array | undefined)[] = [];
  readonly #gauss: Float64Array;

  constructor(size: KronrodSize) {
    const table = GAUSS_KRONROD_TABLES[size];
    this.size = size;
    const half = (size - 1) / 2;
    this.nodes = new Float64Array(size);
    this.values = new Float64Array(size);
    this.#kronrod = new Float64Array(size);
    this.#gauss = new Float64Array(size);
    for (let i = 0; i <= half; i++) {
      this.nodes[i] = -table.nodes[i];
      this.nodes[size - 1 - i] = table.nodes[i];
      this.#kronrod[i] = this.#kronrod[size - 1 - i] = table.kronrod[i];
      if (i % 2 === 1) this.#gauss[i] = this.#gauss[size - 1 - i] = table.gauss[(i - 1) / 2];
    }
    this.nodes[half] = 0;
  }

  /** The polynomial through values at the nodes, at a point u of [-1, 1]; barycentric, J.-P. Berrut and L. N. Trefethen (2004). */
  interpolate(values: Float64Array, u: number): number {
    const { nodes, size } = this;
    const weights = (this.#barycentric ??= barycentricWeights(nodes));
    let above = 0;
    let below = 0;
    for (let i = 0; i < size; i++) {
      const distance = u - nodes[i];
      if (distance === 0) return values[i];
      const weight = weights[i] / distance;
      above += weight * values[i];
      below += weight;
    }
    return above / below;
  }

  /** The same at the k-th of `pieces` steps from the j-th node to the next, where all but the values is known before. */
  interpolateGap(values: Float64Array, j: number, k: number, pieces: number): number {
    const { size } = this;
    if (pieces > KEPT_PIECES) return this.interpolate(values, this.inGap(j, k, pieces));
    const weights = (this.#gaps[pieces] ??= this.#gapWeights(pieces));
    const at = (j * (pieces - 1) + k - 1) * (size + 1);
    let above = 0;
    for (let i = 0; i < size; i++) above += weights[at + i] * values[i];
    return above / weights[at + size];
  }

  /** That point of [-1, 1]. */
  inGap(j: number, k: number, pieces: number): number {
    const { nodes } = this;
    return nodes[j] + ((nodes[j + 1] - nodes[j]) * k) / pieces;
  }

  /** For every such point the barycentric weights, and then their sum. */
  #gapWeights(pieces: number): Float64Array {
    const { nodes, size } = this;
    const barycentric = (this.#barycentric ??= barycentricWeights(nodes));
    const made = new Float64Array((size - 1) * (pieces - 1) * (size + 1));
    let at = 0;
    for (let j = 0; j + 1 < size; j++) {
      for (let k = 1; k < pieces; k++, at += size + 1) {
        const u = this.inGap(j, k, pieces);
        for (let i = 0; i < size; i++) {
          made[at + i] = barycentric[i] / (u - nodes[i]);
          made[at + size] += made[at + i];
        }
      }
    }
    return made;
  }

  /** Integrates over [a, b]. */
  apply(f: Points, a: number, b: number): void {
    const { nodes, values, size } = this;
    const half = 0.5 * (b - a);
    const middle = 0.5 * (a + b);
    const kronrod = this.#kronrod;
    const gauss = this.#gauss;
    let k = 0;
    let g = 0;
    let magnitude = 0;
    const { x } = f.block;
    for (let i = 0; i < size; i++) x[i] = middle + half * nodes[i];
    f.fill(x, values, size);
    for (let i = 0; i < size; i++) {
      const y = values[i];
      k += kronrod[i] * y;
      g += gauss[i] * y;
      magnitude += kronrod[i] * Math.abs(y);
    }
    const mean = 0.5 * k;
    let spread = 0;
    let variation = 0;
    let last = values[0];
    for (let i = 0; i < size; i++) {
      const y = values[i];
      spread += kronrod[i] * Math.abs(y - mean);
      variation += Math.abs(y - last);
      last = y;
    }
    this.value = k * half;
    this.magnitude = magnitude * Math.abs(half);
    const farthest = Math.max(Math.abs(a), Math.abs(b));
    this.noise = Number.EPSILON * (2 * this.magnitude + PLACING * farthest * variation);
    this.error = Math.max(errorOf(Math.abs((k - g) * half), spread * Math.abs(half)), this.noise);
  }
}

/** 1 over the product of a node's distances from the others, each in units of 1/2, the capacity of [-1, 1]. */
function barycentricWeights(nodes: Float64Array): Float64Array {
  return nodes.map((node, i) =>
    nodes.reduce((product, other, j) => (i === j ? product : product / (2 * (node - other))), 1),
  );
}

function errorOf(difference: number, spread: number): number {
  const ratio = spread > 0 ? (200 * difference) / spread : 0;
  return ratio < 1 ? spread * ratio * Math.sqrt(ratio) : Math.max(spread, difference);
}
