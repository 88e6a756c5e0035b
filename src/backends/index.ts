import { checkOneOf } from '../core/index.js';
import type { Backend } from '../executor/index.js';

/** The backends that come with nfold. */
export type BackendName = 'threads' | 'serial';

export const BACKEND_NAMES: readonly BackendName[] = ['threads', 'serial'];

/** Loads a backend when it is first used: each needs things that not every runtime has. */
export async function loadBackend(name: BackendName): Promise<Backend> {
  if (checkOneOf('backend', name, BACKEND_NAMES) === 'serial')
    return (await import('./serial/index.js')).serial;
  return (await import('./threads/index.js')).threads;
}
