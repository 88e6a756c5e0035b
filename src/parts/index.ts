export { type ParallelOptions, type PartTask, answers, checkParallelOptions } from './parts.js';
