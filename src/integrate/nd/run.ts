/** From a caller's arguments to a result: what the methods of several dimensions share. */
import { type PartTask, withWorkers } from '../../parts/index.js';
import { STOPPED } from '../stop.js';
import { withoutFormulas } from './coordinates.js';
import { checkDomain, type DomainN, type DomainOrFormulas } from './domain.js';
import { type CallShape, type IntegrandN, checkIntegrand } from './integrand.js';
import { answerPart } from './nd-task.js';
import { writeRun } from './resume.js';
import { type Goal, type NdOptions, type RandomSource, checkSeconds } from './options.js';
import { type Bound, type Part, type PartAnswer, type Plan, boundOf, runPlan, runPlanHere } from './plan.js';
import { type IntegralN, type Outcome, type TraceEntry, integralOf, traceEntry } from './result.js';

const TASK: PartTask<Bound, Part, PartAnswer> = {
  module: new URL('./nd-task.js', import.meta.url),
  name: 'answerPart',
  run: answerPart,
};

/** A method made ready for a domain. */
export interface Planned {
  readonly plan: Plan;
  readonly goal: Goal;
  /** Of methods that can be resumed. */
  readonly source?: RandomSource;
}

/** How a method is made ready. */
export type Planner<O extends NdOptions> = (domain: DomainN, options: O) => Planned;

type CallOptions<O extends NdOptions> = O & Pick<CallShape, 'scalar'>;

/** A problem whose arguments break no rule. */
interface Ready extends Planned {
  readonly bound: Bound;
  readonly dimension: number;
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for arguments that break a rule */
function ready<O extends NdOptions>(
  f: IntegrandN,
  limits: DomainOrFormulas,
  options: CallOptions<O>,
  planner: Planner<O>,
): Ready {
  const domain = withoutFormulas(limits, f, options.variables);
  checkDomain(domain);
  checkIntegrand(f, domain.length, options);
  const { components, block, scalar, variables } = options;
  // A parsed expression travels as its text.
  const integrand = typeof f === 'object' ? String(f) : f;
  const bound = boundOf({ f: integrand, domain, shape: { components, block, scalar, variables } });
  return { ...planner(domain, options), bound, dimension: domain.length };
}

/** Drives a method's plan and says what came of it. */
export async function integralBy<O extends NdOptions>(
  f: IntegrandN,
  limits: DomainOrFormulas,
  options: CallOptions<O>,
  planner: Planner<O>,
): Promise<IntegralN> {
  const { plan, goal, source, bound, dimension } = ready(f, limits, options, planner);
  const { components, trace: wanted = false, onIteration } = options;
  const trace: TraceEntry[] = [];
  const maxSeconds = checkSeconds(options.maxSeconds);
  const onBatch = (found: Outcome): void => {
    const entry = traceEntry(found);
    if (wanted) trace.push(entry);
    onIteration?.(entry);
  };
  const { outcome, stopped } = await withWorkers(options, ({ pool, signal }) =>
    runPlan(plan, TASK, bound, { pool, signal, maxSeconds, onBatch }),
  );
  const known = plan.state?.();
  return integralOf(outcome, plan.method, goal, {
    stopped: stopped === undefined ? undefined : STOPPED[stopped],
    trace: wanted ? trace : undefined,
    state: known && source && writeRun(source, dimension, components ?? 1, known),
  });
}

/** The same at once, in this thread and without a signal; the bits are the same. */
export function integralHere<O extends NdOptions>(
  f: IntegrandN,
  limits: DomainOrFormulas,
  options: CallOptions<O>,
  planner: Planner<O>,
): IntegralN {
  const { plan, goal, bound } = ready(f, limits, options, planner);
  return integralOf(runPlanHere(plan, TASK, bound), plan.method, goal, {});
}
