export { type AntitheticOptions, AntitheticStream } from './antithetic.js';
export { BIT_GENERATORS, type BitGeneratorName, type Seed, randomSeed } from '../core/index.js';
export type { Bits } from './bits.js';
export { BitGenerator, type StateLayout } from './bit-generator.js';
export type { Bulk, BulkKernel, Distribution, JointRule, Parameter } from './distributions/definition.js';
export { checkParameters } from './distributions/definition.js';
export type {
  FillIntegersOptions,
  IntegerArray,
  IntegerOptions,
  IntegerType,
} from './distributions/integer-fills.js';
export { type Matrix, choleskyFactor } from './distributions/multivariate-normal.js';
export type { ContinuousDraws, CountArray, DiscreteDraws, RealArray } from './distributions/scalar-draws.js';
export { type DistributionName, distributions } from './distributions/table.js';
export { type ChoiceOptions, Draws } from './draws.js';
export { Mt19937 } from './mt19937.js';
export { Pcg64 } from './pcg64.js';
export { Pcg64Dxsm } from './pcg64dxsm.js';
export { philox2x32, philox2x64, philox4x32, philox4x64 } from './philox-function.js';
export { Philox } from './philox.js';
export { SeedSequence } from './seed-sequence.js';
export { Sfc64 } from './sfc64.js';
export type { StreamState } from './stream-state.js';
export { RandomStream, type StreamMaker, type StreamOptions, stream } from './stream.js';
export { threefry2x32, threefry2x64, threefry4x32, threefry4x64 } from './threefry.js';
