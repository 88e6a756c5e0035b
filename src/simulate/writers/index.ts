/**
 * Draws and other rows of numbers to files, while they are made: CSV, NumPy's .npy, Parquet. Node.js only.
 *
 * @module nfold/simulate/files
 */
export { RowFile, ROW_FORMATS } from './row-file.js';
export type { RowBlock } from './rows.js';
