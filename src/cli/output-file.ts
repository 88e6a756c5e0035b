import {
  closeSync,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NfoldError } from '../core/index.js';
import { refuse } from './refuse.js';

/**
 * Throws `ERR_INVALID_ARGUMENT` unless a file can be written at the path. It creates and removes a file beside it,
 * which is what writing will need; permission bits alone say little to a superuser or on a read-only disk.
 */
export function checkWritable(path: string, flag: string): void {
  const rule = 'a file that can be written';
  if (isFolder(path)) {
    throw refuse(flag, rule, path, 'that is a folder');
  }
  const probe = temporaryName(path);
  try {
    closeSync(openSync(probe, 'wx'));
    rmSync(probe);
  } catch (error) {
    throw refuse(flag, rule, path, reason(error, dirname(path)));
  }
}

/**
 * Writes a file completely or not at all: a neighbour is written first and then takes its place.
 *
 * @throws NfoldError `ERR_FILE`
 */
export function writeWhole(path: string, data: string | Uint8Array): void {
  const target = resolveLink(path);
  const temporary = temporaryName(target);
  try {
    writeFileSync(temporary, data);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new NfoldError(
      'ERR_FILE',
      `cannot write ${path}: ${reason(error, dirname(path))}`,
      { path },
      { cause: error },
    );
  }
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

/** A link stays a link: what it points at is replaced. */
export function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Why nothing can be written in a folder, in words. */
export function reason(error: unknown, folder: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: existsSync(folder) ? `no file can be made in ${folder}` : `there is no folder ${folder}`,
    ENOTDIR: `${folder} is not a folder`,
    EACCES: `writing in ${folder} is not permitted`,
    EPERM: `writing in ${folder} is not permitted`,
    EROFS: `${folder} is read-only`,
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'the name is too long',
  };
  return known[code] ?? (error as Error).message;
}
