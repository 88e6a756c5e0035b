// Published figures come from bench/results alone. Between two comments of the documentation,
//
//   <!-- bench: pool-noop 0 -->     the first comparison of bench/results/pool-noop.json, as a table
//   <!-- /bench -->
//
// or within a sentence, `takes <!-- bench: render median 0 serial -->379 ms<!-- /bench -->`, they are written by this script: the
// name of a result, then a view of scripts/tables/ and its words. `<!-- bench: page machine -->` tells on what all figures of a
// page were measured, and when. `node scripts/bench-tables.mjs` lists what does not agree with its JSON and exits with 1;
// with `--write` it writes all of them anew. Run `npm run build` first.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { accuracyViews } from './tables/accuracy.mjs';
import { evidenceViews } from './tables/evidence.mjs';
import { figureViews } from './tables/figures.mjs';
import { machines } from './tables/machine.mjs';
import { comparison, timingViews } from './tables/timing.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const BLOCK = /(<!-- bench: ([^\n]*?) -->)([\s\S]*?)(<!-- \/bench -->)/g;
const VIEWS = { ...accuracyViews, ...evidenceViews, ...figureViews, ...timingViews };

const resultOf = (name) => JSON.parse(readFileSync(`${root}bench/results/${name}.json`, 'utf8'));

/** The names of the results that a page shows. */
export const resultsOf = (text) =>
  [...new Set([...text.matchAll(BLOCK)].map(([, , words]) => words.split(' ')[0]))].filter(
    (name) => name !== 'page',
  );

/** What stands between the comments by rights. */
function content(words, text) {
  const [name, view, ...more] = words.split(' ');
  try {
    if (name === 'page') return machines(resultsOf(text).map(resultOf));
    if (/^\d+$/.test(view)) return comparison(resultOf(name), view, ...more);
    if (!Object.hasOwn(VIEWS, view)) throw new Error(`there is no view ${view}`);
    return VIEWS[view](resultOf(name), ...more);
  } catch (error) {
    throw new Error(`<!-- bench: ${words} -->: ${error.message}`, { cause: error });
  }
}

/** The text of a page with all figures as they should be. */
export async function renewed(path, text) {
  const filled = text.replaceAll(BLOCK, (_, head, words, old, end) => {
    const right = content(words, text);
    return old.startsWith('\n') ? `${head}\n\n${right}\n${end}` : `${head}${right}${end}`;
  });
  return await format(filled, { ...(await resolveConfig(path)), filepath: path });
}

/** A page without what this script writes, line for line. */
export const withoutFigures = (text) => text.replaceAll(BLOCK, (block) => block.replaceAll(/[^\n]/g, ' '));

/** The pages of the documentation. */
export function pages() {
  const docs = readdirSync(`${root}docs`).filter((file) => file.endsWith('.md'));
  return ['README.md', 'CHANGELOG.md', ...docs.map((file) => `docs/${file}`)].map((file) => ({
    file,
    path: root + file,
    text: readFileSync(root + file, 'utf8'),
  }));
}

/** Those that hold figures of bench/results. */
export const pagesWithFigures = () => pages().filter(({ text }) => text.includes('<!-- bench: '));

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const write = process.argv.includes('--write');
  for (const { file, path, text } of pagesWithFigures()) {
    const right = await renewed(path, text);
    if (right === text) continue;
    if (write) writeFileSync(path, right);
    else process.exitCode = 1;
    process.stdout.write(`${file}: ${write ? 'written' : 'does not agree with bench/results'}\n`);
  }
}
