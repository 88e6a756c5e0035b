export {
  type BeyondProcessors,
  type Sweep,
  type SweepEvent,
  type SweepJob,
  type SweepOptions,
  type SweepRun,
} from './sweep-types.js';
export { sweep } from './sweep.js';
export {
  type PredictedSpeedup,
  type ScalingFit,
  type ScalingLaw,
  fitScaling,
  predictSpeedup,
} from './scaling-laws.js';
export {
  type CompareOptions,
  type Comparison,
  type Measurement,
  type Timed,
  compare,
  comparisonTable,
  describeComparison,
  measure,
} from './compare.js';
export {
  type TextTable,
  completeRounds,
  describeSweep,
  formatTable,
  speedupSentence,
  sweepFindings,
  sweepLines,
  sweepTable,
} from './describe.js';
export { workersLabel } from './findings.js';
export { type Ratio, formatFaster, formatRatio, pairedRatio } from './ratio.js';
export { type Clock, monotonicClock } from './rounds.js';
export { formatDigits, formatPercent, formatSeconds, timeUnit } from './units.js';
export type { BenchOptions, Equality, Percentiles, StopReason } from './bench-types.js';
export type { Probe, Resources } from './probe.js';
export { type Verdict, type VerdictOptions, verdict } from './verdict.js';
