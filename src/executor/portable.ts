import { preview } from '../core/index.js';
import { Unreadable, attempt, textOf } from './attempt.js';
import { isClonable } from './clonable.js';

/** How far down, and how many values in all, are looked at where something cannot be sent. */
const DEEPEST = 8;
const MOST = 10_000;

/** Copies values so that they can be sent: what cannot be is replaced by a short text such as `[function f]`. */
export class PortableCopier {
  readonly #sendable: (value: unknown) => boolean;
  /** What has been copied, so that cycles and things that are shared stay what they are. */
  readonly #copies = new Map<object, unknown>();
  #left = MOST;

  /** `sendable` says what the transport takes. */
  constructor(sendable: (value: unknown) => boolean = isClonable) {
    this.#sendable = sendable;
  }

  /** Takes one more value off what may be looked at; false when that is used up. */
  take(): boolean {
    return this.#left-- > 0;
  }

  copy(value: unknown, depth = 0): unknown {
    if (typeof value === 'symbol') return `[${String(value)}]`;
    if (typeof value === 'function') return attemptText(() => `[${preview(value)}]`);
    if (typeof value !== 'object' || value === null) return value;
    if (this.#copies.has(value)) return this.#copies.get(value);
    if (!this.take()) return '[left out]';
    const whole = this.#clone(value);
    if (whole !== undefined) return this.#keep(value, whole);
    if (depth >= DEEPEST) return '[left out]';
    return attemptText(() => this.#parts(value, depth + 1));
  }

  /** The enumerable properties of its own that an object has, apart from those in `except`. */
  properties(source: object, except?: ReadonlySet<string>): Record<string, unknown> {
    const keys = attempt('object', () => Object.keys(source));
    if (keys instanceof Unreadable) return {};
    const wanted = keys.filter((key) => except?.has(key) !== true);
    return this.#fill({}, source, wanted, 0);
  }

  /** A clone, which no getter can change any more before it is sent; undefined when there can be none. */
  #clone(value: object): object | undefined {
    try {
      const clone = structuredClone(value);
      return this.#sendable(clone) ? clone : undefined;
    } catch {
      return undefined;
    }
  }

  #keep<T>(value: object, copy: T): T {
    this.#copies.set(value, copy);
    return copy;
  }

  #parts(value: object, depth: number): unknown {
    if (Array.isArray(value)) {
      const list = this.#keep<unknown[]>(value, []);
      for (let i = 0; i < value.length && this.#left > 0; i++) list.push(this.#read(value, i, depth));
      return list;
    }
    if (value instanceof Map) {
      const map = this.#keep(value, new Map<unknown, unknown>());
      for (const [key, inner] of value) map.set(this.copy(key, depth), this.copy(inner, depth));
      return map;
    }
    if (value instanceof Set) {
      const set = this.#keep(value, new Set<unknown>());
      for (const inner of value) set.add(this.copy(inner, depth));
      return set;
    }
    const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
    if (tag === 'Error') return `[${textOf(value, 'name')}: ${textOf(value, 'message')}]`;
    if (tag !== 'Object') return `[${tag}]`;
    return this.#fill(this.#keep(value, {}), value, Object.keys(value), depth);
  }

  #fill(
    copy: Record<string, unknown>,
    source: object,
    keys: readonly string[],
    depth: number,
  ): Record<string, unknown> {
    for (const key of keys) {
      if (this.#left <= 0) break;
      const value = this.#read(source, key, depth);
      // Not by assignment: a property may be called __proto__.
      Object.defineProperty(copy, key, { value, writable: true, configurable: true, enumerable: true });
    }
    return copy;
  }

  #read(source: object, key: string | number, depth: number): unknown {
    const value = attempt(String(key), () => (source as Record<string | number, unknown>)[key]);
    return value instanceof Unreadable ? value.text : this.copy(value, depth);
  }
}

function attemptText<T>(get: () => T): T | string {
  const value = attempt('value', get);
  return value instanceof Unreadable ? value.text : value;
}
