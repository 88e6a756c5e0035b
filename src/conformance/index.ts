/**
 * What every backend must do, as a suite that runs anywhere: with a test framework, or with none.
 *
 * @module nfold/conformance
 */
export { type Capabilities, type Capability } from './capabilities.js';
export type { CaseContext, ConformanceCase } from './case.js';
export { CASES as conformanceCases } from './cases/index.js';
export type { ConformanceOptions } from './plan.js';
export { type ConformanceReport, type ConformanceResult, type RunOptions, runConformance } from './run.js';
export { type TestFramework, describeConformance } from './describe.js';
