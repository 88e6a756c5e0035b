/** The frame of the command line, without the commands. Only `main.ts` and tests enter here. */
export type { Context } from './context.js';
export { runCli } from './run.js';
export { startCli } from './start.js';
export { jsonPieces } from './json.js';
export { compareWith } from './bench/baseline.js';
export { BASELINE_RULE } from './bench/timing.js';
export { writeWhole } from '../files/index.js';
export { checkWritable } from './output-file.js';
export { createProgress, type Progress, type ProgressMode } from './progress.js';
export {
  type AnyCommand,
  type ArgumentSpec,
  type CommandGroup,
  type CommandSpec,
  defineCommand,
  type OptionSpec,
  type Outcome,
  type OutcomeFile,
} from './spec.js';
export { choice, toggle } from './options/choice.js';
export { plot, report } from './options/files.js';
export { exact, integrand, lowerLimit, upperLimit } from './options/integrand.js';
export { wholeNumber } from './options/numbers.js';
export { type Seed, seed } from './options/seed.js';
export { workerCount, type Workers, workers } from './options/workers.js';
