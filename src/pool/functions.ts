import { type TaskFunction, WorkRate } from '../executor/index.js';
import { type WireFunction, describeFunction, isModuleFunction, recipeOf } from '../task/index.js';
import type { ApplyBatch } from './apply-batch.js';

/** A function that this pool has been given, on its way to becoming data. */
export interface FunctionEntry {
  /** Set once the function is ready to be sent. */
  task: TaskFunction | undefined;
  /** Why it cannot be sent. */
  error: unknown;
  /** Settles, without a value, when one of the two above is set. */
  pending: Promise<void> | undefined;
  /** Calls of this turn of the event loop that wait to be sent together. */
  batch: ApplyBatch | undefined;
  /** How long a call of it took, of those that were given one by one. */
  readonly rate: WorkRate;
  /** The same of the calls of maps. */
  readonly mapped: WorkRate;
}

let nextId = 1;

/** How many functions of the same text are looked up by it; fresh closures in a loop become one function. */
const BY_TEXT = 1000;

/** Every function of a pool, described once however often it is passed. */
export class FunctionTable {
  readonly #byObject = new WeakMap<object, FunctionEntry>();
  readonly #byText = new Map<string, FunctionEntry>();
  #last: unknown;
  #lastEntry: FunctionEntry | undefined;
  readonly #onWait: () => void;

  /** `onWait` is called when a function cannot be described at once, because the parser has to be loaded. */
  constructor(onWait: () => void = () => {}) {
    this.#onWait = onWait;
  }

  lookup(fn: unknown): FunctionEntry {
    if (fn === this.#last && this.#lastEntry !== undefined) return this.#lastEntry;
    const entry = this.#find(fn);
    if (entry.pending !== undefined) this.#onWait();
    this.#last = fn;
    this.#lastEntry = entry;
    return entry;
  }

  /** The function as data, without waiting: the parser must have been loaded. Throws when it cannot travel. */
  lookupNow(fn: unknown): TaskFunction {
    const { task, error, pending } = this.lookup(fn);
    if (task !== undefined) return task;
    if (pending === undefined) throw error;
    // Asked for just before, while the parser was still being loaded.
    return { id: nextId++, wire: describeFunction(fn) as WireFunction };
  }

  #find(fn: unknown): FunctionEntry {
    const object = typeof fn === 'object' || typeof fn === 'function' ? fn : null;
    if (object === null) return describe(fn);
    const known = this.#byObject.get(object);
    if (known !== undefined) return known;
    const text = textOf(object);
    const entry = (text === undefined ? undefined : this.#byText.get(text)) ?? describe(fn);
    this.#byObject.set(object, entry);
    if (text !== undefined) {
      if (this.#byText.size >= BY_TEXT) this.#byText.clear();
      this.#byText.set(text, entry);
    }
    return entry;
  }
}

/** What makes two function objects the same function; undefined when only identity does. */
function textOf(fn: object): string | undefined {
  if (isModuleFunction(fn)) return (fn.bound ?? []).length === 0 ? `${fn.url}#${fn.name}` : undefined;
  const recipe = recipeOf(fn);
  if (recipe?.kind === 'module') return `${recipe.url}#${recipe.name}`;
  if (recipe !== undefined || typeof fn !== 'function') return undefined;
  const text = Function.prototype.toString.call(fn);
  return text.includes('[native code]') ? undefined : text;
}

function describe(fn: unknown): FunctionEntry {
  const unknown = { task: undefined, error: undefined, pending: undefined, batch: undefined };
  const entry: FunctionEntry = { ...unknown, rate: new WorkRate(), mapped: new WorkRate() };
  const ready = (wire: WireFunction): void => {
    entry.task = { id: nextId++, wire };
    entry.pending = undefined;
  };
  const refused = (error: unknown): void => {
    entry.error = error;
    entry.pending = undefined;
  };
  try {
    const wire = describeFunction(fn);
    if (wire instanceof Promise) entry.pending = wire.then(ready, refused);
    else ready(wire);
  } catch (error) {
    refused(error);
  }
  return entry;
}
