/**
 * A function of d variables as a chain of small matrices, interpolated from the function's values on crosses of lines:
 *
 *     f(x) ≈ T_1(x_1) P_1^-1 T_2(x_2) P_2^-1 … T_d(x_d),
 *     T_k(x)[a, b] = f(left_{k-1}[a], x, right_k[b]),  P_k[a, b] = f(left_k[a], right_k[b]).
 *
 * I. Oseledets and E. Tyrtyshnikov, "TT-cross approximation for multidimensional arrays", Linear Algebra Appl. 432 (2010) 70-88;
 * S. Dolgov and D. Savostyanov, "Parallel cross interpolation for high-precision calculation of high-dimensional integrals",
 * Comput. Phys. Commun. 246 (2020) 106869; Y. Núñez Fernández et al., "Learning Feynman diagrams with tensor trains", Phys.
 * Rev. X 12 (2022) 041018. Its integral is the product of the matrices' integrals over one variable each.
 */
import { Factors, matrixTimes, timesMatrix } from './matrix.js';
import { PANEL_NODES, Panels, interpolation } from './panels.js';

/** Points that have to be evaluated, one after the other, and what is to be done with their values. */
export interface Wanted {
  readonly points: number[];
  /** Takes the values in the points' order. */
  readonly take: (values: Float64Array) => void;
}

/** A panel of a line whose values are not known yet. */
interface Gap {
  readonly line: Float64Array;
  readonly at: number;
}

/** A cut between variables k and k + 1: the crosses that meet there. */
interface Bond {
  /** Coordinates 0 … k of each cross. */
  readonly left: Float64Array[];
  /** Coordinates k + 1 … d - 1. */
  readonly right: Float64Array[];
  /** f at all pairs of left and right. */
  values: Float64Array[];
  factors: Factors | undefined;
}

/** A new cross is left out where it adds less than this share of the value there: it would be rounding only. */
const NEGLIGIBLE = 1e-12;
/** And where it adds less than this share of what it adds to another bond: small pivots amplify what is left elsewhere. */
const WORTH = 0.1;

export class Train {
  readonly dimension: number;
  readonly panels: readonly Panels[];
  readonly #bonds: Bond[];
  /** #lines[k][a][b] are the values of T_k[a, b] at all nodes. */
  readonly #lines: Float64Array[][][];

  constructor(dimension: number) {
    this.dimension = dimension;
    this.panels = Array.from({ length: dimension }, () => new Panels());
    this.#bonds = Array.from({ length: dimension - 1 }, () => ({
      left: [],
      right: [],
      values: [],
      factors: undefined,
    }));
    this.#lines = Array.from({ length: dimension }, () => []);
  }

  /** The largest number of crosses at a bond. */
  get rank(): number {
    return Math.max(1, ...this.#bonds.map(({ left }) => left.length));
  }

  #lefts(k: number): readonly Float64Array[] {
    return k === 0 ? [new Float64Array(0)] : this.#bonds[k - 1].left;
  }

  #rights(k: number): readonly Float64Array[] {
    return k === this.dimension - 1 ? [new Float64Array(0)] : this.#bonds[k].right;
  }

  /** What must be known before {@link addCross} can add the cross through `z`. */
  crossWanted(z: Float64Array): Wanted & { readonly rows: Float64Array[]; readonly columns: Float64Array[] } {
    const points: number[] = [];
    const rows: Float64Array[] = [];
    const columns: Float64Array[] = [];
    for (const [k, { left, right }] of this.#bonds.entries()) {
      for (const r of right) points.push(...z.subarray(0, k + 1), ...r);
      for (const l of left) points.push(...l, ...z.subarray(k + 1));
    }
    const take = (values: Float64Array): void => {
      let at = 0;
      for (const { left } of this.#bonds) {
        rows.push(values.slice(at, (at += left.length)));
        columns.push(values.slice(at, (at += left.length)));
      }
    };
    return { points, rows, columns, take };
  }

  /** Adds the cross through `z` to the bonds that gain most by it; returns whether any did. */
  addCross(
    z: Float64Array,
    value: number,
    rows: readonly Float64Array[],
    columns: readonly Float64Array[],
  ): boolean {
    const gains = this.#bonds.map((bond, k) => {
      if (bond.factors === undefined) return value;
      const known = dot(bond.factors.solveLeft(rows[k]), columns[k]);
      const gain = value - known;
      return Math.abs(gain) > NEGLIGIBLE * Math.max(Math.abs(value), Math.abs(known)) ? gain : 0;
    });
    const least = WORTH * Math.max(...gains.map(Math.abs));
    let added = this.dimension === 1 && this.#lines[0].length === 0;
    for (const [k, bond] of this.#bonds.entries()) {
      if (gains[k] === 0 || Math.abs(gains[k]) < least) continue;
      const larger = [...bond.values.map((row, i) => appended(row, columns[k][i])), appended(rows[k], value)];
      const factors = Factors.of(larger);
      if (factors === undefined) continue;
      bond.left.push(z.slice(0, k + 1));
      bond.right.push(z.slice(k + 1));
      bond.values = larger;
      bond.factors = factors;
      added = true;
    }
    return added;
  }

  /** The nodes of new lines, and of panels that have been halved since. */
  linesWanted(): Wanted {
    const points: number[] = [];
    const gaps: Gap[] = [];
    for (let k = 0; k < this.dimension; k++) {
      const [lefts, rights, size] = [this.#lefts(k), this.#rights(k), this.panels[k].size];
      this.#lines[k] = lefts.map((left, a) =>
        rights.map((right, b) => {
          const line = lengthened(this.#lines[k][a]?.[b], size);
          for (let at = 0; at < size; at += PANEL_NODES) {
            if (!Number.isNaN(line[at])) continue;
            gaps.push({ line, at });
            for (let i = at; i < at + PANEL_NODES; i++)
              points.push(...left, this.panels[k].node(i), ...right);
          }
          return line;
        }),
      );
    }
    return { points, take: (values) => fillGaps(gaps, values) };
  }

  /** How many points {@link linesWanted} asks for after a panel of axis k was halved. */
  costOfHalving(k: number): number {
    return 2 * PANEL_NODES * this.#lefts(k).length * this.#rights(k).length;
  }

  /** How many points one more cross at every bond costs. */
  get costOfCross(): number {
    return this.panels.reduce(
      (sum, { size }, k) => sum + size * (this.#lefts(k).length + this.#rights(k).length + 1),
      0,
    );
  }

  /** Halves a panel; the lines must be asked for again. */
  halve(k: number, panel: number): boolean {
    if (!this.panels[k].halve(panel)) return false;
    const at = PANEL_NODES * panel;
    for (const row of this.#lines[k]) for (const line of row) line.fill(NaN, at, at + PANEL_NODES);
    return true;
  }

  /** vector' P_k^-1, or the vector itself after the last variable. */
  #across(k: number, vector: Float64Array): Float64Array {
    return k === this.dimension - 1 ? vector : this.#bonds[k].factors!.solveLeft(vector);
  }

  /** The matrix of axis k for a combination of its nodes, times a vector from the left. */
  #step(k: number, vector: Float64Array, combine: (line: Float64Array) => number): Float64Array {
    const lines = this.#lines[k];
    const out = new Float64Array(lines[0].length);
    for (let a = 0; a < vector.length; a++) {
      for (let b = 0; b < out.length; b++) out[b] += vector[a] * combine(lines[a][b]);
    }
    return this.#across(k, out);
  }

  /** The approximation at nodes, one of each axis. */
  atNodes(nodes: ArrayLike<number>): number {
    let vector: Float64Array = Float64Array.of(1);
    for (let k = 0; k < this.dimension; k++) vector = this.#step(k, vector, (line) => line[nodes[k]]);
    return vector[0];
  }

  /** The approximation at any point of the unit cube, by polynomials between the nodes. */
  at(x: ArrayLike<number>): number {
    let vector: Float64Array = Float64Array.of(1);
    for (let k = 0; k < this.dimension; k++) {
      const { first, weights } = interpolation(this.panels[k], x[k]);
      vector = this.#step(k, vector, (line) => {
        let sum = 0;
        for (let i = 0; i < PANEL_NODES; i++) sum += weights[i] * line[first + i];
        return sum;
      });
    }
    return vector[0];
  }

  /** The approximation along axis k through nodes of the other axes, at all its nodes. */
  alongAxis(k: number, nodes: ArrayLike<number>): Float64Array {
    let left: Float64Array = Float64Array.of(1);
    for (let j = 0; j < k; j++) left = this.#step(j, left, (line) => line[nodes[j]]);
    let right: Float64Array = Float64Array.of(1);
    for (let j = this.dimension - 1; j > k; j--) {
      const matrix = this.#lines[j].map((row) => Float64Array.from(row, (line) => line[nodes[j]]));
      right = this.#bonds[j - 1].factors!.solveRight(matrixTimes(matrix, right));
    }
    return this.#line(k, left, right);
  }

  #line(k: number, left: Float64Array, right: Float64Array): Float64Array {
    const out = new Float64Array(this.panels[k].size);
    for (const [a, row] of this.#lines[k].entries()) {
      for (const [b, line] of row.entries()) {
        const factor = left[a] * right[b];
        for (let i = 0; i < out.length; i++) out[i] += factor * line[i];
      }
    }
    return out;
  }

  /** The integral, and for each axis the integral over all others as a function of it, at its nodes. */
  integral(): { value: number; marginals: Float64Array[] } {
    const d = this.dimension;
    const matrices = this.#lines.map((rows, k) => {
      const { size } = this.panels[k];
      const weights = Float64Array.from({ length: size }, (_, i) => this.panels[k].weight(i));
      return rows.map((row) => Float64Array.from(row, (line) => dot(weights, line)));
    });
    const rights: Float64Array[] = Array.from({ length: d }, () => Float64Array.of(1));
    for (let k = d - 1; k > 0; k--) {
      rights[k - 1] = this.#bonds[k - 1].factors!.solveRight(matrixTimes(matrices[k], rights[k]));
    }
    let left: Float64Array = Float64Array.of(1);
    const marginals: Float64Array[] = [];
    let value = 0;
    for (let k = 0; k < d; k++) {
      marginals.push(this.#line(k, left, rights[k]));
      const next = timesMatrix(left, matrices[k], rights[k].length);
      if (k === d - 1) value = next[0];
      left = this.#across(k, next);
    }
    return { value, marginals };
  }
}

function fillGaps(gaps: readonly Gap[], values: Float64Array): void {
  for (const [i, { line, at }] of gaps.entries()) {
    line.set(values.subarray(PANEL_NODES * i, PANEL_NODES * (i + 1)), at);
  }
}

/** The line with NaN where it has no values yet. */
function lengthened(line: Float64Array | undefined, size: number): Float64Array {
  if (line?.length === size) return line;
  const longer = new Float64Array(size).fill(NaN);
  if (line !== undefined) longer.set(line);
  return longer;
}

function appended(row: Float64Array, value: number): Float64Array {
  const longer = new Float64Array(row.length + 1);
  longer.set(row);
  longer[row.length] = value;
  return longer;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
