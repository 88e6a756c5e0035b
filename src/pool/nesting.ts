import { WORKER_MARK, type WorkerMark } from '../executor/index.js';

/** What a worker says of itself; undefined in a program that no pool started. */
function mark(): WorkerMark | undefined {
  return (globalThis as { [WORKER_MARK]?: WorkerMark })[WORKER_MARK];
}

/** This worker's part of the processors: they are all taken already by the pool that it works for. */
export function shareOf(available: number): number {
  return Math.max(1, Math.floor(available / (mark()?.workers ?? 1)));
}

/** Says once that a pool starts workers of workers. */
export function warnWhenNested(): void {
  mark()?.warn(
    "a task has started workers of its own with a Pool inside a Pool; unless both are to be small, make one pool and give it all the work, or use { backend: 'serial' } inside",
  );
}
