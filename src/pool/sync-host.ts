// The thread behind mapSync: it runs an ordinary pool while the thread that asked is blocked.
import { workerData } from 'node:worker_threads';
import { isNfoldError } from '../core/index.js';
import { encodeError, pack, type TaskInfo, taskInfo } from '../executor/index.js';
import { SYNC_CELLS, type SyncData, type SyncReply, type SyncRequest } from './sync-protocol.js';
import { internals } from './async-result.js';
import { watchCall } from './call-watch.js';
import { Engine } from './engine.js';
import { MapRun } from './map-run.js';

const { port, cells, options } = workerData as SyncData;
const engine = new Engine(options, {});

/** Every word to the blocked thread wakes it. */
function wake(cell: number): void {
  Atomics.add(cells, cell, 1);
  Atomics.add(cells, SYNC_CELLS.bell, 1);
  Atomics.notify(cells, SYNC_CELLS.bell);
}

async function run({ task, items, chunkSize, seed }: SyncRequest): Promise<SyncReply> {
  const result = internals.create<unknown[]>(undefined);
  const map = new MapRun(result, items.length, { chunkSize, seed }, watchCall(result, {}));
  try {
    map.start({ task, args: items, arity: 1, count: items.length }, items, engine);
    return { values: pack(await result) };
  } catch (error) {
    return { error: encodeError(error), info: whereOf(error) };
  }
}

function whereOf(error: unknown): TaskInfo {
  const { index, worker } = isNfoldError(error) ? error.details : {};
  return taskInfo(error) ?? { index: Number(index ?? 0), worker: Number(worker ?? 0), attempt: 1 };
}

port.on('message', (request: SyncRequest) => {
  void run(request).then((reply) => {
    port.postMessage(reply);
    wake(SYNC_CELLS.replies);
  });
});
setInterval(() => wake(SYNC_CELLS.beats), 1000).unref();
// A task on the serial backend may end this thread.
process.on('exit', () => wake(SYNC_CELLS.ended));
