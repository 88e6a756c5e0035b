import type { WireFunction, WireValue } from './reference.js';

/** A function that has arrived: callable, with how many parameters it declares beyond its bound ones. */
export interface CompiledFunction {
  readonly call: (...args: unknown[]) => unknown;
  /** Declared parameters (`Function.length`) less the bound ones. */
  readonly parameters: number;
  /** Whether it consists of source text alone: then it holds nothing of its own from one call to the next. */
  readonly stateless: boolean;
}

/** Makes a received function callable. A promise when a module must be imported for it. */
export function compileFunction(wire: WireFunction): CompiledFunction | Promise<CompiledFunction> {
  const parts = [...wire.bound, ...(wire.kind === 'source' ? wire.scope.map(([, value]) => value) : [])];
  const values = parts.map(unwrap);
  const target = wire.kind === 'module' ? importFunction(wire.url, wire.name) : undefined;
  if (target === undefined && !values.some(isPromise)) return assemble(wire, undefined, values);
  return Promise.all([target, ...values]).then(([fn, ...arrived]) =>
    assemble(wire, fn as UnknownFunction, arrived),
  );
}

type UnknownFunction = (...args: unknown[]) => unknown;

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

function unwrap(wire: WireValue): unknown {
  if ('value' in wire) return wire.value;
  const inner = compileFunction(wire.task);
  return isPromise(inner) ? inner.then(({ call }) => call) : inner.call;
}

function assemble(
  wire: WireFunction,
  imported: UnknownFunction | undefined,
  values: unknown[],
): CompiledFunction {
  const bound = values.slice(0, wire.bound.length);
  const fn = wire.kind === 'source' ? evaluate(wire, values.slice(wire.bound.length)) : imported!;
  const parameters = fn.length - bound.length;
  const stateless = wire.kind === 'source' && values.length === 0;
  if (bound.length === 0) return { call: fn, parameters, stateless };
  const call: UnknownFunction = (...args) => fn(...bound, ...args);
  // Whoever is given it as an argument may ask how many parameters are left.
  Object.defineProperty(call, 'length', { value: Math.max(0, parameters) });
  return { call, parameters, stateless };
}

let compiled = 0;

/**
 * The function of a source text. Each gets a source name of its own: it shows in stack traces, and it keeps V8 from
 * sharing compiled code (and with it type feedback) between functions whose text happens to be the same.
 */
function evaluate(wire: WireFunction & { kind: 'source' }, scope: readonly unknown[]): UnknownFunction {
  const label = `nfold:task/${++compiled}/${wire.name === '' ? 'anonymous' : wire.name}`;
  const names = wire.scope.map(([name]) => name);
  const body = `"use strict"; return (${wire.source}\n)\n//# sourceURL=${label}`;
  // oxlint-disable-next-line no-implied-eval -- source text is one of the three ways in which functions travel
  return new Function(...names, body)(...scope) as UnknownFunction;
}

async function importFunction(url: string, name: string): Promise<UnknownFunction> {
  let module: Record<string, unknown>;
  try {
    module = (await import(url)) as Record<string, unknown>;
  } catch (cause) {
    const { NfoldError } = await import('../core/index.js');
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new NfoldError(
      'ERR_TASK_NOT_FOUND',
      `the module ${url} cannot be loaded: ${reason}`,
      { url, name },
      { cause },
    );
  }
  const fn = module[name];
  if (typeof fn === 'function') return fn as UnknownFunction;
  const { NfoldError, didYouMean } = await import('../core/index.js');
  const known = Object.keys(module).filter((key) => typeof module[key] === 'function');
  const hint = didYouMean(name, known);
  const has = known.length === 0 ? 'it exports no function' : `it exports ${known.join(', ')}`;
  throw new NfoldError(
    'ERR_TASK_NOT_FOUND',
    `${url} has no exported function ${name}; ${hint === '' ? has : `${hint} (${has})`}`,
    { url, name, exports: known },
  );
}
