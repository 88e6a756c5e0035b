import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NfoldError } from '../core/index.js';
import { fileProblem } from './problem.js';
import { keepAtExit, removeAtExit, resolveLink, temporaryName } from './temporary.js';

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
    throw unwritable(path, error);
  }
}

/**
 * The same for a file too large to be held: it grows as a hidden neighbour, and takes the file's place when it is kept.
 * A file that is neither kept nor discarded is gone when the process ends. All methods throw `ERR_FILE`.
 */
export class WholeFile {
  readonly path: string;
  readonly #target: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #size = 0;
  #open = true;

  private constructor(path: string, target: string, temporary: string, handle: FileHandle) {
    this.path = path;
    this.#target = target;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  static async create(path: string): Promise<WholeFile> {
    const target = resolveLink(path);
    const temporary = temporaryName(target);
    const handle = await attempt(path, () => open(temporary, 'w'));
    removeAtExit(temporary);
    return new WholeFile(path, target, temporary, handle);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#writeAt(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** Writes again what was written at the beginning. */
  async rewrite(bytes: Uint8Array): Promise<void> {
    await this.#writeAt(bytes, 0);
  }

  /** Puts the file in its place once all of it has reached the disk. */
  async keep(): Promise<void> {
    if (!this.#open) return;
    await attempt(this.path, async () => {
      await this.#handle.sync();
      await this.#close();
      await rename(this.#temporary, this.#target);
    });
    keepAtExit(this.#temporary);
  }

  /** Leaves everything as it was before. Safe to call at any time, and more than once. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#temporary, { force: true });
    keepAtExit(this.#temporary);
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#handle.close();
  }

  async #writeAt(bytes: Uint8Array, position: number): Promise<void> {
    await attempt(this.path, async () => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    });
  }
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): NfoldError {
  const message = `cannot write ${path}: ${fileProblem(error, dirname(path))}`;
  return new NfoldError('ERR_FILE', message, { path }, { cause: error });
}
