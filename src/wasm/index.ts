export { type Code } from './encode.js';
export {
  Local,
  type ValueType,
  block,
  breakIf,
  breakTo,
  call,
  f64,
  f64x2,
  i32,
  i32x4,
  i64,
  i64x2,
  ifElse,
  loop,
  type,
  v128,
  whileLoop,
} from './instructions.js';
export { type FunctionBuilder, ModuleBuilder } from './module.js';
export { Workspace, instantiate, webAssemblyUsable, workspace } from './workspace.js';
