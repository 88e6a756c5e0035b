import {
  type Crossover,
  type CrossoverJob,
  type CrossoverPoint,
  type Measurement,
  crossover,
} from '../../bench/index.js';
import { now } from '../../core/index.js';
import { START_SECONDS } from '../../parts/index.js';
import type { Context } from '../context.js';

/** Draws of the serial run that tells how long the others will take. */
const TRIAL = 100_000;
/** Seconds that a timed serial run may take: of more draws than fit into that, only the first are timed. */
const LONGEST = 2;
/** A serial run shorter than this, in seconds, is timed beside one of more draws, a longer one beside one of fewer. */
const SHORT = 0.05;
/** Seconds of a serial run that tells what a draw costs, where the job itself is shorter. */
const TELLING = 0.15;
const FEWER = 8;
/** Seconds that repeats without a given number may take. */
const BUDGET = 8;
const MOST_REPEATS = 5;

/** Seconds of a draw in this thread. */
export async function costOfDraw<T>(job: CrossoverJob<T>, draws: number): Promise<number> {
  const trial = Math.min(draws, TRIAL);
  // The first one compiles.
  await job.serial(trial);
  const start = now();
  await job.serial(trial);
  return (now() - start) / trial;
}

/** Times the first draws of a job serially and by workers, cold and warm: see {@link crossover}. */
export async function timesOf<T>(
  job: CrossoverJob<T>,
  draws: number,
  repeats: number | undefined,
  { progress, signal }: Context,
): Promise<Crossover> {
  const perDraw = await costOfDraw(job, draws);
  const items = Math.max(1, Math.min(draws, Math.floor(LONGEST / perDraw)));
  const otherItems = otherSize(items, perDraw);
  const round = START_SECONDS + 3 * items * perDraw + 2 * otherItems * perDraw;
  return crossover(job, {
    sizes: [items, otherItems],
    coldSize: items,
    rounds: repeats ?? Math.max(1, Math.min(MOST_REPEATS, Math.floor(BUDGET / round) - 1)),
    signal,
    onRun(done, total) {
      if (done === 1) progress.begin('timing, runs', total);
      progress.update(done);
    },
  });
}

/** The times of the job itself, which is the size that was timed cold as well. */
export function ownPoint({ points }: Crossover): CrossoverPoint & { readonly cold: Measurement } {
  const own = points.find(({ cold }) => cold !== undefined);
  return { ...own!, cold: own!.cold! };
}

function otherSize(items: number, perDraw: number): number {
  const longer = items * perDraw < SHORT || items < FEWER;
  return longer ? Math.max(items + 1, Math.round(TELLING / perDraw)) : Math.round(items / FEWER);
}
