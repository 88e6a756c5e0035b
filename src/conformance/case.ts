import type { Backend, BackendName, Pool } from '../pool/index.js';
import type { Capability } from './capabilities.js';

/** What a case is given. */
export interface CaseContext {
  readonly backend: Backend | BackendName;
  /** How many workers its pools are asked to have. */
  readonly workers: number;
  /** A pool on the backend with seed 7, which the cases of a group share. */
  readonly pool: Pool;
  /** Another pool on the backend, for cases that end theirs; ended after the case if it was not by then. */
  readonly make: () => Pool;
}

/** One thing that every backend must do. */
export interface ConformanceCase {
  /** Unique in the suite. */
  readonly name: string;
  readonly group: string;
  /** What not every backend can do, and this case needs. */
  readonly needs?: readonly Capability[];
  /** Resolves when the backend has passed; fails otherwise, with an error that says what was wrong. */
  readonly run: (context: CaseContext) => Promise<void>;
}

/** A case in the file of its group. */
export type GroupedCase = Omit<ConformanceCase, 'group'>;
