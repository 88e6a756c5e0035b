export { type Integrand, type Kernel, kernel } from './kernel.js';
export type { Scalar } from './javascript.js';
export { type BlockLoop, type Formula, blockLoop, pointFunction, variablesIn } from './points.js';
export {
  type ColumnEquations,
  type ColumnLoop,
  type ColumnNumbers,
  type Columns,
  columnLoop,
  scalarLoop,
  withColumns,
} from './columns.js';
export { type ColumnSummary, columnSummary } from './column-summary.js';
