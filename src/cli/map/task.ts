/** The module that workers load: it calls the user's function and makes the line of what comes of it. */
import type { BitGeneratorName, Seed } from '../../core/index.js';
import type { TaskContext } from '../../pool/index.js';
import type { RandomStream } from '../../random/index.js';
import { type Work, failureLine, failureOf, resultLine } from './result-line.js';

/** What all calls of a run share. */
export interface CallSettings {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  /** Whether errors tell their stacks. */
  readonly stack: boolean;
}

/** An input on its way to a worker. */
export interface Item extends Work {
  /** Place of the input among all inputs: it names the random stream, whatever was skipped or tried before. */
  readonly index: number;
  /** Place among the inputs of this run: the order of the lines. */
  readonly turn: number;
}

/** An item as it is sent: its text alone where nothing else matters, which costs a fraction. */
export type SentItem = string | Item;

/** The line of a result; with a `message` where the input failed. */
export type Answer = string | { readonly line: string; readonly message: string };

export type UserFunction = (input: string, context?: TaskContext) => unknown;

/** What a module has to offer under a name. */
export type Inspection =
  | { readonly kind: 'function'; readonly takesContext: boolean }
  | { readonly kind: 'no-function'; readonly type: string; readonly functions: readonly string[] }
  | { readonly kind: 'no-export'; readonly exports: readonly string[] }
  | { readonly kind: 'broken'; readonly message: string; readonly code: string };

export async function inspect(url: string, name: string): Promise<Inspection> {
  let module: Record<string, unknown>;
  try {
    module = (await import(url)) as Record<string, unknown>;
  } catch (error) {
    const { name: kind, message, code = '' } = failureOf(error, false);
    return { kind: 'broken', message: `${kind}: ${message.split('\n')[0]}`, code };
  }
  // What a CommonJS module exports is known by name only in part; its default export has everything.
  if (!Object.hasOwn(module, name)) return { kind: 'no-export', exports: Object.keys(module) };
  const value = module[name];
  if (typeof value === 'function') return { kind: 'function', takesContext: value.length > 1 };
  const functions = Object.keys(module).filter((key) => typeof module[key] === 'function');
  return { kind: 'no-function', type: value === null ? 'null' : typeof value, functions };
}

/** For functions of the input alone. */
export function call(fn: UserFunction, settings: CallSettings, sent: SentItem): Answer | Promise<Answer> {
  const work = typeof sent === 'string' ? { input: sent, attempt: 1 } : sent;
  return run(() => fn(work.input), settings, work);
}

/** For functions that take the context as well. */
export async function callWithContext(
  fn: UserFunction,
  settings: CallSettings,
  sent: SentItem,
  context: TaskContext,
): Promise<Answer> {
  const { RandomStream: Stream } = await import('../../random/index.js');
  // For such functions the queue sends items whole.
  const item = sent as Item;
  const own = new InputContext(item, settings, context, Stream);
  return run(() => fn(item.input, own), settings, item);
}

function run(callUser: () => unknown, settings: CallSettings, item: Work): Answer | Promise<Answer> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const failed = (error: unknown): Answer => answerFailed(item, error, seconds(), settings);
  try {
    const value = callUser();
    if (!isPromiseLike(value)) return resultLine(item, value, seconds());
    return Promise.resolve(value)
      .then((awaited) => resultLine(item, awaited, seconds()))
      .catch(failed);
  } catch (error) {
    return failed(error);
  }
}

function answerFailed(item: Work, error: unknown, seconds: number, { stack }: CallSettings): Answer {
  const failure = failureOf(error, stack);
  return { line: failureLine(item, failure, seconds), message: `${failure.name}: ${failure.message}` };
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** The pool's context, with the index and the random stream of the input instead of those of the call. */
class InputContext implements TaskContext {
  readonly index: number;
  readonly state = undefined;
  readonly report: TaskContext['report'];
  readonly #settings: CallSettings;
  readonly #context: TaskContext;
  readonly #Stream: typeof RandomStream;
  #random: RandomStream | undefined;

  constructor({ index }: Item, settings: CallSettings, context: TaskContext, Stream: typeof RandomStream) {
    this.index = index;
    this.report = context.report;
    this.#settings = settings;
    this.#context = context;
    this.#Stream = Stream;
  }

  get random(): RandomStream {
    return (this.#random ??= new this.#Stream(this.#settings.seed, [this.index], this.#settings));
  }

  get signal(): AbortSignal {
    return this.#context.signal;
  }
}
