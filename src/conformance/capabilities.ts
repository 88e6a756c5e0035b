import { runsInPage, sharesMemory as canShare } from '../backends/index.js';
import { invalidArgument } from '../core/index.js';
import type { Backend, BackendName } from '../pool/index.js';

/** What a backend may lack and still be a good one; everything else each must do. */
export type Capability =
  /** A SharedArrayBuffer among the arguments stays shared. */
  | 'sharesMemory'
  /** Memory given with the option `transfer` is handed over: it is empty here afterwards. */
  | 'transfers'
  /** A task that ends its worker ends nothing else, and the worker is replaced. */
  | 'survivesExit'
  /** The same for an error that no promise of the task's carries. */
  | 'survivesUncaught'
  /** `terminate` ends a task that never ends by itself. */
  | 'killable'
  /** A call can be given to one particular worker, as `broadcast` does. */
  | 'addressable'
  /** It has `observe`, from which the statistics of a call are made. */
  | 'observable'
  /** `mapSync` can use it: the thread that it blocks must not be the one that works. */
  | 'blocking';

/** For each capability true, or the reason why the backend does not have it. */
export type Capabilities = Readonly<Record<Capability, true | string>>;

const ALL: Capabilities = {
  sharesMemory: true,
  transfers: true,
  survivesExit: true,
  survivesUncaught: true,
  killable: true,
  addressable: true,
  observable: true,
  blocking: true,
};

/** What threads are in a web page: its workers. */
const IN_PAGES: Partial<Capabilities> = {
  ...(!canShare('threads') && { sharesMemory: 'this page is not cross-origin isolated' }),
  survivesExit: 'workers of a page have no process to exit from',
  blocking: 'a page must not be blocked',
};

const NAMED: Readonly<Record<BackendName, Partial<Capabilities>>> = {
  threads: runsInPage() ? IN_PAGES : {},
  processes: {
    sharesMemory: 'processes share no memory',
    transfers: 'processes copy all that they are given',
  },
  serial: {
    survivesExit: 'it would end this process',
    survivesUncaught: 'it would end this process',
    killable: 'one thread cannot interrupt itself',
  },
};

/**
 * What a backend can do: everything, apart from what it or `declared` says it cannot.
 * Throws `ERR_INVALID_ARGUMENT` for a capability that does not exist or has no reason.
 */
export function capabilitiesOf(
  backend: Backend | BackendName,
  declared: Partial<Capabilities> = {},
): Capabilities {
  for (const [name, value] of Object.entries(declared)) {
    if (!Object.hasOwn(ALL, name))
      throw invalidArgument('capabilities', `named as one of ${Object.keys(ALL).join(', ')}`, name);
    if (value !== true && (typeof value !== 'string' || value === ''))
      throw invalidArgument(`capabilities.${name}`, 'true, or the reason why not', value);
  }
  const known = typeof backend === 'string' ? NAMED[backend] : ofStranger(backend);
  return { ...ALL, ...known, ...declared };
}

function ofStranger({ sharesMemory }: Backend): Partial<Capabilities> {
  return {
    blocking: 'mapSync cannot send a backend to the thread that would use it',
    ...(sharesMemory !== true && { sharesMemory: 'it does not declare sharesMemory' }),
  };
}
