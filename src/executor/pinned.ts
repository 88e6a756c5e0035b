import type { Piece, ScheduledChunk, SchedulerState } from './scheduler-state.js';

/** Lets a piece wait for one particular worker. */
export function pin(state: SchedulerState, worker: number, piece: Piece): void {
  const waiting = state.pinned.get(worker);
  if (waiting === undefined) state.pinned.set(worker, [piece]);
  else waiting.push(piece);
}

/** The piece that has waited longest for the worker. */
export function takePinned(state: SchedulerState, worker: number): Piece | undefined {
  const waiting = state.pinned.get(worker);
  const piece = waiting?.shift();
  if (waiting?.length === 0) state.pinned.delete(worker);
  return piece;
}

/** Takes a chunk's pieces away. */
export function unpin(state: SchedulerState, { id, worker }: ScheduledChunk): void {
  if (worker === undefined) return;
  const kept = (state.pinned.get(worker) ?? []).filter(({ chunk }) => chunk.id !== id);
  if (kept.length === 0) state.pinned.delete(worker);
  else state.pinned.set(worker, kept);
}

/** Takes all pieces away and returns them. */
export function unpinAll(state: SchedulerState): Piece[] {
  const pieces = [...state.pinned.values()].flat();
  state.pinned.clear();
  return pieces;
}
