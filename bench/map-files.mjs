// What `nfold map` costs a file: 2,000 small texts, with a function that does nothing and one that counts words, beside GNU
// parallel and xargs (where they are there), which start a program for each file, and a plain loop of Node.js, which is the floor.
// All times are of whole programs, from their start to their end. Run `npm run build` first.
//
//   node bench/map-files.mjs [rounds] [--quick]
//
// Prints the time per file, as the median of interleaved rounds, and writes bench/results/map-files.json.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stream } from 'nfold';
import { benchRun } from './support.mjs';

const WORKERS = 2;
const run = benchRun(import.meta.url, { rounds: 3, quick: 1 });
const FILES = run.quick ? 200 : 2000;
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'nfold-bench-map-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const execute = promisify(execFile);

/** Runs a program in the folder and returns what it printed. */
async function output(program, args) {
  const { stdout } = await execute(program, args, { cwd: folder, maxBuffer: 1 << 28 });
  return stdout;
}

function makeFiles() {
  const paths = [];
  for (let i = 0; i < FILES; i++) {
    paths.push(`${String(i).padStart(6, '0')}.txt`);
    writeFileSync(join(folder, paths[i]), 'word '.repeat(stream(1, i).integers(100, 300)));
  }
  writeFileSync(join(folder, 'list'), `${paths.join('\n')}\n`);
  writeFileSync(
    join(folder, 'work.mjs'),
    `import { readFileSync } from 'node:fs';
export const nothing = () => 0;
export const count = (path) => readFileSync(path, 'utf8').split(/\\s+/).filter(Boolean).length;`,
  );
  writeFileSync(
    join(folder, 'loop.mjs'),
    `import * as work from './work.mjs';
import { readFileSync } from 'node:fs';
const paths = readFileSync('list', 'utf8').trimEnd().split('\\n');
for (const path of paths) console.log(JSON.stringify({ input: path, result: work[process.argv[2]](path) }));`,
  );
}

/** The sum of the results, whichever program printed them. */
function total(text) {
  const counts = text.startsWith('{') ? text.matchAll(/"result":(\d+)/g) : text.matchAll(/^\s*(\d+) /gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Whether a program is there; a line if it is not. */
function there(program) {
  const found = spawnSync(program, ['--version']).status === 0;
  if (!found) run.log(`left out: ${program} cannot be run`);
  return found;
}
const [parallel, xargs] = ['parallel', 'xargs'].map(there);

function variants(name, command) {
  const nfold = (inputs) => async () =>
    total(
      await output(process.execPath, [
        MAIN,
        'map',
        `work.mjs#${name}`,
        ...inputs,
        '--workers',
        WORKERS,
        '--quiet',
      ]),
    );
  return {
    'nfold map': nfold(['*.txt']),
    'a loop in Node.js': async () => total(await output(process.execPath, ['loop.mjs', name])),
    ...(parallel && {
      'GNU parallel': async () =>
        total(await output('parallel', ['-k', `-j${WORKERS}`, '-a', 'list', command])),
    }),
    ...(xargs && {
      xargs: async () =>
        total(await output('xargs', ['-a', 'list', `-P${WORKERS}`, '-n1', ...command.split(' ')])),
    }),
  };
}

makeFiles();
for (const [name, command] of [
  ['nothing', 'true'],
  ['count', 'wc -w'],
]) {
  await run.compare(
    `${FILES} files, ${name} (${command}), whole programs, ${WORKERS} workers`,
    variants(name, command),
    {
      items: FILES,
      equal: (a, b) => (a === b ? undefined : `${b} instead of ${a} words`),
      // With few files the start of the programs is most of the time.
      aims: run.quick ? [] : [{ ratio: ['GNU parallel', 'nfold map'], atLeast: 10 }],
    },
  );
}
run.write({ files: FILES, workers: WORKERS });
