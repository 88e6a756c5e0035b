import { tasks } from '../pool/index.js';

/** The module that the cases run functions of. */
export const WORK = new URL('./work.js', import.meta.url);

export const work = tasks<typeof import('./work.js')>(WORK);
