import { median } from '../stats/index.js';
import { type Clock, type RoundsOptions, warmUp } from './rounds.js';
import { type Stretch, emptyStretch } from './stretch.js';

/** Seconds that a stretch lasts at least: long beside what interrupts a program for microseconds. */
const STRETCH = 0.005;
/** A stretch is so many steps of the clock long that one of them is a thousandth of it. */
const STEPS = 1000;
/** So many calls of the cheapest function take milliseconds; one that still takes no time has been optimised away. */
const MOST_ITERATIONS = 1e7;
/** A stretch grows to somewhat more than it needs, and by no more than this factor at once. */
const [SURPLUS, GROWTH] = [1.2, 10];
/** So many runs in a row must last long enough, unless one lasts so many times as long as it should. */
const [PROOFS, CERTAIN] = [3, 20];
/** Times of the empty job, of which the median counts. */
const EMPTY_RUNS = 9;

type Calls<T> = Pick<RoundsOptions<T>, 'clock' | 'signal' | 'onRun'>;

/** Seconds that a timed stretch must last, `asked` or more on a coarse clock. */
export function stretchLength(clock: Clock, asked = STRETCH): number {
  return Math.max(asked, STEPS * resolutionOf(clock));
}

/** The smallest step that the clock is seen to make, 0 when it does not move by itself. */
function resolutionOf(clock: Clock): number {
  let smallest = Infinity;
  let last = clock();
  for (let reading = 0; reading < 1000; reading++) {
    const time = clock();
    if (time > last) smallest = Math.min(smallest, time - last);
    last = time;
  }
  return smallest === Infinity ? 0 : smallest;
}

/**
 * Raises the iterations of a stretch until it lasts so long, each time that it is tried: a first call that is still being
 * compiled, or one that another program interrupts, lasts long once. False when aborted.
 */
export async function lengthen<T>(stretch: Stretch<T>, length: number, calls: Calls<T>): Promise<boolean> {
  for (let proofs = 0; proofs < PROOFS;) {
    let seconds = 0;
    const complete = await warmUp([stretch], 1, {
      ...calls,
      onRun(index, round, taken, result) {
        seconds = taken;
        calls.onRun(index, round, taken, result);
      },
    });
    if (!complete) return false;
    if (seconds >= CERTAIN * length || stretch.iterations >= MOST_ITERATIONS) return true;
    if (seconds >= length) {
      proofs++;
      continue;
    }
    proofs = 0;
    const factor = Math.min(GROWTH, Math.max(2, (SURPLUS * length) / seconds));
    stretch.iterations = Math.min(MOST_ITERATIONS, Math.ceil(stretch.iterations * factor));
  }
  return true;
}

/** Seconds a call that an empty job takes, timed as those stretches are; by stretch. */
export async function overheads(stretches: readonly Stretch<unknown>[], clock: Clock): Promise<number[]> {
  const known = new Map<string, number>();
  for (const { iterations, asynchronous } of stretches) {
    const key = `${iterations} ${asynchronous}`;
    if (!known.has(key)) known.set(key, await overheadOf(emptyStretch(iterations, asynchronous), clock));
  }
  return stretches.map(({ iterations, asynchronous }) => known.get(`${iterations} ${asynchronous}`) ?? 0);
}

async function overheadOf(empty: Stretch<undefined>, clock: Clock): Promise<number> {
  const times: number[] = [];
  await warmUp([empty], EMPTY_RUNS + 1, {
    clock,
    onRun: (_index, round, seconds) => round > 0 && times.push(seconds),
  });
  return median(times) / empty.iterations;
}
