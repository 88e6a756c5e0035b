import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileProblem, temporaryName } from '../files/index.js';
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
    throw refuse(flag, rule, path, fileProblem(error, dirname(path)));
  }
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
