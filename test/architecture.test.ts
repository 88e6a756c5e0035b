import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** Which folders a folder may import, beside itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  files: ['core'],
  wasm: ['core'],
  stats: ['core'],
  random: ['core', 'wasm'],
  expression: ['core'],
  kernel: ['core', 'wasm', 'expression', 'random'],
  task: ['core'],
  executor: ['core', 'task'],
  worker: ['core', 'task', 'executor', 'random'],
  'backends/serial': ['core', 'task', 'executor'],
  'backends/threads': ['core', 'task', 'executor'],
  'backends/processes': ['core', 'task', 'executor'],
  'backends/web': ['core', 'task', 'executor'],
  backends: [
    'core',
    'task',
    'executor',
    'backends/serial',
    'backends/threads',
    'backends/processes',
    'backends/web',
  ],
  pool: ['core', 'task', 'executor', 'worker', 'backends', 'random'],
  conformance: ['core', 'backends', 'pool', 'random'],
  parts: ['core'],
  integrate: ['core', 'stats', 'random', 'kernel', 'parts'],
  simulate: ['core', 'files', 'parts', 'stats', 'random', 'expression', 'kernel', 'task', 'wasm'],
  resample: ['core', 'parts', 'stats', 'random'],
  bench: ['core', 'parts', 'stats'],
  report: ['core', 'stats', 'bench'],
};
/** What these may import besides, for its types alone: parallelism is an argument, never a dependency. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  integrate: ['pool', 'executor', 'task'],
  parts: ['pool', 'task'],
  simulate: ['pool'],
  resample: ['pool', 'task'],
  bench: ['pool', 'executor'],
};
/**
 * What a thread loads before its first call. Each file costs every worker about 0.2 ms at its start, so that what runs in
 * workers enters other folders by single files; a new file here needs a reason.
 */
const IN_WORKERS: readonly string[] = [
  'backends/threads/entry.ts',
  'core/clock.ts',
  'core/own-loop.ts',
  'executor/protocol.ts',
  'executor/transfer.ts',
  'executor/values.ts',
  'task/compile.ts',
  'worker/call-loop.ts',
  'worker/piece-run.ts',
  'worker/runtime.ts',
];
/** What a worker may load besides: at its first failure, or when its memory matters. */
const IN_SOME_WORKERS: readonly string[] = [
  'executor/clonable.ts',
  'executor/encode-error.ts',
  'executor/worker-memory.ts',
];
const SINGLE_FILES = new Set([...IN_WORKERS, ...IN_SOME_WORKERS]);
const MAX_FILE = 400;
const MAX_FUNCTION = 60;
const USUAL_FUNCTION = 30;

const root = resolve('src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The static imports and re-exports of a file; `to` is a file of src/, or a package name. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  for (const node of parse(file).statements) {
    if (!(ts.isImportDeclaration(node) || ts.isExportDeclaration(node))) continue;
    if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) continue;
    const name = node.moduleSpecifier.text;
    const to = name.startsWith('.') ? join(dirname(file), name).replace(/\.js$/, '.ts') : name;
    found.push({ from: file, to: to.replaceAll('\\', '/'), typeOnly: isTypeOnly(node) });
  }
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.every((element) => element.isTypeOnly)
  );
}

/** The folder of a file: backends are folders of their own, and files of src/ itself have none. */
function folderOf(file: string): string {
  const parts = file.split('/');
  if (parts.length === 1) return '';
  return parts[0] === 'backends' && parts.length > 2 ? `backends/${parts[1]}` : parts[0];
}

const inner = files.flatMap(importsOf).filter((edge) => edge.to.endsWith('.ts'));

test('each folder imports only what the design allows, and only through index.ts', () => {
  const broken: string[] = [];
  for (const { from, to, typeOnly } of inner) {
    const [here, there] = [folderOf(from), folderOf(to)];
    if (here === there) continue;
    const allowed = ARROWS[here] ?? [];
    const everything = here === 'cli' || here === '';
    const forTypes = typeOnly && (TYPES_ONLY[here] ?? []).includes(there);
    if (there === 'cli' || !(everything || allowed.includes(there) || forTypes)) {
      broken.push(`${from}: ${here}/ may not import ${there}/`);
    }
    const inWorker = here === 'worker' || /^backends\/\w+\/entry\.ts$/.test(from);
    if (!to.endsWith('/index.ts') && !(inWorker && SINGLE_FILES.has(to)))
      broken.push(`${from}: enters ${there}/ past its index.ts (${to})`);
  }
  assert.deepEqual(broken, []);
});

test('a thread loads only what its first call needs', () => {
  const loaded = new Set<string>();
  const visit = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { from, to, typeOnly } of inner) if (from === file && !typeOnly) visit(to);
  };
  visit('backends/threads/entry.ts');
  visit('worker/runtime.ts');
  assert.deepEqual([...loaded].sort(), IN_WORKERS);
});

test('every folder of src/ is known to the design', () => {
  const folders = new Set(files.map(folderOf).filter((folder) => folder !== ''));
  assert.deepEqual(
    [...folders].filter((folder) => folder !== 'cli' && ARROWS[folder] === undefined),
    [],
  );
});

test('no import points at a file that is missing, and no cycle joins two files', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of inner) {
    assert.ok(existsSync(join(root, to)), `${from} imports ${to}, which does not exist`);
    if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    assert.notEqual(state.get(file), 'open', `import cycle: ${[...path, file].join(' -> ')}`);
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
});

test('the package root and the library subpaths load nothing of Node.js statically', () => {
  const seen = new Set<string>();
  const offending: string[] = [];
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const edge of importsOf(file)) {
      if (edge.typeOnly) continue;
      if (edge.to.endsWith('.ts')) visit(edge.to);
      else if (edge.to.startsWith('node:')) offending.push(`${file} imports ${edge.to}`);
    }
  };
  visit('index.ts');
  assert.deepEqual(offending, []);
});

test('files and functions stay small', () => {
  const broken: string[] = [];
  const lengths: number[] = [];
  for (const file of files) {
    const source = parse(file);
    const lines = source.getLineStarts().length;
    if (lines > MAX_FILE && !/tables?\.ts$/.test(file)) broken.push(`${relative('.', file)}: ${lines} lines`);
    const walk = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
        const length = lineOf(source, node.getEnd()) - lineOf(source, node.getStart()) + 1;
        lengths.push(length);
        if (length > MAX_FUNCTION)
          broken.push(`${file}:${lineOf(source, node.getStart()) + 1}: ${length} lines`);
      }
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
  assert.deepEqual(broken, []);
  const usual = lengths.filter((length) => length <= USUAL_FUNCTION).length / lengths.length;
  assert.ok(
    usual >= 0.9,
    `only ${(100 * usual).toFixed(0)} % of the functions are under ${USUAL_FUNCTION} lines`,
  );
});

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line;
}

test('no module that a thread may load awaits at its top level', () => {
  // Ending a thread within the evaluation of such a module makes Node.js 20 abort the whole process.
  const loadable = files.filter((file) => file !== 'cli/main.ts');
  const awaiting = loadable.filter((file) =>
    /^(?!\/\/|\s|.*\basync\b).*\bawait\b/m.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(awaiting, []);
});
