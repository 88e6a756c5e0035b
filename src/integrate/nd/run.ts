/** From a caller's arguments to a result: what the methods of several dimensions share. */
import type { PartTask } from '../../parts/index.js';
import { checkDomain, type DomainN } from './domain.js';
import { type IntegrandN, checkIntegrand } from './integrand.js';
import { answerPart } from './nd-task.js';
import { writeRun } from './resume.js';
import { type Goal, type NdOptions, type RandomSource, checkSeconds } from './options.js';
import { type Bound, type Part, type PartAnswer, type Plan, STOPPED, boundOf, runPlan } from './plan.js';
import { type IntegralN, type TraceEntry, integralOf, traceEntry } from './result.js';

const TASK: PartTask<Bound, Part, PartAnswer> = {
  module: new URL('./nd-task.js', import.meta.url),
  name: 'answerPart',
  run: answerPart,
};

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for arguments that break a rule */
export function checkProblem(f: IntegrandN, domain: DomainN, options: NdOptions): void {
  checkIntegrand(f, options);
  checkDomain(domain);
}

/** Drives a plan and says what came of it. */
export async function integralBy(
  plan: Plan,
  f: IntegrandN,
  domain: DomainN,
  goal: Goal,
  options: NdOptions,
  source?: RandomSource,
): Promise<IntegralN> {
  const { components, block, pool, signal, trace: wanted = false, onIteration } = options;
  const trace: TraceEntry[] = [];
  const { outcome, stopped } = await runPlan(
    plan,
    TASK,
    boundOf({ f, domain, shape: { components, block } }),
    {
      pool,
      signal,
      maxSeconds: checkSeconds(options.maxSeconds),
      onBatch(found) {
        const entry = traceEntry(found);
        if (wanted) trace.push(entry);
        onIteration?.(entry);
      },
    },
  );
  const known = plan.state?.();
  return integralOf(outcome, plan.method, goal, {
    stopped: stopped === undefined ? undefined : STOPPED[stopped],
    trace: wanted ? trace : undefined,
    state: known && source && writeRun(source, domain.length, components ?? 1, known),
  });
}
