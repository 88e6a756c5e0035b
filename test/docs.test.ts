/**
 * Links lead somewhere; `ts run` blocks compile and run; command lines are accepted, or refused in blocks marked
 * `refused`; `console run` transcripts print what they show, `…` standing for anything.
 */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import ts from 'typescript';
import { runCli } from './cli/run-cli.js';
import { nfoldWords, pages, steps } from './docs.js';

const all = pages();
const blocks = all.flatMap((page) => page.blocks);
const folder = mkdtempSync(join(tmpdir(), 'nfold-docs-'));
after(() => rmSync(folder, { recursive: true }));

test('every relative link leads to a file and a heading', () => {
  const broken = all.flatMap(({ file, links }) =>
    links.filter((link) => !/^[a-z]+:/.test(link) && !leads(file, link)).map((link) => `${file}: ${link}`),
  );
  assert.deepEqual(broken, []);
});

function leads(from: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || all.find(({ file }) => file === target)?.anchors.has(anchor) === true;
}

test('every runnable piece of TypeScript compiles, runs and says nothing', async () => {
  const source = resolve('build/docs');
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  const runnable = blocks.filter(({ language, marks }) => language === 'ts' && marks.includes('run'));
  const files = runnable.map(({ text, place }) => {
    const file = join(source, `${place.replaceAll(/\W+/g, '-')}.ts`);
    writeFileSync(file, `${text}\nexport {};\n`);
    return file;
  });
  assert.deepEqual(compile(files), []);
  await Promise.all(files.map((file) => promisify(execFile)(process.execPath, [file.replace(/ts$/, 'js')])));
});

/** Compiles in place, with the settings of this project; returns what is wrong. */
function compile(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile('tsconfig.base.json', (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, resolve('.'));
  // What a page shows need not use every name that it introduces.
  const lenient = { noUnusedLocals: false, types: ['node'] };
  const program = ts.createProgram(files, { ...options, ...lenient });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
    ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

test('every command line is accepted, but those marked as refused', () => {
  const shown = blocks.filter(
    ({ language, marks }) => ['sh', 'console'].includes(language) && !marks.includes('refused'),
  );
  const words = shown.flatMap(steps).flatMap(({ command }) => {
    const line = nfoldWords(command);
    return line === undefined ? [] : [line];
  });
  assert.ok(words.length > 5);
  const reader = resolve('build/test/cli/accept.js');
  const { stderr, status } = spawnSync(process.execPath, [reader, JSON.stringify(words)], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
});

for (const block of blocks) {
  if (block.language !== 'console' || !block.marks.includes('run')) continue;
  test(`the transcript at ${block.place} is what nfold prints`, async () => {
    let code: number | null = 0;
    for (const { command, printed } of steps(block)) {
      if (command === 'echo $?') {
        assert.equal(`${code}`, printed);
        continue;
      }
      if (command.startsWith('cat ')) {
        // What a file is shown to hold is put there.
        writeFileSync(join(folder, command.slice('cat '.length)), `${printed}\n`);
        continue;
      }
      const result = await runCli(nfoldWords(command) ?? [], { cwd: folder });
      ({ code } = result);
      // How far a command is shows on a slow machine alone.
      const told = result.stderr.replaceAll(/^\w+: +\d+ % \(.*\)\n/gm, '');
      assert.match(oneSpaced(`${told}${result.stdout}`.trimEnd()), pattern(printed), command);
      if (!block.marks.includes('refused')) assert.ok(code === 0 || code === 1, command);
    }
  });
}

function oneSpaced(text: string): string {
  return text.replaceAll(/ +/g, ' ');
}

/** A text as a pattern; `…` stands for anything, and columns may be wider or narrower. */
function pattern(text: string): RegExp {
  const parts = oneSpaced(text)
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
