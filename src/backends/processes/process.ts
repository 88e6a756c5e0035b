import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type BackendOptions,
  type FromWorker,
  type LossCause,
  type ResourceLimits,
  type ToWorker,
  type WireError,
  type WorkerEvents,
  type WorkerHandle,
  mergeEnvironment,
  reviveError,
} from '../../executor/index.js';
import { RESULTS_FILE } from './files.js';
import { closeNotes, openNotes, readNotes } from './notes.js';
import { Frames, encode, isSendable } from './wire.js';

/** The first message to a process. */
export interface Start {
  /** URL of the runtime's module. */
  readonly url: string;
  readonly worker: number;
  readonly workers: number;
  /** Whether the file of its notes is open. */
  readonly notes: boolean;
  /** Process number of the parent. */
  readonly parent: number;
}

export type FromProcess =
  | FromWorker
  /** Sent once, before any message of the protocol. */
  | 'ready'
  /** The last message: an error outside of any promise ends the process. */
  | { readonly type: 'uncaught'; readonly error: WireError };

/** How long a process may take to end by itself once it was asked to, in milliseconds. */
const STOP_GRACE = 1000;
/** How long after its end, or after SIGKILL, its last messages are waited for, in milliseconds. */
const END_GRACE = 5000;

const ENTRY = fileURLToPath(new URL('./entry.js', import.meta.url));

export function spawnProcess(worker: number, options: BackendOptions, events: WorkerEvents): WorkerHandle {
  return new Process(worker, options, events);
}

class Process implements WorkerHandle {
  readonly sendable = isSendable;
  readonly #number: number;
  readonly #events: WorkerEvents;
  readonly #child: ChildProcess;
  readonly #results: Readable & { ref?: () => void; unref?: () => void };
  readonly #notes = openNotes();
  readonly #frames = new Frames();
  #cause: LossCause = {};
  #ready = false;
  #exited = false;
  #drained = false;
  #ended = false;
  #grace: NodeJS.Timeout | undefined;

  constructor(worker: number, options: BackendOptions, events: WorkerEvents) {
    const { workers, runtime, env, resourceLimits } = options;
    this.#number = worker;
    this.#events = events;
    const notes = this.#notes !== undefined;
    this.#child = fork(ENTRY, [], {
      serialization: 'advanced',
      execArgv: [...inheritedFlags(), ...limitFlags(resourceLimits)],
      ...(env !== undefined && { env: mergeEnvironment(process.env, env) }),
      // What tasks print goes where the parent prints, at once.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe', this.#notes ?? 'ignore'],
    });
    this.#results = this.#child.stdio[RESULTS_FILE] as Readable;
    this.#listen();
    const start: Start = { url: runtime, worker, workers, notes, parent: process.pid };
    this.#send(start);
  }

  post(message: ToWorker): void {
    this.#send(encode(message));
  }

  running(): readonly [piece: number, call: number] | undefined {
    return this.#notes === undefined || this.#ended ? undefined : readNotes(this.#notes);
  }

  hold(busy: boolean): void {
    if (busy) this.#child.ref();
    else this.#child.unref();
  }

  stop(): void {
    this.#child.ref();
    this.#grace = setTimeout(() => this.kill(), STOP_GRACE);
    this.#send('leave');
  }

  kill(): void {
    clearTimeout(this.#grace);
    this.#child.ref();
    this.#grace = setTimeout(() => this.#abandon(), END_GRACE);
    this.#child.kill('SIGKILL');
  }

  #listen(): void {
    const child = this.#child;
    // The process itself, not what it writes to, holds this one while there is work.
    child.unref();
    child.channel?.unref?.();
    this.#results.unref?.();
    this.#results.on('data', (chunk: Buffer) =>
      this.#frames.take(chunk, (message) => this.#take(message as FromProcess)),
    );
    this.#results.on('error', () => {});
    this.#results.on('close', () => {
      this.#drained = true;
      this.#settle();
    });
    child.on('error', (error) => {
      if (child.pid === undefined) this.#end({ error });
    });
    child.on('exit', (exitCode, signal) => {
      this.#exited = true;
      this.#cause = { ...this.#cause, exitCode, signal };
      this.#results.ref?.();
      clearTimeout(this.#grace);
      // A program that a task left behind may keep the stream open.
      this.#grace = setTimeout(() => this.#end(this.#cause), END_GRACE);
      this.#settle();
    });
  }

  /** A process that has just ended cannot be sent anything; its end is told in its own time. */
  #send(message: Start | 'leave' | Buffer): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #take(message: FromProcess): void {
    if (this.#ended) return;
    if (message === 'ready') {
      this.#ready = true;
      this.#events.ready();
    } else if ('type' in message && message.type === 'uncaught')
      this.#cause = { error: reviveError(message.error) };
    else this.#events.message(message);
  }

  /** It is over when the process has ended and its last message has been read. */
  #settle(): void {
    if (this.#exited && this.#drained) this.#end(this.#cause);
  }

  #end(cause: LossCause): void {
    if (this.#ended) return;
    clearTimeout(this.#grace);
    if (this.#ready && cause.error !== undefined && this.running()?.[0] === 0) this.#warn(cause.error);
    this.#events.lost(cause);
    this.#ended = true;
    this.#results.destroy();
    closeNotes(this.#notes);
  }

  /** An error outside any call would vanish with its process. */
  #warn(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    process.emitWarning(
      `worker ${this.#number} ended between two calls because of an uncaught error: ${text}`,
      'NfoldWarning',
    );
  }

  #abandon(): void {
    process.emitWarning(
      `worker ${this.#number} (process ${this.#child.pid}) does not end although it was killed; it is left behind`,
      'NfoldWarning',
    );
    this.#child.unref();
    this.#end({ signal: 'SIGKILL' });
  }
}

/** Node.js flags of this process that also suit a worker: none that says what to run, watch or test, or where to debug. */
function inheritedFlags(): string[] {
  const program = /^(?:--eval|-e|--print|-p|-pe|--input-type)\b/;
  if (process.execArgv.some((flag) => program.test(flag))) return [];
  return process.execArgv.filter((flag) => !/^--(?:inspect|debug|watch|test)/.test(flag));
}

function limitFlags({ maxOldGenerationSizeMb, maxYoungGenerationSizeMb }: ResourceLimits = {}): string[] {
  const flags: string[] = [];
  if (maxOldGenerationSizeMb !== undefined)
    flags.push(`--max-old-space-size=${Math.ceil(maxOldGenerationSizeMb)}`);
  // The young generation is three semi-spaces.
  if (maxYoungGenerationSizeMb !== undefined)
    flags.push(`--max-semi-space-size=${Math.max(1, Math.ceil(maxYoungGenerationSizeMb / 3))}`);
  return flags;
}
