import { once } from 'node:events';

const USUAL_WIDTH = 80;

/** Columns of a stream's terminal; 80 where there is none. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? stream.columns : USUAL_WIDTH;
}

/** No colour in pipes and files, on terminals that know none, and for those who set NO_COLOR (no-color.org). */
export function usesColour(stream: NodeJS.WriteStream): boolean {
  const refused = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
  return stream.isTTY && !refused;
}

/** A line on standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints a text that comes in pieces, and a newline, to standard output, no faster than its reader reads. */
export async function print(pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < 65_536) continue;
    if (!process.stdout.write(waiting)) await once(process.stdout, 'drain');
    waiting = '';
  }
  process.stdout.write(`${waiting}\n`);
}

/** A reader that has seen enough (`nfold … | head -1`) is no failure: the process ends quietly. */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
