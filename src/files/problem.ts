import { existsSync } from 'node:fs';

/** Why a file cannot be made or written in a folder, in words that say what is wrong with it. */
export function fileProblem(error: unknown, folder: string): string {
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
