/**
 * nfold: parallel numerical computing for TypeScript.
 *
 * @module nfold
 */
export {
  NfoldError,
  type ErrorCode,
  isNfoldError,
  type Estimate,
  type EstimateStatus,
  type Span,
} from './core/index.js';
export {
  compile as compileExpression,
  type Expression,
  parse as parseExpression,
} from './expression/index.js';
