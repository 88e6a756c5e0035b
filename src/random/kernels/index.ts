// The bulk side of the streams, in WebAssembly.
export { type BulkGenerator, type BulkKernels, bulkKernels, hasKernels, kernelsBuilt } from './kernels.js';
export { BLOCK, type Fillable, fillBlocks, isFillable, withState } from './lend.js';
