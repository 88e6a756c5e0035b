import { planCross } from './cross/cross.js';
import { planCubature } from './cubature/cubature.js';
import { type IntegrateNOptions, planIntegrateN } from './integrate-n.js';
import { planMonteCarloN } from './monte-carlo/monte-carlo.js';
import { planQmc } from './qmc/qmc.js';
import type { Planner } from './run.js';
import type { RuleName } from './cubature/rule.js';
import { planVegas } from './vegas/vegas.js';

export const ND_METHODS = ['auto', 'cubature', 'cross', 'qmc', 'vegas', 'monte-carlo'] as const;
/** The methods of several dimensions, by name. */
export type NdMethod = (typeof ND_METHODS)[number];

/** What any of them takes. */
export interface AnyNdOptions extends IntegrateNOptions {
  readonly rule?: RuleName;
}

export const PLANNERS: Readonly<Record<NdMethod, Planner<AnyNdOptions>>> = {
  auto: planIntegrateN,
  cubature: planCubature,
  cross: planCross,
  qmc: planQmc,
  vegas: planVegas,
  'monte-carlo': planMonteCarloN,
};
