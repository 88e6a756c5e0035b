import type { CallStatistics } from './statistics.js';
import { duration, nameOf } from './statistics-text.js';

type Facts = Omit<CallStatistics, 'advice' | 'toString'>;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Each rule looks at one way to lose time; it says nothing when the loss is small. */
const RULES: readonly ((facts: Facts) => string | undefined)[] = [
  tooSmall,
  startUp,
  tooFewPieces,
  longTail,
  transport,
];

/** From this share of the time on, a loss is worth a sentence. */
const WORTH_SAYING = 0.2;
/** Seconds from which on a stretch of work is more than what a worker gathers before it replies. */
const LONG = 0.04;

/** What to change about a call that spent its time so. */
export function adviseOn(facts: Facts): string[] {
  return RULES.flatMap((rule) => rule(facts) ?? []);
}

const workOf = ({ seconds, workers }: Facts): number =>
  workers.reduce((sum, { working }) => sum + working * seconds, 0);

function tooSmall(facts: Facts): string | undefined {
  const work = workOf(facts);
  if (facts.workers.length < 2 || work > facts.seconds) return undefined;
  // One long task is another matter: see longTail.
  const longest = facts.longest[0]?.seconds ?? 0;
  if (longest > LONG && longest > work / 2) return undefined;
  return `All tasks together took ${duration(work)} of work, less than the call itself (${duration(facts.seconds)}): this much work is done sooner without a pool.`;
}

function startUp({ shares }: Facts): string | undefined {
  if (shares.startUp < WORTH_SAYING) return undefined;
  return `Starting workers took ${percent(shares.startUp)} of the time: call pool.ready() ahead of time, or use one pool for all calls.`;
}

function tooFewPieces({ tasks, messages, workers, shares }: Facts): string | undefined {
  if (shares.waiting < WORTH_SAYING || messages >= workers.length) return undefined;
  const remedy = tasks > messages ? 'give a smaller chunkSize' : 'fewer workers would do';
  const sent = messages === 1 ? '1 message' : `${messages} messages`;
  return `The work was sent in ${sent} to ${workers.length} workers: ${remedy}.`;
}

function longTail({ seconds, shares, longest, messages, workers }: Facts): string | undefined {
  if (shares.waiting < WORTH_SAYING || messages < workers.length) return undefined;
  const [worst] = longest;
  if (worst === undefined || worst.seconds < WORTH_SAYING * seconds) {
    return `Workers waited ${percent(shares.waiting)} of the time: they were busy with other calls, or had nothing left; if tasks differ, give cost.`;
  }
  const name = nameOf(worst);
  return `${name[0].toUpperCase()}${name.slice(1)} took ${duration(worst.seconds)} of ${duration(seconds)} while others waited: split the work there, move it to the front, or give cost.`;
}

function transport({ tasks, seconds, shares, workers }: Facts): string | undefined {
  if (shares.transport < WORTH_SAYING) return undefined;
  const each = (shares.working * workers.length * seconds) / Math.max(1, tasks);
  return `Sending took ${percent(shares.transport)} of the time, and a task only ${duration(each)}: let each task do more, send numbers or typed arrays instead of objects, or bind what is large with partial().`;
}
