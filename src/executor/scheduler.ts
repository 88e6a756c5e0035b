import { START_ATTEMPTS, becomeIdle, dispatch, enqueue, retire, setStatus, spawn } from './dispatch.js';
import { HISTORY, impossible } from './impossible.js';
import { unpin, unpinAll } from './pinned.js';
import type {
  Command,
  Piece,
  Running,
  ScheduledChunk,
  SchedulerEvent,
  SchedulerState,
} from './scheduler-state.js';

/**
 * Decides what to do about an event. Deterministic, with no effect outside `state`; constant amortised time for each
 * piece of work. An event that cannot happen throws `ERR_INTERNAL` with the events that led to it.
 */
export function step(state: SchedulerState, event: SchedulerEvent): Command[] {
  state.history[state.events++ % HISTORY] = event;
  const commands: Command[] = [];
  apply(state, event, commands);
  dispatch(state, commands);
  if (state.mode === 'closing' && state.chunks.size === 0) stopWorkers(state, commands);
  return commands;
}

function apply(state: SchedulerState, event: SchedulerEvent, commands: Command[]): void {
  switch (event.type) {
    case 'submitted':
      return submitted(state, event);
    case 'expected':
      return expected(state, commands);
    case 'ready':
      return ready(state, event, commands);
    case 'done':
      return done(state, event, commands);
    case 'failed':
      return failed(state, event, commands);
    case 'lost':
      return lost(state, event, commands);
    case 'cancelled':
      return cancelled(state, event, commands);
    case 'recalled':
      return recalled(state, event, commands);
    case 'timeout':
      return timeout(state, event, commands);
    case 'expired':
      return expired(state, event, commands);
    case 'close':
      if (state.mode === 'open') state.mode = 'closing';
      return;
    case 'terminate':
      return terminate(state, commands);
  }
}

function submitted(state: SchedulerState, event: SchedulerEvent & { type: 'submitted' }): void {
  if (state.mode !== 'open' || state.chunks.has(event.chunk) || event.count < 1)
    throw impossible(state, event);
  const { chunk: id, count, worker, retries = 0 } = event;
  const settling = { remaining: count, cancelled: false, sent: new Set<Piece>(), queued: 0 };
  const chunk: ScheduledChunk = { id, count, worker, retries, lost: undefined, ...settling };
  state.chunks.set(id, chunk);
  enqueue(state, chunk, 0, count, 'back');
}

/** The first worker starts while the work is made ready. */
function expected(state: SchedulerState, commands: Command[]): void {
  if (state.mode === 'open' && everyoneGone(state))
    spawn(state, state.absent[state.absent.length - 1], commands);
}

function ready(state: SchedulerState, event: SchedulerEvent & { type: 'ready' }, commands: Command[]): void {
  const worker = state.workers[event.worker];
  if (worker?.status === 'stopping') return;
  if (worker?.status !== 'starting') throw impossible(state, event);
  state.starting--;
  state.startFailures = 0;
  becomeIdle(state, event.worker, commands);
}

function done(state: SchedulerState, event: SchedulerEvent & { type: 'done' }, commands: Command[]): void {
  const piece = heldPiece(state, event);
  const { upTo, finished } = event;
  if (upTo < piece.settled || upTo > piece.to) throw impossible(state, event);
  if (finished && upTo < piece.to && !piece.chunk.cancelled) throw impossible(state, event);
  settle(state, piece.chunk, upTo - piece.settled, commands);
  piece.settled = upTo;
  if (event.outgrown === true) state.workers[event.worker].outgrown = true;
  if (finished) release(state, piece, commands);
}

function failed(
  state: SchedulerState,
  event: SchedulerEvent & { type: 'failed' },
  commands: Command[],
): void {
  const piece = heldPiece(state, event);
  const { chunk } = piece;
  release(state, piece, commands);
  // From the last range to the first, so that the first is the first to leave the queue again.
  let end = piece.to;
  for (const call of [...event.calls].reverse()) {
    if (call < piece.settled || call >= end) throw impossible(state, event);
    enqueue(state, chunk, call + 1, end, 'front');
    end = call;
  }
  enqueue(state, chunk, piece.settled, end, 'front');
  settle(state, chunk, event.calls.length, commands);
}

function lost(state: SchedulerState, event: SchedulerEvent & { type: 'lost' }, commands: Command[]): void {
  const worker = state.workers[event.worker];
  if (worker === undefined || worker.status === 'absent') throw impossible(state, event);
  if (worker.status === 'starting') {
    state.starting--;
    state.startFailures++;
  }
  setStatus(state, event.worker, 'absent');
  state.absent.push(event.worker);
  const pieces = worker.pieces.splice(0);
  const { condemned } = worker;
  worker.condemned = undefined;
  for (const [position, piece] of [...pieces.entries()].reverse()) {
    forget(state, piece);
    const culprit =
      condemned === undefined ? culpritOf(piece, position, event.running) : condemnedCall(piece, condemned);
    salvage(state, piece, culprit, condemned === undefined ? 'lost' : 'timeout', event.worker, commands);
  }
  if (state.startFailures >= START_ATTEMPTS && state.starting === 0)
    rejectAll(state, 'start', event.worker, commands);
  if (state.mode !== 'open' && everyoneGone(state) && state.chunks.size === 0) {
    state.mode = 'closed';
    commands.push({ type: 'closed' });
  }
}

/** Which call of the piece was running when its worker ended; undefined when the piece had not begun. */
function culpritOf(piece: Piece, position: number, running: Running): number | undefined {
  if (running === 'nothing') return undefined;
  if (running === 'unknown') return position === 0 ? piece.settled : undefined;
  return running.piece === piece.id
    ? Math.min(Math.max(running.call, piece.settled), piece.to - 1)
    : undefined;
}

/** A worker that was ended because of one call may have been through with it, and have run another. */
function condemnedCall(
  piece: Piece,
  { piece: id, call }: { piece: number; call: number },
): number | undefined {
  return piece.id === id && call >= piece.settled ? call : undefined;
}

/** The call that was running fails, or is tried again; those before and after it that have not settled run elsewhere. */
function salvage(
  state: SchedulerState,
  piece: Piece,
  culprit: number | undefined,
  reason: 'lost' | 'timeout',
  worker: number,
  commands: Command[],
): void {
  const { chunk, settled, to } = piece;
  if (chunk.cancelled || settled === to) return;
  if (culprit === undefined) return enqueue(state, chunk, settled, to, 'front');
  const attempt = (chunk.lost?.get(culprit) ?? 0) + 1;
  const again = reason === 'lost' && attempt <= chunk.retries;
  enqueue(state, chunk, culprit + 1, to, 'front');
  // By itself: if it ends its next worker as well, it costs no other call its time.
  if (again) enqueue(state, chunk, culprit, culprit + 1, 'front');
  enqueue(state, chunk, settled, culprit, 'front');
  (chunk.lost ??= new Map()).set(culprit, attempt);
  if (again) return;
  commands.push({ type: 'reject', chunk: chunk.id, at: culprit, count: 1, reason, attempt, worker });
  settle(state, chunk, 1, commands);
}

function cancelled(
  state: SchedulerState,
  event: SchedulerEvent & { type: 'cancelled' },
  commands: Command[],
): void {
  const chunk = state.chunks.get(event.chunk);
  // The last call may have settled while the wish to cancel was on its way.
  if (chunk === undefined) return;
  drop(state, chunk, commands);
  commands.push({ type: 'settled', chunk: chunk.id });
}

function recalled(
  state: SchedulerState,
  event: SchedulerEvent & { type: 'recalled' },
  commands: Command[],
): void {
  const piece = state.pieces.get(event.piece);
  if (piece === undefined || piece.worker !== event.worker) return;
  const { chunk, settled, to } = piece;
  if (event.won) {
    state.workers[event.worker].given -= to - settled;
    release(state, piece, commands);
    enqueue(state, chunk, settled, to, 'front');
  } else {
    state.ahead.delete(event.worker);
    if (chunk.cancelled) commands.push({ type: 'interrupt', worker: event.worker, piece: piece.id });
  }
}

function timeout(
  state: SchedulerState,
  event: SchedulerEvent & { type: 'timeout' },
  commands: Command[],
): void {
  const piece = state.pieces.get(event.piece);
  const worker = state.workers[event.worker];
  // It may have ended, one way or the other, while the news was on its way.
  if (piece === undefined || piece.worker !== event.worker || worker.status !== 'busy') return;
  if (event.call < piece.settled) return;
  worker.condemned = { piece: piece.id, call: event.call };
  setStatus(state, event.worker, 'stopping');
  commands.push({ type: 'kill', worker: event.worker });
}

function expired(
  state: SchedulerState,
  event: SchedulerEvent & { type: 'expired' },
  commands: Command[],
): void {
  if (state.workers[event.worker].status === 'idle') retire(state, event.worker, commands);
}

function terminate(state: SchedulerState, commands: Command[]): void {
  if (state.mode === 'closed') return;
  state.mode = 'closing';
  rejectAll(state, 'terminated', -1, commands);
  for (const [id, worker] of state.workers.entries()) {
    if (worker.status === 'absent') continue;
    if (worker.status === 'starting') state.starting--;
    setStatus(state, id, 'stopping');
    commands.push({ type: 'kill', worker: id });
  }
}

function stopWorkers(state: SchedulerState, commands: Command[]): void {
  for (const [id, worker] of state.workers.entries()) {
    if (worker.status === 'absent' || worker.status === 'stopping') continue;
    if (worker.status === 'starting') state.starting--;
    retire(state, id, commands);
  }
  if (everyoneGone(state)) {
    state.mode = 'closed';
    commands.push({ type: 'closed' });
  }
}

function everyoneGone(state: SchedulerState): boolean {
  return state.absent.length === state.workers.length;
}

/** Counts calls of a chunk that have settled. */
function settle(state: SchedulerState, chunk: ScheduledChunk, calls: number, commands: Command[]): void {
  if (chunk.cancelled) return;
  chunk.remaining -= calls;
  if (chunk.remaining > 0) return;
  state.chunks.delete(chunk.id);
  commands.push({ type: 'settled', chunk: chunk.id });
}

/** Nobody wants the chunk any more: its waiting pieces are skipped, its running ones asked to stop. */
function drop(state: SchedulerState, chunk: ScheduledChunk, commands: Command[]): void {
  chunk.cancelled = true;
  state.chunks.delete(chunk.id);
  state.waiting -= chunk.queued;
  chunk.queued = 0;
  unpin(state, chunk);
  for (const piece of chunk.sent) {
    const { worker, id } = piece;
    const running = state.workers[worker].pieces[0] === piece;
    commands.push({ type: running ? 'interrupt' : 'recall', worker, piece: id });
  }
}

function rejectAll(
  state: SchedulerState,
  reason: 'start' | 'terminated',
  worker: number,
  commands: Command[],
): void {
  const reject = ({ chunk, settled, to }: Piece): void => {
    if (settled === to || chunk.cancelled) return;
    const count = to - settled;
    commands.push({ type: 'reject', chunk: chunk.id, at: settled, count, reason, attempt: 1, worker });
  };
  for (let piece = state.queue.shift(); piece !== undefined; piece = state.queue.shift()) reject(piece);
  unpinAll(state).forEach(reject);
  for (const chunk of state.chunks.values()) {
    for (const piece of chunk.sent) reject(piece);
    chunk.cancelled = true;
    chunk.queued = 0;
    commands.push({ type: 'settled', chunk: chunk.id });
  }
  state.chunks.clear();
  state.waiting = 0;
  state.startFailures = 0;
}

function heldPiece(state: SchedulerState, event: SchedulerEvent & { worker: number; piece: number }): Piece {
  const piece = state.pieces.get(event.piece);
  if (piece === undefined || piece.worker !== event.worker) throw impossible(state, event);
  return piece;
}

function forget(state: SchedulerState, piece: Piece): void {
  state.pieces.delete(piece.id);
  piece.chunk.sent.delete(piece);
}

/** The worker is through with the piece. */
function release(state: SchedulerState, piece: Piece, commands: Command[]): void {
  forget(state, piece);
  const worker = state.workers[piece.worker];
  worker.pieces.splice(worker.pieces.indexOf(piece), 1);
  if (worker.status !== 'busy') return;
  if (worker.pieces.length === 0) becomeIdle(state, piece.worker, commands);
  else setStatus(state, piece.worker, 'busy');
}
