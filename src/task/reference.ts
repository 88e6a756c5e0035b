/** Any function at all; parameters are `never` so that every signature fits. */
export type AnyFunction = (...args: never[]) => unknown;

declare const signature: unique symbol;

/**
 * A function named by the module that exports it, as plain data: any code can write one down without importing nfold.
 * `F` is the signature that remains after the bound arguments.
 */
export interface ModuleFunction<F extends AnyFunction = AnyFunction> {
  readonly kind: 'module';
  /** Absolute URL of the module, such as `new URL('./work.js', import.meta.url).href`. */
  readonly url: string;
  /** Name of the export; `default` for the default one. */
  readonly name: string;
  /** Leading arguments, sent once to each worker. Functions among them travel like any other. */
  readonly bound?: readonly unknown[];
  /** Carries the type only; no such property exists. */
  readonly [signature]?: F;
}

/** Whatever can be run by a pool: a function itself, what {@link inline} and {@link partial} make of it, or a module's. */
export type Portable<F extends AnyFunction> = F | ModuleFunction<F>;

/** A value on its way to a worker: itself, or a function told as data. */
export type WireValue = { readonly value: unknown } | { readonly task: WireFunction };

/** A function on its way to a worker: data that structured clone accepts. */
export type WireFunction =
  | {
      readonly kind: 'module';
      readonly url: string;
      readonly name: string;
      readonly bound: readonly WireValue[];
    }
  | {
      readonly kind: 'source';
      readonly source: string;
      readonly name: string;
      readonly scope: readonly (readonly [name: string, value: WireValue])[];
      readonly bound: readonly WireValue[];
    };

/** What the makers remember about the function they return. */
export type Recipe =
  | { readonly kind: 'inline'; readonly fn: AnyFunction; readonly scope: Readonly<Record<string, unknown>> }
  | { readonly kind: 'module'; readonly url: string; readonly name: string }
  | { readonly kind: 'partial'; readonly fn: unknown; readonly bound: readonly unknown[] };

// Shared between copies of the package that one program may load.
const RECIPE = Symbol.for('nfold.function');

/** Lets a function remember how it travels. */
export function withRecipe<F extends object>(fn: F, recipe: Recipe): F {
  Object.defineProperty(fn, RECIPE, { value: recipe });
  return fn;
}

/** How the function was made to travel; undefined for a plain function. */
export function recipeOf(fn: object): Recipe | undefined {
  return (fn as { [RECIPE]?: Recipe })[RECIPE];
}

const DESCRIPTOR_KEYS = new Set(['kind', 'url', 'name', 'bound']);

/** True for the plain form of a module function, and for nothing that merely looks a little like it. */
export function isModuleFunction(value: unknown): value is ModuleFunction {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, url, name, bound } = value as Partial<ModuleFunction>;
  return (
    kind === 'module' &&
    typeof url === 'string' &&
    typeof name === 'string' &&
    (bound === undefined || Array.isArray(bound)) &&
    Object.keys(value).every((key) => DESCRIPTOR_KEYS.has(key))
  );
}

/** True for a value that travels as a function when it is found among arguments. */
export function isFunctionValue(value: unknown): value is AnyFunction | ModuleFunction {
  return typeof value === 'function' || isModuleFunction(value);
}

/** True for a function whose code is in a module that this thread has not been asked to load: only workers can run it. */
export function isElsewhere(value: unknown): boolean {
  if (typeof value !== 'function') return isModuleFunction(value);
  const recipe = recipeOf(value);
  return recipe?.kind === 'module' || (recipe?.kind === 'partial' && isElsewhere(recipe.fn));
}
