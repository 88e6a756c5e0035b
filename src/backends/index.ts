import { checkOneOf } from '../core/index.js';
import type { Backend } from '../executor/index.js';

/** The backends that come with nfold. */
export type BackendName = 'threads' | 'processes' | 'serial';

export const BACKEND_NAMES: readonly BackendName[] = ['threads', 'processes', 'serial'];

/** Loads a backend when it is first used: each needs things that not every runtime has. */
export async function loadBackend(name: BackendName): Promise<Backend> {
  switch (checkOneOf('backend', name, BACKEND_NAMES)) {
    case 'serial':
      return (await import('./serial/index.js')).serial;
    case 'processes':
      return (await import('./processes/index.js')).processes;
    default:
      return (await import('./threads/index.js')).threads;
  }
}

const SHARING: ReadonlySet<BackendName> = new Set<BackendName>(['threads', 'serial']);

/** Whether memory can be shared with the backend's workers; known without loading it. */
export function sharesMemory(backend: BackendName | Backend): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  return typeof backend === 'string' ? SHARING.has(backend) : backend.sharesMemory === true;
}
