import type { Node } from 'estree';
import type { Parser } from 'acorn';
import type * as EslintScope from 'eslint-scope';
import { RUNTIME_NAMES } from './globals.js';

/** Something in a function's text that would not work in a worker. */
export interface Capture {
  readonly kind: 'variable' | 'this' | 'super' | 'private' | 'import.meta' | 'syntax';
  /** The variable's name; the parser's own words for `syntax`. */
  readonly name: string;
  /** Line within the function's text, from 1. */
  readonly line: number;
}

type Located = Node & { readonly start: number; readonly loc: { readonly start: { readonly line: number } } };

/** Finds what a function's text needs from outside. */
export type CaptureFinder = (source: string) => readonly Capture[];

let finder: CaptureFinder | undefined;

/** The finder, once {@link loadCaptureFinder} has loaded it. */
export function captureFinder(): CaptureFinder | undefined {
  return finder;
}

/** Loads the parser and the scope analysis: on first use only, since many programs send module functions alone. */
export async function loadCaptureFinder(): Promise<CaptureFinder> {
  if (finder !== undefined) return finder;
  const [acorn, scopes] = await Promise.all([import('acorn'), import('eslint-scope')]);
  finder = (source) => findCaptures(source, acorn, scopes);
  return finder;
}

/** The same without waiting, where modules can be required. */
export function loadCaptureFinderNow(require: (name: string) => unknown): void {
  if (finder !== undefined) return;
  const acorn = require('acorn') as { parse: typeof Parser.parse };
  const scopes = require('eslint-scope') as typeof EslintScope;
  finder = (source) => findCaptures(source, acorn, scopes);
}

const PREFIX = '(';

function findCaptures(
  source: string,
  acorn: { parse: typeof Parser.parse },
  scopes: typeof EslintScope,
): readonly Capture[] {
  let program: Node;
  try {
    // The parentheses make the text an expression; they add no line.
    program = acorn.parse(`${PREFIX}${source}\n)`, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      locations: true,
      ranges: true,
      allowReturnOutsideFunction: false,
    }) as unknown as Node;
  } catch (error) {
    return [syntaxCapture(error)];
  }
  const found: Capture[] = [...freeVariables(program, scopes)];
  walk(program as Located, false, found);
  return found.sort((a, b) => a.line - b.line);
}

function syntaxCapture(error: unknown): Capture {
  const { message, loc } = error as Error & { loc?: { line: number } };
  const line = loc?.line ?? 1;
  if (/import\.meta/.test(message)) return { kind: 'import.meta', name: 'import.meta', line };
  if (/private|Private/.test(message))
    return { kind: 'private', name: /'(#[^']*)'/.exec(message)?.[1] ?? '#', line };
  if (/super/.test(message)) return { kind: 'super', name: 'super', line };
  return { kind: 'syntax', name: message, line };
}

function freeVariables(program: Node, scopes: typeof EslintScope): Capture[] {
  const manager = scopes.analyze(program as never, { ecmaVersion: 2022, sourceType: 'script' });
  const outer = manager.globalScope;
  if (outer === null) return [];
  const first = new Map<string, Capture>();
  for (const { identifier } of outer.through) {
    const { name, loc } = identifier as unknown as { name: string } & Pick<Located, 'loc'>;
    if (RUNTIME_NAMES.has(name) || first.has(name) || name === 'arguments') continue;
    first.set(name, { kind: 'variable', name, line: loc.start.line });
  }
  return [...first.values()];
}

/** Looks for `this` where no enclosing function of the text provides one: there it means the caller's object. */
function walk(node: Located, ownThis: boolean, found: Capture[]): void {
  if (node.type === 'ThisExpression' && !ownThis && !found.some(({ kind }) => kind === 'this')) {
    found.push({ kind: 'this', name: 'this', line: node.loc.start.line });
  }
  const inside =
    ownThis ||
    node.type === 'ClassBody' ||
    ((node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') && !isOutermost(node));
  for (const child of children(node)) walk(child, inside, found);
}

/** The travelling function itself is called without an object, so its own `this` is as lost as an arrow's. */
function isOutermost(node: Located): boolean {
  return node.start === PREFIX.length;
}

function* children(node: Node): Generator<Located> {
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'object' && item !== null && typeof (item as Node).type === 'string')
        yield item as Located;
    }
  }
}
