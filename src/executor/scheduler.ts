import { NfoldError } from '../core/index.js';
import { pin, takePinned, unpin, unpinAll } from './pinned.js';
import type {
  Command,
  Piece,
  Running,
  ScheduledChunk,
  SchedulerEvent,
  SchedulerState,
  WorkerStatus,
} from './scheduler-state.js';

/** After this many workers in a row ended before they were ready, waiting calls fail instead of waiting for ever. */
const START_ATTEMPTS = 3;
const HISTORY = 32;

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
  const { chunk: id, count, worker } = event;
  const settling = { remaining: count, cancelled: false, sent: new Set<Piece>(), queued: 0 };
  const chunk: ScheduledChunk = { id, count, worker, ...settling };
  state.chunks.set(id, chunk);
  enqueue(state, chunk, 0, count, 'back');
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
  for (const [position, piece] of [...pieces.entries()].reverse()) {
    forget(state, piece);
    const culprit = culpritOf(piece, position, event.running);
    salvage(state, piece, culprit, event.worker, commands);
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

/** The call that was running fails; those before and after it that have not settled run elsewhere. */
function salvage(
  state: SchedulerState,
  piece: Piece,
  culprit: number | undefined,
  worker: number,
  commands: Command[],
): void {
  const { chunk, settled, to } = piece;
  const timedOut = state.timedOut.delete(piece.id);
  if (chunk.cancelled || settled === to) return;
  if (culprit === undefined) return enqueue(state, chunk, settled, to, 'front');
  enqueue(state, chunk, culprit + 1, to, 'front');
  enqueue(state, chunk, settled, culprit, 'front');
  const reason = timedOut ? 'timeout' : 'lost';
  commands.push({ type: 'reject', chunk: chunk.id, at: culprit, count: 1, reason, worker });
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
  if (piece === undefined || piece.worker !== event.worker || state.timedOut.has(piece.id)) return;
  state.timedOut.add(piece.id);
  commands.push({ type: 'kill', worker: event.worker });
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
    setStatus(state, id, 'stopping');
    commands.push({ type: 'stop', worker: id });
  }
  if (everyoneGone(state)) {
    state.mode = 'closed';
    commands.push({ type: 'closed' });
  }
}

function everyoneGone(state: SchedulerState): boolean {
  return state.absent.length === state.workers.length;
}

/** Gives waiting pieces to idle workers, and starts as many workers as could help. */
function dispatch(state: SchedulerState, commands: Command[]): void {
  for (const worker of state.pinned.keys()) {
    const { status } = state.workers[worker];
    if (status === 'idle') hand(state, worker, takePinned(state, worker)!, commands);
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

function spawn(state: SchedulerState, worker: number, commands: Command[]): void {
  state.absent.splice(state.absent.lastIndexOf(worker), 1);
  setStatus(state, worker, 'starting');
  state.starting++;
  commands.push({ type: 'spawn', worker });
}

/** Gives busy workers what no other is about to take, and takes it back for one that has nothing to do. */
function sendAhead(state: SchedulerState, commands: Command[]): void {
  for (const worker of state.single) {
    if (state.waiting <= state.starting) break;
    // What waits for this worker alone comes next, when it is idle.
    if (!state.pinned.has(worker)) send(state, worker, commands);
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

/** Every change of a worker's status or of its pieces ends here: the sets of busy workers follow from both. */
function setStatus(state: SchedulerState, id: number, status: WorkerStatus): void {
  const worker = state.workers[id];
  worker.status = status;
  const held = status === 'busy' ? worker.pieces.length : 0;
  if (held === 1) state.single.add(id);
  else state.single.delete(id);
  if (held === 2) state.ahead.add(id);
  else state.ahead.delete(id);
}

function send(state: SchedulerState, worker: number, commands: Command[]): void {
  let piece = state.queue.shift();
  while (piece?.chunk.cancelled === true) piece = state.queue.shift();
  if (piece === undefined) throw impossible(state, { type: 'ready', worker });
  state.waiting--;
  piece.chunk.queued--;
  hand(state, worker, piece, commands);
}

function hand(state: SchedulerState, worker: number, piece: Piece, commands: Command[]): void {
  piece.chunk.sent.add(piece);
  piece.worker = worker;
  state.pieces.set(piece.id, piece);
  const ahead = state.workers[worker].pieces.push(piece) > 1;
  setStatus(state, worker, 'busy');
  commands.push({ type: 'send', worker, piece, ahead });
}

function enqueue(
  state: SchedulerState,
  chunk: ScheduledChunk,
  from: number,
  to: number,
  end: 'front' | 'back',
): void {
  if (from >= to || chunk.cancelled) return;
  const piece: Piece = { id: state.nextPiece++, chunk, from, to, settled: from, worker: -1 };
  if (chunk.worker !== undefined) return pin(state, chunk.worker, piece);
  if (end === 'back') state.queue.push(piece);
  else state.queue.unshift(piece);
  chunk.queued++;
  state.waiting++;
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
    commands.push({ type: 'reject', chunk: chunk.id, at: settled, count: to - settled, reason, worker });
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
  state.timedOut.delete(piece.id);
  const worker = state.workers[piece.worker];
  worker.pieces.splice(worker.pieces.indexOf(piece), 1);
  if (worker.status !== 'busy') return;
  if (worker.pieces.length === 0) becomeIdle(state, piece.worker, commands);
  else setStatus(state, piece.worker, 'busy');
}

function becomeIdle(state: SchedulerState, id: number, commands: Command[]): void {
  setStatus(state, id, 'idle');
  state.idle.push(id);
  if (state.waiting === 0) commands.push({ type: 'idle', worker: id });
}

function impossible(state: SchedulerState, event: SchedulerEvent): NfoldError {
  const from = Math.max(0, state.events - HISTORY);
  const history = Array.from({ length: state.events - from }, (_, i) => state.history[(from + i) % HISTORY]);
  const short = history.slice(-5).map((e) => JSON.stringify(e));
  return new NfoldError(
    'ERR_INTERNAL',
    `the scheduler cannot take ${JSON.stringify(event)} in mode ${state.mode}; last events: ${short.join(', ')}; please report this`,
    { event, mode: state.mode, history },
  );
}
