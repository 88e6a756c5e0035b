export {
  type BeyondProcessors,
  type ColdRuns,
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
export type {
  BenchOptions,
  Comparison,
  Equality,
  Measurement,
  Percentiles,
  StopReason,
  Timed,
} from './bench-types.js';
export { bench } from './bench.js';
export {
  type CompareOptions,
  compare,
  comparisonTable,
  describeComparison,
  measure,
  measurementTable,
} from './compare.js';
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
export { workersLabel } from './findings.js';
export { type TimedRuns, noiseWarning } from './warnings.js';
export { type Ratio, comparedWith, formatFaster, formatRatio, pairedRatio } from './ratio.js';
export { type Clock, monotonicClock } from './rounds.js';
export { formatDigits, formatPercent, formatSeconds, timeUnit } from './units.js';
export type { Resources } from './meter.js';
export { type Probe, runtimeProbe } from './probe.js';
export { type Verdict, type VerdictOptions, verdict } from './verdict.js';
export {
  type Crossover,
  type CrossoverJob,
  type CrossoverOptions,
  type CrossoverPoint,
  type CrossoverSize,
  type SizeRange,
  type TimeLine,
  crossover,
} from './crossover.js';
export {
  type CrossoverWords,
  crossoverFindings,
  crossoverTable,
  describeCrossover,
} from './crossover-text.js';
export { type ScalingPoint, scalingBand, scalingFindings, sharesTable } from './scaling-text.js';
export { type TaskCost, type TaskCostOptions, taskCost, taskCostFindings } from './task-cost.js';
export { type JobForecast, type WorkerChoice, chooseWorkers } from '../parts/index.js';
