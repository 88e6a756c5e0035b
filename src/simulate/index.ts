/**
 * Draws in bulk, serially or by a pool with the same bits: filled into memory, or summarised without being kept.
 *
 * @module nfold/simulate
 */
export { type DrawOptions, type ParallelDraws, fillParallel } from './fill-parallel.js';
export { type ParallelOptions, type PartTask, answers } from './parts.js';
export { type DrawSummary, type SummarizeOptions, summarizeDraws } from './summarize-draws.js';
