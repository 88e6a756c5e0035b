import { NfoldError, checkOneOf } from '../core/index.js';
import { type Backend, hasNodeModules, runtimeName } from '../executor/index.js';

/** The backends that come with nfold. */
export type BackendName = 'threads' | 'processes' | 'serial';

export const BACKEND_NAMES: readonly BackendName[] = ['threads', 'processes', 'serial'];

/** Whether this is a web page or one of its workers: there `threads` are Web Workers, and there are no processes. */
export function runsInPage(): boolean {
  return !hasNodeModules();
}

/** Loads a backend when it is first used: each needs things that not every runtime has. */
export async function loadBackend(name: BackendName): Promise<Backend> {
  switch (checkOneOf('backend', name, BACKEND_NAMES)) {
    case 'serial':
      return (await import('./serial/index.js')).serial;
    case 'processes':
      if (runsInPage()) throw unsupported();
      return (await import('./processes/index.js')).processes;
    default:
      return runsInPage()
        ? (await import('./web/index.js')).webWorkers
        : (await import('./threads/index.js')).threads;
  }
}

function unsupported(): NfoldError {
  return new NfoldError('ERR_UNSUPPORTED', `${runtimeName()} has no processes; use threads`);
}

const SHARING: ReadonlySet<BackendName> = new Set<BackendName>(['threads', 'serial']);

/** Whether memory can be shared with the backend's workers; known without loading it. */
export function sharesMemory(backend: BackendName | Backend): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  return typeof backend === 'string' ? SHARING.has(backend) : backend.sharesMemory === true;
}
