import type { ConformanceCase, GroupedCase } from '../case.js';
import { blocking } from './blocking.js';
import { broadcasts } from './broadcast.js';
import { context } from './context.js';
import { contract } from './contract.js';
import { endings } from './endings.js';
import { errors } from './errors.js';
import { faults } from './faults.js';
import { functions } from './functions.js';
import { memory } from './memory.js';
import { ordered } from './ordered.js';
import { reductions } from './reductions.js';
import { sources } from './sources.js';
import { stopping } from './stopping.js';
import { unordered } from './unordered.js';
import { values } from './values.js';
import { watching } from './watching.js';

const groups: Readonly<Record<string, readonly GroupedCase[]>> = {
  contract,
  functions,
  values,
  memory,
  context,
  errors,
  stopping,
  imap: ordered,
  imapUnordered: unordered,
  sources,
  reduce: reductions,
  mapSync: blocking,
  broadcast: broadcasts,
  watching,
  faults,
  endings,
};

/** Every case, group by group: what a backend must do, from the smallest thing to the end of a pool. */
export const CASES: readonly ConformanceCase[] = Object.entries(groups).flatMap(([group, cases]) =>
  cases.map((test) => ({ ...test, group })),
);
