/**
 * The multivariate normal distribution: mean + L z, with standard normals z and the Cholesky factor L of the covariance
 * (A.-L. Cholesky; G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th ed. (2013), section 4.2). The numbers of NumPy's
 * `multivariate_normal(..., method='cholesky')`, up to the rounding of its linear algebra library.
 */
import { checkFinite, invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { sampleStandardNormal } from './standard-normal.js';

/** Rows of numbers. */
export type Matrix = ArrayLike<ArrayLike<number>>;

/** What asymmetry counts as rounding, as a share of the largest entry. */
const SYMMETRY = 1e-8;

/** Fills rows of `out`, as many as fit, with draws. */
export function fillMultivariateNormal(
  bits: Bits,
  out: Float64Array,
  mean: ArrayLike<number>,
  cov: Matrix,
): void {
  const d = checkMean(mean);
  if (out.length % d !== 0) {
    throw invalidArgument(
      'multivariateNormal: the length of out',
      `a multiple of the dimension ${d}`,
      out.length,
    );
  }
  const factor = choleskyFactor(cov, d);
  const z = new Float64Array(d);
  for (let row = 0; row < out.length; row += d) {
    for (let i = 0; i < d; i++) z[i] = sampleStandardNormal(bits);
    for (let i = 0; i < d; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * d + j] * z[j];
      out[row + i] = mean[i] + sum;
    }
  }
}

function checkMean(mean: ArrayLike<number>): number {
  if (mean.length === 0)
    throw invalidArgument('multivariateNormal: mean', 'a list of at least one number', mean);
  for (let i = 0; i < mean.length; i++) checkFinite(`multivariateNormal: mean[${i}]`, mean[i]);
  return mean.length;
}

/** The covariance row by row, after checks of its shape, its numbers and its symmetry. */
function checkCovariance(cov: Matrix, d: number): Float64Array {
  const flat = new Float64Array(d * d);
  if (cov.length !== d) {
    throw invalidArgument(
      'multivariateNormal: cov',
      `a matrix of ${d} rows, as mean has ${d} numbers`,
      cov.length,
    );
  }
  let largest = 0;
  for (let i = 0; i < d; i++) {
    if (cov[i].length !== d) {
      throw invalidArgument(`multivariateNormal: row ${i} of cov`, `${d} numbers long`, cov[i].length);
    }
    for (let j = 0; j < d; j++) {
      flat[i * d + j] = checkFinite(`multivariateNormal: cov[${i}][${j}]`, cov[i][j]);
      largest = Math.max(largest, Math.abs(cov[i][j]));
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(flat[i * d + j] - flat[j * d + i]) > SYMMETRY * largest) {
        throw invalidArgument(
          `multivariateNormal: cov[${i}][${j}]`,
          `cov[${j}][${i}] = ${flat[j * d + i]}`,
          flat[i * d + j],
        );
      }
    }
  }
  return flat;
}

/**
 * The lower triangle L with L L' = cov, row by row with zeros above it. Throws `ERR_INVALID_ARGUMENT` unless `cov` is a
 * symmetric, positive definite d x d matrix of finite numbers.
 */
export function choleskyFactor(cov: Matrix, d: number): Float64Array {
  return cholesky(checkCovariance(cov, d), d);
}

function cholesky(cov: Float64Array, d: number): Float64Array {
  const factor = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = cov[i * d + j];
      for (let k = 0; k < j; k++) rest -= factor[i * d + k] * factor[j * d + k];
      if (i === j && !(rest > 0)) {
        throw invalidArgument(
          'multivariateNormal: cov',
          `positive definite, which its leading ${i + 1} x ${i + 1} block is not`,
          cov[i * d + i],
          `pivot ${i + 1} of the Cholesky factorisation is ${rest}`,
        );
      }
      factor[i * d + j] = i === j ? Math.sqrt(rest) : rest / factor[j * d + j];
    }
  }
  return factor;
}
