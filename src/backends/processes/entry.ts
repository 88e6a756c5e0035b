// The first code that runs in a worker process.
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { encodeError } from '../../executor/encode-error.js';
import type { Runtime, RuntimeModule, ToWorker, WorkerMark } from '../../executor/index.js';
import { WORKER_MARK } from '../../executor/protocol.js';
import { residentSize } from '../../executor/worker-memory.js';
import { NOTES_FILE, RESULTS_FILE } from './files.js';
import { noteWriter } from './notes.js';
import type { FromProcess, Start } from './process.js';
import { decode, frame, isSendable } from './wire.js';

/** Writes at once, to the last byte: what has been sent is not lost, however this process ends. */
function send(message: FromProcess): void {
  const bytes = frame(message);
  for (let at = 0; at < bytes.length;) at += writeSync(RESULTS_FILE, bytes, at);
}

let runtime: Runtime | undefined;
let leaving = false;

async function start({ url, worker, workers, notes, parent }: Start): Promise<void> {
  watch(parent);
  const mark: WorkerMark = { workers, warn: (text) => send({ type: 'warning', text }) };
  Object.defineProperty(globalThis, WORKER_MARK, { value: mark });
  const { createRuntime } = (await import(url)) as RuntimeModule;
  runtime = createRuntime({
    worker,
    send,
    sendable: isSendable,
    memory: residentSize,
    ...(notes && { note: noteWriter(NOTES_FILE) }),
  });
  send('ready');
}

/**
 * Ends this process when its parent has ended, however that happened. When an endless task keeps this thread from
 * hearing that the channel has closed, another thread sees that the parent has changed.
 */
function watch(parent: number): void {
  process.on('disconnect', () => {
    if (!leaving) process.exit();
  });
  if (process.platform === 'win32') return; // There the system ends children with their parent.
  const code = `const { workerData } = require('node:worker_threads');
    setInterval(() => process.ppid === workerData || process.kill(process.pid, 'SIGKILL'), 500);`;
  const limits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 };
  new Worker(code, { eval: true, execArgv: [], workerData: parent, resourceLimits: limits }).unref();
}

process.on('message', (message: Start | 'leave' | Uint8Array) => {
  if (message instanceof Uint8Array) runtime?.receive(decode(message) as ToWorker);
  else if (message === 'leave') {
    leaving = true;
    process.disconnect();
  } else void start(message);
});
// process.exit() and uncaught errors end here: what has been computed is not lost with the process.
process.on('exit', () => runtime?.flush());
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return; // A handler of the task's own deals with it.
  runtime?.flush();
  send({ type: 'uncaught', error: encodeError(error, isSendable) });
  process.exit(1);
});
// A reader of the output that has gone, as `head` does, is no reason to lose a worker; what follows is not printed.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
// Ctrl-C reaches the whole group of processes; whether work is to stop is the parent's to say.
process.on('SIGINT', () => {});
