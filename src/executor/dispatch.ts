// Who works: which worker is given what, when one is started, and when one may end.
import { impossible } from './impossible.js';
import { pin, takePinned } from './pinned.js';
import type { Command, Piece, ScheduledChunk, SchedulerState, WorkerStatus } from './scheduler-state.js';

/** After this many workers in a row ended before they were ready, waiting calls fail instead of waiting for ever. */
export const START_ATTEMPTS = 3;

/** Gives waiting pieces to idle workers, and starts as many workers as could help. */
export function dispatch(state: SchedulerState, commands: Command[]): void {
  for (const worker of state.pinned.keys()) {
    const { status } = state.workers[worker];
    if (status === 'idle') give(state, worker, takePinned(state, worker)!, commands);
    else if (status === 'absent' && state.startFailures < START_ATTEMPTS) spawn(state, worker, commands);
  }
  while (state.waiting > 0) {
    const worker = state.idle.pop();
    if (worker === undefined) break;
    if (state.workers[worker].status === 'idle') send(state, worker, commands);
  }
  if (state.startFailures < START_ATTEMPTS) startWorkers(state, commands);
  if (state.sendsAhead) sendAhead(state, commands);
}

function startWorkers(state: SchedulerState, commands: Command[]): void {
  while (state.waiting > state.starting && state.absent.length > 0) {
    spawn(state, state.absent[state.absent.length - 1], commands);
  }
}

export function spawn(state: SchedulerState, worker: number, commands: Command[]): void {
  state.absent.splice(state.absent.lastIndexOf(worker), 1);
  setStatus(state, worker, 'starting');
  state.workers[worker].given = 0;
  state.workers[worker].outgrown = false;
  state.starting++;
  commands.push({ type: 'spawn', worker });
}

/** Gives busy workers what no other is about to take, and takes it back for one that has nothing to do. */
function sendAhead(state: SchedulerState, commands: Command[]): void {
  for (const worker of state.single) {
    if (state.waiting <= state.starting) break;
    // What waits for this worker alone comes next, when it is idle.
    if (state.pinned.has(worker) || isSpent(state, worker)) continue;
    send(state, worker, commands);
  }
  const [lender] = state.ahead;
  if (state.waiting > 0 || lender === undefined || !someoneIdle(state)) return;
  const { pieces } = state.workers[lender];
  commands.push({ type: 'recall', worker: lender, piece: pieces[pieces.length - 1].id });
}

function someoneIdle({ idle, workers }: SchedulerState): boolean {
  while (idle.length > 0 && workers[idle[idle.length - 1]].status !== 'idle') idle.pop();
  return idle.length > 0;
}

function send(state: SchedulerState, worker: number, commands: Command[]): void {
  let piece = state.queue.shift();
  while (piece?.chunk.cancelled === true) piece = state.queue.shift();
  if (piece === undefined) throw impossible(state, { type: 'ready', worker });
  state.waiting--;
  piece.chunk.queued--;
  give(state, worker, piece, commands);
}

/** Hands a worker as much of a piece as it may do. */
function give(state: SchedulerState, worker: number, whole: Piece, commands: Command[]): void {
  const piece = withinReach(state, whole, worker);
  piece.chunk.sent.add(piece);
  piece.worker = worker;
  state.pieces.set(piece.id, piece);
  const ahead = state.workers[worker].pieces.push(piece) > 1;
  setStatus(state, worker, 'busy');
  commands.push({ type: 'send', worker, piece, ahead });
}

/** As much of the piece as the worker may do before it is replaced; the rest goes back. */
function withinReach(state: SchedulerState, piece: Piece, id: number): Piece {
  const worker = state.workers[id];
  const { chunk, from, to } = piece;
  const end = Math.min(to, from + state.maxTasks - worker.given);
  worker.given += end - from;
  if (end === to) return piece;
  enqueue(state, chunk, end, to, 'front');
  return { ...piece, to: end };
}

export function enqueue(
  state: SchedulerState,
  chunk: ScheduledChunk,
  from: number,
  to: number,
  end: 'front' | 'back',
): void {
  if (from >= to || chunk.cancelled) return;
  const piece: Piece = { id: state.nextPiece++, chunk, from, to, settled: from, worker: -1, sent: 0 };
  if (chunk.worker !== undefined) return pin(state, chunk.worker, piece);
  if (end === 'back') state.queue.push(piece);
  else state.queue.unshift(piece);
  chunk.queued++;
  state.waiting++;
}

export function becomeIdle(state: SchedulerState, id: number, commands: Command[]): void {
  if (isSpent(state, id)) return retire(state, id, commands);
  setStatus(state, id, 'idle');
  state.idle.push(id);
  if (state.waiting === 0) commands.push({ type: 'idle', worker: id });
}

/** Whether a worker has done all it may do, and is to be replaced. */
function isSpent({ workers, maxTasks }: SchedulerState, id: number): boolean {
  return workers[id].given >= maxTasks || workers[id].outgrown;
}

/** Lets a worker end that has nothing to do; it is started anew when there is work for it. */
export function retire(state: SchedulerState, worker: number, commands: Command[]): void {
  setStatus(state, worker, 'stopping');
  commands.push({ type: 'stop', worker });
}

/** Every change of a worker's status or of its pieces ends here: the sets of busy workers follow from both. */
export function setStatus(state: SchedulerState, id: number, status: WorkerStatus): void {
  const worker = state.workers[id];
  worker.status = status;
  const held = status === 'busy' ? worker.pieces.length : 0;
  if (held === 1) state.single.add(id);
  else state.single.delete(id);
  if (held === 2) state.ahead.add(id);
  else state.ahead.delete(id);
}
