export { type Integrand, type Kernel, kernel } from './kernel.js';
export type { Scalar } from './javascript.js';
