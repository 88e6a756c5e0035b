import { once } from 'node:events';

const USUAL_WIDTH = 80;

/** Columns of a stream's terminal; where there is none, what COLUMNS says, else 80. */
export function widthOf(stream: NodeJS.WriteStream): number {
  if (stream.isTTY && stream.columns > 0) return stream.columns;
  const wanted = Number(process.env['COLUMNS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : USUAL_WIDTH;
}

/** A space that does not stand between a number and its unit. */
const BREAK = / (?!(?:%|ns|µs|ms|s|MB)(?:[ ,.;:)]|$))/;

/** A sentence as lines of at most `width` characters, broken at spaces; a longer word stays whole. */
export function wrapSentence(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(BREAK)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** No colour in pipes and files, on terminals that know none, and for those who set NO_COLOR (no-color.org). */
export function usesColour(stream: NodeJS.WriteStream): boolean {
  const refused = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
  return stream.isTTY && !refused;
}

/** Whether block and line characters can be shown: not on dumb terminals, and not where the locale names another encoding. */
export function usesUnicode(): boolean {
  if (process.env['TERM'] === 'dumb') return false;
  // The first that is set counts, as POSIX has it. Without any, as in most containers, there is nothing against it.
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG']
    .map((name) => process.env[name] ?? '')
    .find((value) => value !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** What stands for characters beyond ASCII, as wide as they are where columns could be shifted. */
const PLAIN: readonly (readonly [from: RegExp, to: string])[] = [
  [/µ/g, 'u'],
  [/± ?/g, '+-'],
  [/…/g, '...'],
  [/[–−]/g, '-'],
  [/·/g, '*'],
  [/≤/g, '<='],
];

/** A text for people as the locale can show it. */
export function plainText(text: string): string {
  return usesUnicode() ? text : PLAIN.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** A line on standard error. */
export function say(line: string): void {
  process.stderr.write(`${plainText(line)}\n`);
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
