import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder with the package as it is where optional dependencies were not installed; the caller removes it. */
export function barePackage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nfold-'));
  const dist = dirname(dirname(fileURLToPath(import.meta.resolve('nfold/report'))));
  cpSync(dist, join(folder, 'dist'), { recursive: true });
  cpSync(join(dist, '../package.json'), join(folder, 'package.json'));
  return folder;
}

/** What a program prints that runs in a folder. */
export function runIn(folder: string, program: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
  });
}
