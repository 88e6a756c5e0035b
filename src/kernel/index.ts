export { type Integrand, type Kernel, formulaFunction, kernel } from './kernel.js';
export type { Scalar } from './javascript.js';
export {
  type BlockLoop,
  type Formula,
  blockLoop,
  memberFunction,
  pointFunction,
  variablesIn,
} from './points.js';
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
export {
  type PointFunction,
  type Refusing,
  type ValueLoop,
  WORTH_A_LOOP,
  evaluated,
  valueLoop,
} from './values.js';
