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
  type Crossover,
  type CrossoverJob,
  type CrossoverOptions,
  type TimeLine,
  crossover,
} from './crossover.js';
export {
  type TextTable,
  completeRounds,
  describeSweep,
  fitTable,
  formatTable,
  speedupSentence,
  sweepFindings,
  sweepLines,
  sweepTable,
} from './describe.js';
export { noiseWarning, workersLabel } from './findings.js';
export { type Ratio, formatFaster, formatRatio, pairedRatio } from './ratio.js';
export { type Clock, monotonicClock } from './rounds.js';
export { formatDigits, formatPercent, formatSeconds, timeUnit } from './units.js';
