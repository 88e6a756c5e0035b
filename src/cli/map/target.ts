import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { refuse } from '../refuse.js';
import type { ArgumentSpec } from '../spec.js';

/** An export of a module, as it was given. */
export interface TargetName {
  readonly module: string;
  /** Name of the export. */
  readonly name: string;
}

/** The function that `nfold map` calls. */
export interface Target extends TargetName {
  /** Absolute, as `import` takes it. */
  readonly url: string;
  /** The same wherever it is given from below the current folder; results files are marked with it. */
  readonly id: string;
}

const RULE = 'a module and its export, such as ./count-words.js#count';

/** `MODULE#EXPORT`; without `#EXPORT` the default export. */
export const target: ArgumentSpec<TargetName> = {
  placeholder: 'MODULE#EXPORT',
  description: 'the function: a module file and the name of its export (without a name: the default one)',
  parse(text) {
    const at = text.lastIndexOf('#');
    const named = at >= 0 && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text.slice(at + 1));
    if (at >= 0 && !named && text.length === at + 1) throw refuse('MODULE#EXPORT', RULE, text);
    return named
      ? { module: text.slice(0, at), name: text.slice(at + 1) }
      : { module: text, name: 'default' };
  },
  show: textOf,
};

/** @throws NfoldError `ERR_INVALID_ARGUMENT` when there is no such module */
export function locateTarget(given: TargetName): Target {
  const { module, name } = given;
  if (module.startsWith('node:') && isBuiltin(module))
    return { ...given, url: module, id: `${module}#${name}` };
  const path = module.startsWith('file:') ? fileURLToPath(module) : resolve(module);
  if (!existsSync(path)) {
    const remedy = /^[./]|^file:|^$/.test(module)
      ? `there is no file ${module}`
      : `there is no file ${module} here; for a package write a module that exports its function`;
    throw refuse('MODULE#EXPORT', RULE, textOf(given), remedy);
  }
  if (statSync(path).isDirectory())
    throw refuse('MODULE#EXPORT', RULE, textOf(given), `${module} is a folder`);
  const id = `${relative('.', path).replaceAll(sep, '/')}#${name}`;
  return { ...given, url: pathToFileURL(path).href, id };
}

function textOf({ module, name }: TargetName): string {
  return `${module}#${name}`;
}
