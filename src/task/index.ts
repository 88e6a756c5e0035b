export { isPlainArrow } from './plain.js';
export {
  type AnyFunction,
  type ModuleFunction,
  type Portable,
  type WireFunction,
  type WireValue,
  isElsewhere,
  isFunctionValue,
  isModuleFunction,
  recipeOf,
} from './reference.js';
export { type InlineOptions, type Tasks, inline, partial, tasks } from './makers.js';
export { loadCaptureFinder, loadCaptureFinderNow } from './captures.js';
export { describeFunction } from './describe.js';
export { type CompiledFunction, compileFunction } from './compile.js';
