export { type ErrorCode, type ErrorDetails, NfoldError, isNfoldError } from './errors.js';
export {
  checkConfidence,
  checkFinite,
  checkInteger,
  checkOneOf,
  checkOptions,
  checkPositive,
  didYouMean,
  hasMethod,
  invalidArgument,
  preview,
  thrownText,
} from './checks.js';
export { firstDifference } from './difference.js';
export { nearest } from './nearest.js';
export {
  BIT_GENERATORS,
  type BitGeneratorName,
  type Seed,
  checkBitGenerator,
  checkSeed,
  randomSeed,
} from './seed.js';
export {
  type ErrorKind,
  type Estimate,
  type EstimateFields,
  type EstimateStatus,
  estimate,
  formatUncertain,
} from './estimate.js';
export { type Tolerance, withinTolerance } from './tolerance.js';
export { CompensatedSum, compensatedSum } from './sum.js';
export { Gate } from './gate.js';
export { now } from './clock.js';
export { ownLoop } from './own-loop.js';
export { yieldToEventLoop } from './yield.js';
export { type NonFinite, nonFiniteOf } from './non-finite.js';
export type { Span } from './span.js';
export { isThenable } from './thenable.js';
export { type Timers, realTimers } from './timers.js';
export { formatDigits, formatPercent, formatSeconds, timeUnit } from './units.js';
