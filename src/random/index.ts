export type { Bits } from './bits.js';
export { type Seed, SeedSequence } from './seed-sequence.js';
export { Sfc64 } from './sfc64.js';
export { RandomStream, stream } from './stream.js';
