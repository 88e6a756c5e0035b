/** Small dense matrices, row by row, and their triangular factors. */

/** A square matrix as P A Q = L U, with the largest element left as each pivot: stable for rows and columns of any scale. */
export class Factors {
  readonly #n: number;
  /** L below the diagonal, U on and above it. */
  readonly #lu: Float64Array[];
  /** Which row and column of the matrix stands where. */
  readonly #rows: number[];
  readonly #columns: number[];

  private constructor(lu: Float64Array[], rows: number[], columns: number[]) {
    this.#n = lu.length;
    this.#lu = lu;
    this.#rows = rows;
    this.#columns = columns;
  }

  /** The factors of a matrix; undefined where it is singular. */
  static of(matrix: readonly Float64Array[]): Factors | undefined {
    const n = matrix.length;
    const lu = matrix.map((row) => row.slice());
    const rows = Array.from({ length: n }, (_, i) => i);
    const columns = [...rows];
    for (let k = 0; k < n; k++) {
      const [i, j] = largestFrom(lu, k);
      if (lu[i][j] === 0) return undefined;
      [lu[k], lu[i]] = [lu[i], lu[k]];
      [rows[k], rows[i]] = [rows[i], rows[k]];
      for (const row of lu) [row[k], row[j]] = [row[j], row[k]];
      [columns[k], columns[j]] = [columns[j], columns[k]];
      eliminate(lu, k);
    }
    return new Factors(lu, rows, columns);
  }

  /** x with x' A = v'. */
  solveLeft(v: Float64Array): Float64Array {
    const n = this.#n;
    const y = Float64Array.from(this.#columns, (j) => v[j]);
    for (let j = 0; j < n; j++) {
      const row = this.#lu[j];
      y[j] /= row[j];
      for (let i = j + 1; i < n; i++) y[i] -= y[j] * row[i];
    }
    for (let j = n - 1; j >= 0; j--) {
      const row = this.#lu[j];
      for (let i = 0; i < j; i++) y[i] -= y[j] * row[i];
    }
    const x = new Float64Array(n);
    for (let i = 0; i < n; i++) x[this.#rows[i]] = y[i];
    return x;
  }

  /** x with A x = v. */
  solveRight(v: Float64Array): Float64Array {
    const n = this.#n;
    const y = Float64Array.from(this.#rows, (i) => v[i]);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) y[i] -= this.#lu[i][j] * y[j];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) y[i] -= this.#lu[i][j] * y[j];
      y[i] /= this.#lu[i][i];
    }
    const x = new Float64Array(n);
    for (let j = 0; j < n; j++) x[this.#columns[j]] = y[j];
    return x;
  }
}

function largestFrom(lu: readonly Float64Array[], k: number): [row: number, column: number] {
  let [row, column] = [k, k];
  for (let i = k; i < lu.length; i++) {
    for (let j = k; j < lu.length; j++) {
      if (Math.abs(lu[i][j]) > Math.abs(lu[row][column])) [row, column] = [i, j];
    }
  }
  return [row, column];
}

function eliminate(lu: readonly Float64Array[], k: number): void {
  const pivot = lu[k];
  for (let i = k + 1; i < lu.length; i++) {
    const factor = (lu[i][k] /= pivot[k]);
    if (factor === 0) continue;
    for (let j = k + 1; j < lu.length; j++) lu[i][j] -= factor * pivot[j];
  }
}

/** vector' * matrix. */
export function timesMatrix(
  vector: Float64Array,
  matrix: readonly Float64Array[],
  columns: number,
): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < vector.length; i++) {
    const [factor, row] = [vector[i], matrix[i]];
    for (let j = 0; j < columns; j++) out[j] += factor * row[j];
  }
  return out;
}

/** matrix * vector. */
export function matrixTimes(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => row.reduce((sum, x, j) => sum + x * vector[j], 0));
}
