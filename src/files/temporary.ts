import { realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The neighbour that is written before it takes the place of the file. */
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

/** The temporary files that are being written. */
const open = new Set<string>();

/** A process that ends meanwhile, by a second Ctrl-C for example, leaves no temporary file behind. */
function removeAll(): void {
  for (const path of open) rmSync(path, { force: true });
}

export function removeAtExit(path: string): void {
  if (open.size === 0) process.on('exit', removeAll);
  open.add(path);
}

export function keepAtExit(path: string): void {
  open.delete(path);
  if (open.size === 0) process.off('exit', removeAll);
}
