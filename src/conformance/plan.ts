import { didYouMean, checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import type { Backend, BackendName } from '../pool/index.js';
import { type Capabilities, capabilitiesOf } from './capabilities.js';
import type { ConformanceCase } from './case.js';
import { CASES } from './cases/index.js';
import { Fixture } from './fixture.js';

export interface ConformanceOptions {
  /** For what the backend cannot do, the reason: `{ killable: 'a request cannot be stopped' }`. Default: it can do all. */
  readonly capabilities?: Partial<Capabilities>;
  /** Cases, or groups of them, that are not to run, by name, with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
  /** The cases, or groups, to run; default: all. */
  readonly only?: readonly string[];
  /** With how many workers the suite is run, one run for each; default: 1 and 3. */
  readonly workers?: readonly number[];
  /** A case that has not settled by then has failed; in milliseconds, 60,000 by default. It ends hangs, it times nothing. */
  readonly limitMs?: number;
}

/** A case as it is to be run. */
export interface PlannedCase {
  readonly name: string;
  /** Why it is not run, if it is not. */
  readonly reason: string | undefined;
  readonly run: () => Promise<void>;
}

/** Cases that share a pool: they run one after the other, in this order. */
export interface PlannedGroup {
  readonly group: string;
  readonly workers: number;
  readonly cases: readonly PlannedCase[];
}

/** Closes what the cases of a group shared. */
const END = 'the pool closes after all of this';

/** All cases for one backend, in order. Throws `ERR_INVALID_ARGUMENT` for names that do not exist. */
export function planConformance(
  backend: Backend | BackendName,
  { capabilities, skip = {}, only, workers = [1, 3], limitMs = 60_000 }: ConformanceOptions = {},
): PlannedGroup[] {
  const able = capabilitiesOf(backend, capabilities);
  checkNames('skip', Object.keys(skip));
  checkNames('only', only ?? []);
  checkPositive('limitMs', limitMs);
  for (const [i, count] of workers.entries()) checkInteger(`workers[${i}]`, count, 1);
  const chosen = CASES.filter(
    ({ name, group }) => only?.some((word) => word === name || word === group) ?? true,
  );
  const reasonOf = ({ name, group, needs = [] }: ConformanceCase): string | undefined =>
    skip[name] ?? skip[group] ?? needs.map((need) => able[need]).find((reason) => reason !== true);
  return workers.flatMap((count) =>
    groupsOf(chosen).map((cases): PlannedGroup => {
      const fixture = new Fixture(backend, count, limitMs);
      const planned = cases.map((test): PlannedCase => ({
        name: test.name,
        reason: reasonOf(test),
        run: () => fixture.run(test),
      }));
      const used = planned.some(({ reason }) => reason === undefined);
      if (used) planned.push({ name: END, reason: undefined, run: () => fixture.close() });
      return { group: cases[0].group, workers: count, cases: planned };
    }),
  );
}

function groupsOf(cases: readonly ConformanceCase[]): ConformanceCase[][] {
  const groups = new Map<string, ConformanceCase[]>();
  for (const test of cases) groups.set(test.group, [...(groups.get(test.group) ?? []), test]);
  return [...groups.values()];
}

function checkNames(option: string, names: readonly string[]): void {
  const known = [...new Set(CASES.flatMap(({ name, group }) => [name, group]))];
  for (const name of names) {
    if (!known.includes(name))
      throw invalidArgument(option, 'made of names of cases or groups', name, didYouMean(name, known));
  }
}
