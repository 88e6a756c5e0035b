import { invalidArgument } from '../core/index.js';
import type { Backend, BackendName } from '../pool/index.js';
import { type ConformanceOptions, planConformance } from './plan.js';

type Body = () => Promise<void>;

interface Declare {
  (name: string, body: Body): unknown;
  /** Declares a case that is not run. */
  readonly skip?: (name: string, body: Body) => unknown;
  /** The same under another name. */
  readonly ignore?: (name: string, body: Body) => unknown;
}

/** What is used of a test framework: `node:test`, vitest, jest and `bun:test` have both; `Deno.test` will do as `it`. */
export interface TestFramework {
  /** Without it the names of the cases begin with their group's. */
  readonly describe?: (name: string, body: () => void) => unknown;
  /** Cases are declared as skipped by `it.skip` or `it.ignore`, with the reason in their name. */
  readonly it: Declare;
}

/** Declares the suite's cases as tests of a framework; they must run one after the other, as they do by default. */
export function describeConformance(
  backend: Backend | BackendName,
  { describe, it }: TestFramework,
  options: ConformanceOptions = {},
): void {
  const skip = it.skip ?? it.ignore;
  if (skip === undefined) throw invalidArgument('it', 'a function with it.skip or it.ignore', it);
  const backendName = typeof backend === 'string' ? backend : backend.name;
  for (const { group, workers, cases } of planConformance(backend, options)) {
    const title = `${backendName}, ${workers} workers: ${group}`;
    const prefix = describe === undefined ? `${title}: ` : '';
    const declare = (): void => {
      for (const { name, reason, run } of cases) {
        if (reason === undefined) it(`${prefix}${name}`, run);
        else skip(`${prefix}${name} (${reason})`, run);
      }
    };
    if (describe === undefined) declare();
    else describe(title, declare);
  }
}
