// Which call a process runs, written where it outlives the process: in a file without a name that both have open.
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two 32-bit numbers: the piece, 0 for none, and the call in it. */
const BYTES = 8;

/** Opens the file; undefined where no temporary file can be made. */
export function openNotes(): number | undefined {
  const path = join(tmpdir(), `nfold-${process.pid}-${crypto.randomUUID()}`);
  try {
    const file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    writeSync(file, new Uint8Array(BYTES), 0, BYTES, 0);
    return file;
  } catch {
    return undefined;
  }
}

export function readNotes(file: number): readonly [piece: number, call: number] {
  const numbers = new Int32Array(2);
  readSync(file, numbers, 0, BYTES, 0);
  return [numbers[0], numbers[1]];
}

/** Writes what runs; an ordinary write to memory of the system, so that not even SIGKILL comes in between. */
export function noteWriter(file: number): (piece: number, call: number) => void {
  const numbers = new Int32Array(2);
  return (piece, call) => {
    numbers[0] = piece;
    numbers[1] = call;
    writeSync(file, numbers, 0, BYTES, 0);
  };
}

export function closeNotes(file: number | undefined): void {
  if (file !== undefined) closeSync(file);
}
