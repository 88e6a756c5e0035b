import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { NfoldError, now } from '../../core/index.js';
import { fileProblem, resolveLink, temporaryName } from '../../files/index.js';
import type { Earlier, Place } from './earlier.js';
import type { Sink } from './output.js';

/** Seconds between two times that the system is asked to bring what was written to the disk. */
const SYNC_INTERVAL = 1;
/** Bytes that are copied at once. */
const BLOCK = 1 << 16;

/**
 * A file of results. Lines are appended, so that nothing that is in it gets lost; only when a run has done all its inputs
 * and an earlier one had left lines in another order, or failures that have been made good, is it replaced by a file that has
 * every input once.
 */
export class ResultsFile implements Sink {
  readonly #path: string;
  readonly #earlier: Earlier | undefined;
  readonly #file: number;
  /** The line of each input, where there are lines of an earlier run among them. */
  readonly #places: Place[] = [];
  #size: number;
  #synced = now();

  /** Opens the file, and repairs the end of what an earlier run has left. Throws `ERR_FILE`. */
  constructor(path: string, earlier: Earlier | undefined) {
    this.#path = path;
    this.#earlier = earlier;
    this.#size = earlier?.whole ?? 0;
    this.#file = this.#try(() => {
      const file = openSync(path, 'a');
      if (earlier !== undefined && earlier.torn > 0) ftruncateSync(file, earlier.whole);
      if (earlier?.unended === true) writeSync(file, '\n');
      return file;
    });
  }

  /** Whether an earlier run has done this input; each of its lines stands for one. */
  isDone(input: string, index: number): boolean {
    const place = this.#earlier?.done.get(input)?.shift();
    if (place !== undefined) this.#places[index] = place;
    return place !== undefined;
  }

  write(lines: readonly string[], indices: readonly number[]): void {
    this.#try(() => writeAll(this.#file, Buffer.from(`${lines.join('\n')}\n`)));
    if (this.#earlier !== undefined) this.#remember(lines, indices);
    if (now() - this.#synced < SYNC_INTERVAL) return;
    this.#synced = now();
    // A file without a disk behind it (a pipe) cannot be synced, and need not be.
    fdatasync(this.#file, () => {});
  }

  /** `complete`: every input has its line now, in the order of `indices` where they were `ordered`. */
  end(complete: boolean, ordered: boolean): void {
    try {
      fsyncSync(this.#file);
    } catch {
      // As above.
    }
    if (complete && this.#earlier !== undefined) this.#tidy(this.#earlier, ordered);
    closeSync(this.#file);
  }

  #remember(lines: readonly string[], indices: readonly number[]): void {
    for (const [i, line] of lines.entries()) {
      const length = Buffer.byteLength(line) + 1;
      this.#places[indices[i]] = { offset: this.#size, length };
      this.#size += length;
      const { input } = JSON.parse(line) as { input: string };
      this.#earlier!.failed.delete(input);
    }
  }

  #tidy({ done, failed }: Earlier, ordered: boolean): void {
    const byOffset = (a: Place, b: Place): number => a.offset - b.offset;
    // Lines of inputs that this run was not given stay, after the others.
    const others = [...done.values(), ...failed.values()].flat().sort(byOffset);
    const kept = ordered ? [...this.#places, ...others] : [...this.#places, ...others].sort(byOffset);
    let end = 0;
    const isTidy = kept.every(({ offset, length }) => offset === end && (end += length) > 0);
    if (!isTidy || end !== this.#size) this.#try(() => replace(this.#path, kept));
  }

  #try<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const why = fileProblem(error, dirname(this.#path));
      throw new NfoldError(
        'ERR_FILE',
        `cannot write ${this.#path}: ${why}`,
        { path: this.#path },
        { cause: error },
      );
    }
  }
}

/** Puts a file with these lines, in this order, in the place of the one that has them. */
function replace(path: string, lines: readonly Place[]): void {
  const target = resolveLink(path);
  const temporary = temporaryName(target);
  const from = openSync(target, 'r');
  const to = openSync(temporary, 'wx');
  try {
    for (const line of joined(lines)) copy(from, to, line);
    fsyncSync(to);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

/** Neighbours that stay neighbours are copied as one. */
function* joined(lines: readonly Place[]): Generator<Place> {
  let open: Place | undefined;
  for (const { offset, length } of lines) {
    if (open !== undefined && open.offset + open.length === offset) {
      open = { offset: open.offset, length: open.length + length };
      continue;
    }
    if (open !== undefined) yield open;
    open = { offset, length };
  }
  if (open !== undefined) yield open;
}

function copy(from: number, to: number, { offset, length }: Place): void {
  const buffer = Buffer.allocUnsafe(Math.min(length, BLOCK));
  for (let at = 0; at < length;) {
    const read = readSync(from, buffer, 0, Math.min(buffer.length, length - at), offset + at);
    if (read === 0) throw new Error('the file has become shorter');
    writeAll(to, buffer.subarray(0, read));
    at += read;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
