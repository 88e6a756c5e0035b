import { closeSync, openSync, readSync } from 'node:fs';
import { NfoldError } from '../../core/index.js';

/** Where a line stands in its file, in bytes, its line feed included. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What the lines of a run say about it: one line of each run has it as `run`. */
export interface RunMark {
  readonly function: string;
  /** Left out where the function draws no random numbers; text above 2^53. */
  readonly seed?: number | string;
  readonly bitGenerator?: string;
}

/** What an earlier run has left in its file. */
export interface Earlier {
  /** Lines of inputs that were done. An input that came more than once has as many. */
  readonly done: Map<string, Place[]>;
  /** Lines of inputs that failed. */
  readonly failed: Map<string, Place[]>;
  /** Bytes of whole lines. What follows is a torn one. */
  readonly whole: number;
  readonly torn: number;
  /** The last line is whole but for its line feed. */
  readonly unended: boolean;
  readonly run: RunMark | undefined;
}

interface Line {
  readonly input: string;
  readonly error?: unknown;
  readonly run?: RunMark;
}

const LINE_FEED = 10;

/**
 * Reads the results of an earlier run; nothing is changed. A last line without an end is torn unless it is whole.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a line that is no result
 */
export function readEarlier(path: string): Earlier {
  const done = new Map<string, Place[]>();
  const failed = new Map<string, Place[]>();
  let [whole, number] = [0, 0];
  let run: RunMark | undefined;
  const add = (line: Line, length: number): void => {
    const kind = line.error === undefined ? done : failed;
    const places = kind.get(line.input);
    const place = { offset: whole, length };
    if (places === undefined) kind.set(line.input, [place]);
    else places.push(place);
    run = line.run ?? run;
    whole += length;
  };
  const rest = eachLine(path, (bytes) => {
    number++;
    const line = parse(bytes);
    if (line === undefined) throw noResult(path, number);
    add(line, bytes.length + 1);
  });
  const last = parse(rest);
  if (last === undefined) return { done, failed, whole, torn: rest.length, unended: false, run };
  add(last, rest.length + 1);
  return { done, failed, whole, torn: 0, unended: true, run };
}

/** Calls back with each line that has an end, and returns what follows the last one. */
function eachLine(path: string, onLine: (bytes: Buffer) => void): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 16);
    let rest = Buffer.alloc(0);
    for (;;) {
      const read = readSync(file, buffer, 0, buffer.length, null);
      if (read === 0) return rest;
      const piece = Buffer.concat([rest, buffer.subarray(0, read)]);
      let from = 0;
      // What was left over holds no line feed.
      for (let end = piece.indexOf(LINE_FEED, rest.length); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
        onLine(piece.subarray(from, end));
        from = end + 1;
      }
      rest = piece.subarray(from);
    }
  } finally {
    closeSync(file);
  }
}

function parse(bytes: Buffer): Line | undefined {
  try {
    const line = JSON.parse(bytes.toString('utf8')) as Line | null;
    const isResult = typeof line?.input === 'string' && ('result' in line || 'error' in line);
    return isResult ? line : undefined;
  } catch {
    return undefined;
  }
}

function noResult(path: string, number: number): NfoldError {
  return new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `--resume needs a file that nfold map wrote, but line ${number} of ${path} is no result; nothing was changed`,
    { path, line: number },
  );
}
