import { RUNTIME } from '../worker/index.js';

/** Frames in these folders are the pool's own: here, and in workers. */
const HERE = new URL('.', import.meta.url).href;
const WORKER = new URL('.', RUNTIME).href;

/** The place in the caller's code from which a verb was called. Cheap: the text is made when it is asked for. */
export class CallSite {
  readonly #trace = new Error('call site');

  /** The caller's frames, as in an error's stack; '' when there are none. */
  get frames(): string {
    const lines = (this.#trace.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    return lines.filter((line) => !line.includes(HERE)).join('\n');
  }
}

/** A stack without the frames below the task: those of the worker's runtime that made the call, and what called them. */
function withoutRuntime(stack: string): string {
  const lines = stack.split('\n');
  const last = lines.findLastIndex((line) => line.includes(RUNTIME));
  if (last < 0) return stack;
  const isOwn = (line: string | undefined): boolean => line?.includes(WORKER) === true;
  let from = last;
  while (isOwn(lines[from - 1])) from--;
  let to = last + 1;
  while (/^\s+at /.test(lines[to] ?? '')) to++;
  lines.splice(from, to - from);
  return lines.join('\n');
}

const told = new WeakSet<Error>();

/**
 * The same error, whose stack now also says where the call was given to the pool: its own stack ends in the worker.
 * `shared`: calls of several places may have travelled together, and the site is that of the first.
 */
export function withCallSite(error: unknown, site: CallSite, shared = false): unknown {
  if (!(error instanceof Error) || typeof error.stack !== 'string' || told.has(error)) return error;
  told.add(error);
  const { frames } = site;
  if (frames === '') return error;
  const how = shared ? 'given to the pool together with others, the first of them' : 'given to the pool';
  const value = `${withoutRuntime(error.stack)}\n    ${how}\n${frames}`;
  Object.defineProperty(error, 'stack', { value, writable: true, configurable: true, enumerable: false });
  return error;
}
