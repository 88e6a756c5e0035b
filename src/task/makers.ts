import { NfoldError, didYouMean, invalidArgument } from '../core/index.js';
import {
  type AnyFunction,
  type ModuleFunction,
  type Portable,
  isFunctionValue,
  withRecipe,
} from './reference.js';

export interface InlineOptions {
  /** The variables that the function uses from outside, by name. Copied to each worker once; functions may be among them. */
  readonly scope?: Readonly<Record<string, unknown>>;
}

/**
 * A function that travels as source text together with the outer variables it uses. What is returned does the same as
 * `fn` when called here.
 *
 * @example
 * const scale = 3;
 * await pool.map(inline((x: number) => scale * x, { scope: { scale } }), [1, 2, 3]);
 */
export function inline<F extends AnyFunction>(fn: F, options: InlineOptions = {}): F {
  if (typeof fn !== 'function') throw invalidArgument('fn', 'a function', fn);
  const { scope = {}, ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw invalidArgument('options', 'made of scope', unknown, didYouMean(unknown, ['scope']));
  if (typeof scope !== 'object' || scope === null)
    throw invalidArgument('scope', 'an object of variables by name', scope, 'write { scope: { name } }');
  const call = ((...args: never[]) => fn(...args)) as F;
  Object.defineProperty(call, 'length', { value: fn.length });
  Object.defineProperty(call, 'name', { value: fn.name });
  return withRecipe(call, { kind: 'inline', fn, scope: { ...scope } });
}

/** The functions that a module exports, each as a reference that a pool can run. */
export type Tasks<M> = {
  readonly [K in keyof M as M[K] extends AnyFunction ? K : never]: M[K] extends AnyFunction
    ? M[K] & ModuleFunction<M[K]>
    : never;
};

/**
 * The functions of a module, by name, without loading it here: each worker imports it once. The references are typed
 * as the functions themselves; calling one directly throws, since its code is not loaded in this thread.
 *
 * @example
 * const work = tasks<typeof import('./work.js')>(new URL('./work.js', import.meta.url));
 * await pool.map(work.square, [1, 2, 3]);
 */
export function tasks<M extends object>(url: URL | string): Tasks<M> {
  const href = absolute(url);
  const made = new Map<string, unknown>();
  return new Proxy(Object.create(null) as Tasks<M>, {
    get(_target, name) {
      // A promise-like look (`then`) would make `await tasks(...)` call it.
      if (typeof name !== 'string' || name === 'then') return undefined;
      let reference = made.get(name);
      if (reference === undefined) made.set(name, (reference = moduleReference(href, name)));
      return reference;
    },
    has: (_target, name) => typeof name === 'string' && name !== 'then',
  });
}

function absolute(url: URL | string): string {
  try {
    return new URL(url).href;
  } catch {
    throw invalidArgument(
      'url',
      'an absolute URL of a module',
      url,
      "write new URL('./work.js', import.meta.url)",
    );
  }
}

function moduleReference(url: string, name: string): AnyFunction {
  const refuse = (): never => {
    throw new NfoldError(
      'ERR_TASK_NOT_FOUND',
      `${name} is a reference to an export of ${url}, which is not loaded in this thread; run it with pool.apply(), or import it`,
      { url, name },
    );
  };
  Object.defineProperty(refuse, 'name', { value: name });
  return withRecipe(refuse, { kind: 'module', url, name });
}

type Rest<F extends AnyFunction, B extends readonly unknown[]> =
  Parameters<F> extends [...{ [K in keyof B]: unknown }, ...infer R] ? R : never;

type Leading<F extends AnyFunction> =
  Parameters<F> extends [infer H, ...infer T] ? [H?, ...Partial<T>] : never[];

/**
 * The function with its first arguments given, as Python's `functools.partial`. The given arguments are sent once to
 * each worker, not with each call: bind large data here.
 */
export function partial<F extends AnyFunction, const B extends Readonly<Leading<F>>>(
  fn: Portable<F>,
  ...bound: B
): (...rest: Rest<F, B>) => ReturnType<F> {
  if (!isFunctionValue(fn)) throw invalidArgument('fn', 'a function', fn);
  const call = (...rest: unknown[]): unknown => {
    if (typeof fn === 'function') return (fn as AnyFunction)(...([...bound, ...rest] as never[]));
    return moduleReference(fn.url, fn.name)();
  };
  return withRecipe(call, { kind: 'partial', fn, bound }) as (...rest: Rest<F, B>) => ReturnType<F>;
}
