import type { Node } from 'estree';
import type * as EslintScope from 'eslint-scope';
import { NfoldError } from '../core/index.js';
import { PAGE_NAMES, RUNTIME_NAMES } from './globals.js';
import { type Acorn, TEXT_START, parseFunction } from './parse.js';

/** Something in a function's text that would not work in a worker. */
export interface Capture {
  readonly kind:
    | 'variable'
    | 'this'
    | 'arguments'
    | 'super'
    | 'private'
    | 'import.meta'
    | 'new.target'
    | 'relative import'
    | 'method'
    | 'accessor'
    | 'class'
    | 'generator'
    | 'syntax';
  /** The variable's name; what is imported for `relative import`, and the parser's own words for `syntax`. */
  readonly name: string;
  /** Line within the function's text, from 1. */
  readonly line: number;
  /** Whether the variable is used for its properties alone: `name.property`. */
  readonly member?: boolean;
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
  const [acorn, scopes] = await Promise.all([import('acorn'), import('eslint-scope')]).catch(noParser);
  finder = (source) => findCaptures(source, acorn, scopes);
  return finder;
}

/** In a page, names of packages mean what its import map says. */
function noParser(cause: unknown): never {
  throw new NfoldError(
    'ERR_UNSUPPORTED',
    "what a function uses cannot be found, because acorn and eslint-scope cannot be loaded; add them to the page's import map, or send functions of modules with tasks()",
    {},
    { cause },
  );
}

/** The same without waiting, where modules can be required. */
export function loadCaptureFinderNow(require: (name: string) => unknown): void {
  if (finder !== undefined) return;
  const acorn = require('acorn') as Acorn;
  const scopes = require('eslint-scope') as typeof EslintScope;
  finder = (source) => findCaptures(source, acorn, scopes);
}

function findCaptures(source: string, acorn: Acorn, scopes: typeof EslintScope): readonly Capture[] {
  const parsed = parseFunction(source, acorn);
  if ('kind' in parsed && 'line' in parsed) return [parsed];
  const seen = new Survey();
  seen.walk(parsed as Located, false);
  return [...seen.found, ...freeVariables(parsed, scopes, seen)].sort((a, b) => a.line - b.line);
}

function freeVariables(program: Node, scopes: typeof EslintScope, seen: Survey): Capture[] {
  const manager = scopes.analyze(program as never, { ecmaVersion: 2022, sourceType: 'script' });
  const outer = manager.globalScope;
  if (outer === null) return [];
  const found = new Map<string, Capture>();
  for (const { identifier } of outer.through) {
    const { name, loc } = identifier as unknown as { name: string } & Pick<Located, 'loc'>;
    if (RUNTIME_NAMES.has(name)) continue;
    // Code that asks whether a page is there goes without one; a variable of the program is missed all the same.
    if (PAGE_NAMES.has(name) && seen.askedFor.has(name)) continue;
    const member = seen.objects.has(identifier) && found.get(name)?.member !== false;
    const { line } = found.get(name) ?? loc.start;
    found.set(name, { kind: name === 'arguments' ? 'arguments' : 'variable', name, line, member });
  }
  return [...found.values()];
}

/** What one walk over the tree finds beside the variables. */
class Survey {
  readonly found: Capture[] = [];
  /** Names in `typeof name`. */
  readonly askedFor = new Set<string>();
  /** Identifiers in the place of `object` in `object.property`. */
  readonly objects = new Set<unknown>();

  /** `ownThis`: an enclosing function of the text provides `this`; else it would mean the caller's object. */
  walk(node: Located, ownThis: boolean): void {
    this.#look(node, ownThis);
    const inside =
      ownThis ||
      node.type === 'StaticBlock' ||
      ((node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') && !isOutermost(node));
    for (const [key, child] of children(node)) {
      // What a field of a class is set to has the new object as `this`; its computed name has not.
      this.walk(child, inside || (node.type === 'PropertyDefinition' && key === 'value'));
    }
  }

  #look(node: Located, ownThis: boolean): void {
    const { line } = node.loc.start;
    if (node.type === 'ThisExpression' && !ownThis && !this.found.some(({ kind }) => kind === 'this'))
      this.found.push({ kind: 'this', name: 'this', line });
    else if (node.type === 'MemberExpression') this.objects.add(node.object);
    else if (node.type === 'UnaryExpression' && node.operator === 'typeof') {
      if (node.argument.type === 'Identifier') this.askedFor.add(node.argument.name);
    } else if (node.type === 'ImportExpression') {
      const specifier = beginningOf(node.source);
      if (/^\.{0,2}\//.test(specifier)) this.found.push({ kind: 'relative import', name: specifier, line });
    }
  }
}

/** The travelling function itself is called without an object, so its own `this` is as lost as an arrow's. */
function isOutermost(node: Located): boolean {
  return node.start === TEXT_START;
}

/** What the text of an expression starts with, as far as it is written there. */
function beginningOf(expression: Node): string {
  if (expression.type === 'Literal') return String(expression.value);
  if (expression.type === 'TemplateLiteral') return expression.quasis[0].value.raw;
  return expression.type === 'BinaryExpression' ? beginningOf(expression.left) : '';
}

function* children(node: Node): Generator<readonly [key: string, child: Located]> {
  for (const [key, value] of Object.entries(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'object' && item !== null && typeof (item as Node).type === 'string')
        yield [key, item as Located];
    }
  }
}
