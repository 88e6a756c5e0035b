/** What the documentation is made of, for the test that holds it to its word. */
import { readFileSync, readdirSync } from 'node:fs';

/** A fenced block: its language and the words after it, its text, and where it begins. */
export interface Block {
  readonly language: string;
  readonly marks: readonly string[];
  readonly text: string;
  /** `docs/kernels.md:12`. */
  readonly place: string;
}

export interface Page {
  readonly file: string;
  readonly blocks: readonly Block[];
  /** Targets of links and pictures, outside code. */
  readonly links: readonly string[];
  /** Headings as GitHub writes them in addresses. */
  readonly anchors: ReadonlySet<string>;
}

/** Every page that people read. */
export function pages(): Page[] {
  const docs = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const files = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...docs.map((file) => `docs/${file}`)];
  return files.map((file) => readPage(file, readFileSync(file, 'utf8')));
}

function readPage(file: string, text: string): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { info: string; lines: string[]; line: number } | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open === undefined && fence !== null) {
      open = { info: fence[1].trim(), lines: [], line: i + 1 };
    } else if (open !== undefined && fence !== null) {
      const [language = '', ...marks] = open.info.split(/\s+/);
      blocks.push({ language, marks, text: open.lines.join('\n'), place: `${file}:${open.line}` });
      open = undefined;
    } else {
      (open?.lines ?? prose).push(line);
    }
  }
  const links = [...prose.join('\n').matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map((m) => m[1] ?? m[2]);
  const headings = prose.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  return { file, blocks, links, anchors: new Set(headings.map(anchorOf)) };
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** One command of a transcript, and what it is shown to print. */
export interface Step {
  readonly command: string;
  readonly printed: string;
}

/** The commands of a block: lines after `$ ` with what follows them, or in `sh` every line of its own. */
export function steps({ language, text }: Block): Step[] {
  if (language === 'sh') {
    return text.split('\n').map((command) => ({ command, printed: '' }));
  }
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...printed] = part.trimEnd().split('\n');
      return { command, printed: printed.join('\n') };
    });
}

/** The words of an `nfold` command line, without `nfold`; undefined for other commands. */
export function nfoldWords(command: string): string[] | undefined {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2]);
  if (words[0] === 'npx') words.shift();
  if (words.shift() !== 'nfold') return undefined;
  const end = words.findIndex((word) => ['|', '>', '#'].includes(word));
  return end < 0 ? words : words.slice(0, end);
}
