export type { Bits } from './bits.js';
export type { Bulk, BulkKernel, Distribution, JointRule, Parameter } from './distributions/definition.js';
export { checkParameters } from './distributions/definition.js';
export type {
  FillIntegersOptions,
  IntegerArray,
  IntegerOptions,
  IntegerType,
} from './distributions/integer-fills.js';
export type { Matrix } from './distributions/multivariate-normal.js';
export type { CountArray, RealArray } from './distributions/scalar-draws.js';
export { type DistributionName, distributions } from './distributions/table.js';
export { type ChoiceOptions, Draws } from './draws.js';
export { type Seed, SeedSequence } from './seed-sequence.js';
export { Sfc64 } from './sfc64.js';
export { RandomStream, stream } from './stream.js';
