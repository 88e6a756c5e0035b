import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { NfoldError } from '../../core/index.js';
import { refuse } from '../refuse.js';
import type { VariadicSpec } from '../spec.js';
import { lineBatches } from './lines.js';

/** What a run works on: paths, the lines of standard input, or paths first and lines where `-` stood. */
export interface Inputs {
  /** Paths before `-`, or all of them. */
  readonly before: readonly string[];
  /** Whether lines of standard input follow. */
  readonly lines: boolean;
  /** Paths after `-`. */
  readonly after: readonly string[];
}

export const inputs: VariadicSpec<string> = {
  placeholder: 'INPUT',
  description: 'files, folders (all files in them), glob patterns, or - for the lines of standard input',
  variadic: true,
  parse: (text) => text,
};

/**
 * The inputs that the words stand for. Each path comes once, at its first place; what a pattern or a folder stands for
 * is in the order of the names' code units, so that it does not depend on the machine.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a path that does not exist and a word that stands for nothing
 */
export async function expandInputs(words: readonly string[]): Promise<Inputs> {
  const at = words.indexOf('-');
  if (at >= 0 && words.includes('-', at + 1))
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      'INPUT has - more than once: standard input can be read only once',
    );
  const seen = new Set<string>();
  const before = await pathsOf(at < 0 ? words : words.slice(0, at), seen);
  const after = at < 0 ? [] : await pathsOf(words.slice(at + 1), seen);
  return { before, lines: at >= 0, after };
}

/** Inputs in batches: paths all at once, lines as they arrive. */
export async function* batchesOf({ before, lines, after }: Inputs): AsyncGenerator<readonly string[]> {
  if (before.length > 0) yield before;
  if (lines) yield* lineBatches(process.stdin);
  if (after.length > 0) yield after;
}

async function pathsOf(words: readonly string[], seen: Set<string>): Promise<string[]> {
  const paths: string[] = [];
  for (const word of words) {
    for (const path of await expand(word)) {
      if (seen.has(path)) continue;
      seen.add(path);
      paths.push(path);
    }
  }
  return paths;
}

async function expand(word: string): Promise<readonly string[]> {
  // A file whose name looks like a pattern is that file.
  if (existsSync(word)) return statSync(word).isDirectory() ? filesIn(word) : [word];
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(word)) {
    const remedy = 'texts that are no files come as lines of standard input: -';
    throw refuse('INPUT', 'a file, a folder, a pattern or -', word, `there is no such file; ${remedy}`);
  }
  const found = await glob(word, { expandDirectories: false });
  if (found.length === 0) throw refuse('INPUT', 'a pattern that some file matches', word, 'none does');
  const prefix = word.startsWith('./') ? './' : '';
  return found.map((path) => (path.startsWith('./') ? path : prefix + path)).sort(byCodeUnits);
}

/** All files below a folder. Hidden ones are left out, as patterns leave them out; links to folders are not followed. */
function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath ?? entry.path, entry.name) }))
    .filter(
      ({ entry, path }) => !isHidden(path, folder) && isFile(entry.isSymbolicLink(), entry.isFile(), path),
    )
    .map(({ path }) => path.replaceAll(sep, '/'));
  if (files.length === 0) throw refuse('INPUT', 'a folder with files in it', folder, 'it has none');
  return files.sort(byCodeUnits);
}

function isHidden(path: string, folder: string): boolean {
  const below = path.slice(join(folder).length);
  return below.split(sep).some((part) => part.startsWith('.') && part !== '.' && part !== '..');
}

function isFile(link: boolean, plain: boolean, path: string): boolean {
  return link ? (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false) : plain;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
