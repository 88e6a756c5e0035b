import { NfoldError, invalidArgument, preview } from '../core/index.js';
import { type Capture, type CaptureFinder, captureFinder, loadCaptureFinder } from './captures.js';
import {
  type AnyFunction,
  type WireFunction,
  type WireValue,
  isFunctionValue,
  isModuleFunction,
  recipeOf,
} from './reference.js';
import { type Explanation, KEEPS_NAMES, explainName, withKeptNames } from './compiler-names.js';
import { PAGE_NAMES } from './globals.js';
import { isPlainArrow } from './plain.js';
import { SENTENCES, WHOLE, nativeObstacle } from './shape.js';

/**
 * A function as data that can be sent. Throws `ERR_TASK_NOT_PORTABLE` (name, line, remedy) when it cannot travel.
 * Returns a promise only on the first use of source text in a program, while the parser is loaded.
 */
export function describeFunction(fn: unknown): WireFunction | Promise<WireFunction> {
  if (!isFunctionValue(fn)) {
    throw invalidArgument('fn', 'a function', fn, 'pass a function, inline(...) or tasks(...).name');
  }
  const find = captureFinder();
  if (find !== undefined || !needsParser(fn)) return describeWith(fn, find);
  return loadCaptureFinder().then((loaded) => describeWith(fn, loaded));
}

/** Module functions without functions among their bound arguments, and plain arrows, are described without a parser. */
function needsParser(fn: unknown): boolean {
  if (isModuleFunction(fn)) return (fn.bound ?? []).some(isFunctionValue);
  const recipe = recipeOf(fn as AnyFunction);
  if (recipe === undefined) return !isPlainArrow(Function.prototype.toString.call(fn));
  if (recipe.kind === 'inline') return true;
  if (recipe.kind === 'module') return false;
  return needsParser(recipe.fn) || recipe.bound.some(isFunctionValue);
}

function describeWith(fn: AnyFunction | { kind: 'module' }, find: CaptureFinder | undefined): WireFunction {
  const values = (list: readonly unknown[]): WireValue[] => list.map((value) => describeValue(value, find));
  if (isModuleFunction(fn))
    return { kind: 'module', url: fn.url, name: fn.name, bound: values(fn.bound ?? []) };
  const recipe = recipeOf(fn);
  switch (recipe?.kind) {
    case 'module':
      return { kind: 'module', url: recipe.url, name: recipe.name, bound: [] };
    case 'partial': {
      const inner = describeWith(recipe.fn as AnyFunction, find);
      return { ...inner, bound: [...inner.bound, ...values(recipe.bound)] };
    }
    case 'inline': {
      const source = checkedSource(recipe.fn, Object.keys(recipe.scope), find);
      const scope = Object.entries(recipe.scope).map(
        ([name, value]) => [name, describeValue(value, find)] as const,
      );
      return { kind: 'source', source, name: recipe.fn.name, scope, bound: [] };
    }
    default:
      return {
        kind: 'source',
        source: checkedSource(fn as AnyFunction, [], find),
        name: (fn as AnyFunction).name,
        scope: [],
        bound: [],
      };
  }
}

function describeValue(value: unknown, find: CaptureFinder | undefined): WireValue {
  return isFunctionValue(value) ? { task: describeWith(value, find) } : { value };
}

/** The text of a function, after making sure that it works without what surrounds it here. */
function checkedSource(fn: AnyFunction, scope: readonly string[], find: CaptureFinder | undefined): string {
  const source = Function.prototype.toString.call(fn);
  const native = nativeObstacle(source, fn);
  if (native !== undefined) throw notPortable(fn, native, source);
  if (find === undefined && isPlainArrow(source)) return source;
  if (find === undefined)
    throw new NfoldError('ERR_INTERNAL', 'a function was described before the parser was loaded');
  const missing = find(source).filter(({ kind, name }) => kind !== 'variable' || !scope.includes(name));
  const captures = missing.filter(({ name }) => name !== KEEPS_NAMES);
  if (captures.length > 0) throw notPortable(fn, explain(fn, captures), source, captures);
  return captures.length < missing.length ? withKeptNames(source) : source;
}

function explain(fn: AnyFunction, captures: readonly Capture[]): Explanation {
  const variables = captures.filter(({ kind }) => kind === 'variable');
  // What compilers add often uses `this` as well, which nobody wrote either: it is not what to tell.
  for (const { name, member, line } of variables) {
    const known = explainName(name, member === true) ?? pageName(name);
    if (known !== undefined) return atLine(known, line);
  }
  const other = captures.find(({ kind }) => kind !== 'variable');
  if (other !== undefined) {
    const sentence = SENTENCES[other.kind as keyof typeof SENTENCES](other.name);
    return WHOLE.has(other.kind) ? sentence : atLine(sentence, other.line);
  }
  if (variables.length === 1 && variables[0].name === fn.name) {
    const reason = `calls itself through the outer variable ${fn.name}`;
    return atLine([reason, `write it as function ${fn.name}(...) { ... }`], variables[0].line);
  }
  const list = variables.map(({ name, line }) => `${name} (line ${line} of the function)`).join(', ');
  const names = variables.map(({ name }) => name).join(', ');
  return [
    `uses ${variables.length === 1 ? 'the outer variable' : 'the outer variables'} ${list}`,
    `use inline(fn, { scope: { ${names} } }) or move the function to a module`,
  ];
}

function atLine([reason, remedy]: Explanation, line: number): Explanation {
  return [`${reason} (line ${line} of the function)`, remedy];
}

function pageName(name: string): Explanation | undefined {
  if (!PAGE_NAMES.has(name)) return undefined;
  return [`uses ${name}, which belongs to a page: workers have none`, 'pass what it needs as an argument'];
}

function notPortable(
  fn: AnyFunction,
  [reason, remedy]: Explanation,
  source: string,
  captures: readonly Capture[] = [],
): NfoldError {
  const who =
    fn.name.trim() === ''
      ? `the function ${preview(source.replace(/\s+/g, ' '), 50)}`
      : `function ${fn.name.trim()}`;
  return new NfoldError(
    'ERR_TASK_NOT_PORTABLE',
    `${who} cannot be sent to a worker: it ${reason}; ${remedy}`,
    {
      name: fn.name,
      captures: captures.map(({ kind, name, line }) => ({ kind, name, line })),
      remedy,
    },
  );
}
