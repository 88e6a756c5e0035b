// The first code that runs in a Web Worker.
import type { Runtime, RuntimeModule, ToWorker, WireError, WorkerMark } from '../../executor/index.js';
import { CELLS, WORKER_MARK } from '../../executor/protocol.js';
import type { FromWebWorker, Noted, Start } from './web-worker.js';

/** What a worker of a page has, of all that the types know of pages. */
interface WorkerScope {
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<Start>) => void,
    options: { once: true },
  ): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

async function start({ port, runtime: url, worker, workers, cells: shared }: Start): Promise<void> {
  const send = (message: FromWebWorker, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  const mark: WorkerMark = { workers, warn: (text) => send({ type: 'warning', text }) };
  Object.defineProperty(globalThis, WORKER_MARK, { value: mark });
  const { createRuntime } = (await import(url)) as RuntimeModule;
  const cells = shared ?? new Int32Array(CELLS.length);
  const runtime = createRuntime({
    worker,
    send,
    cells,
    // A note is a message. Without a time limit it can wait for the end of the worker, which this side tells.
    ...(shared === undefined && {
      note: (piece: number, call: number) => send({ type: 'note', piece, call }),
      notesTimedOnly: true as const,
    }),
  });
  watch(runtime, cells, send);
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => runtime.receive(data));
  port.start();
  send('ready');
}

/** What has been computed is not lost with the worker, and its end is told: a page does not hear of it otherwise. */
function watch(runtime: Runtime, cells: Int32Array, send: (message: FromWebWorker) => void): void {
  const close = scope.close.bind(scope);
  const runningNow = (): Noted => [cells[CELLS.piece], cells[CELLS.call]];
  const end = (running: Noted, error?: WireError): void => {
    runtime.flush();
    send({ type: 'end', running, ...(error !== undefined && { error }) });
  };
  const fail = async (error: unknown): Promise<void> => {
    const running = runningNow();
    const { encodeError } = await import('../../executor/encode-error.js');
    end(running, encodeError(error));
  };
  scope.close = () => {
    end(runningNow());
    close();
  };
  scope.addEventListener('error', (event) => {
    event.preventDefault();
    void fail(event.error);
  });
  scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    void fail(event.reason);
  });
}

scope.addEventListener('message', ({ data }) => void start(data), { once: true });
