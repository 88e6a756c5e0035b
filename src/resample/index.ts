/**
 * Repeated random draws from data: bootstrap, permutation tests, and the jackknife. Serially or by a pool with the same bits.
 *
 * @module nfold/resample
 */
export { type Bootstrap, type BootstrapOptions, bootstrap } from './bootstrap.js';
export { type PermutationType } from './deck.js';
export { type Alternative, ALTERNATIVES, INTERVAL_METHODS, type IntervalMethod } from './interval.js';
export { type Jackknife, type JackknifeOptions, jackknife } from './jackknife.js';
export { type PermutationOptions, type PermutationTest, permutationTest } from './permutation-test.js';
export { type Sample, type Samples } from './samples.js';
export type { UsedWorkers } from '../parts/index.js';
export {
  type BuiltIn,
  STATISTICS,
  type Statistic,
  type StatisticFunction,
  type StatisticName,
} from './statistic.js';
