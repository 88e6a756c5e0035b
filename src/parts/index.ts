export { type ParallelOptions, type PartTask, answers } from './parts.js';
