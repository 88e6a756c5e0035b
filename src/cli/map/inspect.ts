import { NfoldError, didYouMean } from '../../core/index.js';
import { type Pool, tasks } from '../../pool/index.js';
import type { Target } from './target.js';

type Worker = typeof import('./task.js');

/** The functions that workers call. */
export const work = tasks<Worker>(new URL('./task.js', import.meta.url));

/**
 * Has a worker load the function's module, and says whether the function takes a context.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` when there is no such function
 */
export async function inspectTarget(pool: Pool, target: Target, signal: AbortSignal): Promise<boolean> {
  const { url, name, module } = target;
  const found = await pool.apply(work.inspect, [url, name], { signal });
  if (found.kind === 'function') return found.takesContext;
  if (found.kind === 'broken') throw wrong(brokenText(module, found.code, found.message));
  if (found.kind === 'no-export') throw wrong(noExport(target, found.exports));
  const has = found.functions.length === 0 ? 'no function' : found.functions.join(', ');
  throw wrong(
    `${exportText(name)} of ${module} is no function but ${article(found.type)}; functions are: ${has}`,
  );
}

function brokenText(module: string, code: string, message: string): string {
  if (code !== 'ERR_UNKNOWN_FILE_EXTENSION') return `${module} cannot be loaded: ${message}`;
  return /\.[mc]?tsx?$/.test(module)
    ? `${module} is TypeScript, which Node.js ${process.versions.node} cannot run; compile it to JavaScript, or use Node.js 22.18 or later`
    : `${module} cannot be loaded: ${message}; a module ends in .js, .mjs or .cjs`;
}

function noExport({ module, name }: Target, names: readonly string[]): string {
  const near = didYouMean(name, names);
  const has = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
  const named = names.find((one) => one !== 'default');
  const usage = name === 'default' && named !== undefined ? `; write ${module}#${named}` : '';
  return `${module} has no export ${name}; ${near === '' ? has : `${near} (${has})`}${usage}`;
}

function exportText(name: string): string {
  return name === 'default' ? 'the default export' : `the export ${name}`;
}

function article(type: string): string {
  return /^(null|undefined)$/.test(type) ? type : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function wrong(message: string): NfoldError {
  return new NfoldError('ERR_INVALID_ARGUMENT', message);
}
