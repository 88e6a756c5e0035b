import { NfoldError } from '../core/index.js';
import type { SchedulerEvent, SchedulerState } from './scheduler-state.js';

/** How many events a report of an impossible one goes back. */
export const HISTORY = 32;

/** An event that cannot happen, with those that led to it: a bug. */
export function impossible(state: SchedulerState, event: SchedulerEvent): NfoldError {
  const from = Math.max(0, state.events - HISTORY);
  const history = Array.from({ length: state.events - from }, (_, i) => state.history[(from + i) % HISTORY]);
  const short = history.slice(-5).map((e) => JSON.stringify(e));
  return new NfoldError(
    'ERR_INTERNAL',
    `the scheduler cannot take ${JSON.stringify(event)} in mode ${state.mode}; last events: ${short.join(', ')}; please report this`,
    { event, mode: state.mode, history },
  );
}
