// Published figures come from bench/results alone: tables and sentences between two comments of the documentation,
//
//   <!-- bench: pool-noop 0 -->     the first comparison of bench/results/pool-noop.json, as a table
//   <!-- /bench -->
//
// are written by this script. `node scripts/bench-tables.mjs` lists what does not agree with its JSON and exits with 1;
// with `--write` it writes all of them anew. Run `npm run build` first.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { comparisonTable, formatPercent, formatRatio, sweepFindings, sweepTable } from 'nfold/bench';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../', import.meta.url));
const BLOCK = /(<!-- bench: ([^\n]*?) -->\n)([\s\S]*?)(<!-- \/bench -->)/g;

/** How a result is shown, by the second word of the comment; a number is the comparison of that index. */
const VIEWS = {
  machine,
  sweep: ({ scaling }) => tableOf(sweepTable(scaling)),
  findings: ({ scaling }) => `${sweepFindings(scaling).join(' ')}\n`,
  loads: ({ loads }) =>
    tableOf({
      columns: ['load', 'speed-up', 'capacity', 'of capacity'],
      rows: Object.entries(loads).map(([name, { scaling }]) => {
        const { speedup, capacity, efficiencyOfCapacity } = scaling.runs.at(-1);
        return [name, formatRatio(speedup), formatRatio(capacity), formatPercent(efficiencyOfCapacity.value)];
      }),
    }),
  memory: ({ workers: [few, many], variants }) =>
    tableOf({
      columns: [
        'idle workers',
        'MB a further worker',
        `process with ${few}, of bare`,
        `process with ${many}, of bare`,
      ],
      rows: Object.entries(variants).map(([name, { megabytesPerWorker, ratioToBare }]) => [
        name,
        megabytesPerWorker.toFixed(1),
        ratioToBare[few].toFixed(2),
        ratioToBare[many].toFixed(2),
      ]),
    }),
  methods: ({ results }) => accuracyTable(results, 'method', [...new Set(results.map(rowName))]),
  families: ({ results }) => {
    const automatic = results.filter(({ families }) => families !== undefined);
    return accuracyTable(automatic, 'family', [
      ...new Set(automatic.flatMap(({ families }) => Object.keys(families))),
    ]);
  },
  heap: ({ bytesPerCall }) =>
    tableOf({
      columns: ['calls in flight', 'bytes of heap a call'],
      rows: bytesPerCall.map(({ calls, median }) => [calls.toLocaleString('en'), median.toFixed(0)]),
    }),
};

const rowName = ({ method, breakpoints }) => (breakpoints === true ? `${method} with breakpoints` : method);

/** Solved / silently wrong / median evaluations, by set and tolerance. */
function accuracyTable(results, by, names) {
  const columns = [...new Map(results.map(({ set, rtol }) => [`${set} ${rtol}`, { set, rtol }])).values()];
  const SETS = { integrals_1d: '30 public', integrals_1d_more: '86 more' };
  const cell = (name, { set, rtol }) => {
    const found = results.filter((one) => one.set === set && one.rtol === rtol);
    const told = by === 'method' ? found.find((one) => rowName(one) === name)?.all : found[0].families[name];
    if (told === undefined) return '';
    const { integrals, solved, silentlyWrong, medianEvaluations } = told;
    const of = by === 'method' ? '' : ` of ${integrals}`;
    return `${solved} / ${silentlyWrong} / ${medianEvaluations}${of}`;
  };
  return tableOf({
    columns: [by, ...columns.map(({ set, rtol }) => `${SETS[set]}, ${rtol.toExponential()}`)],
    rows: names.map((name) => [
      by === 'method' ? `\`${name}\`` : name,
      ...columns.map((column) => cell(name, column)),
    ]),
  });
}

/** On what the figures were measured. */
function machine({ machine: { cpu, processors, node, date }, rounds }) {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
  const count = processors === 1 ? '1 virtual processor' : `${processors} virtual processors`;
  return `Measured on ${count} (${cpu}) with Node.js ${node.replace(/^v/, '')} on ${day}, medians of ${rounds} interleaved rounds.\n`;
}

/** A comparison as a table; `only` names the variants to show. */
function comparison({ comparisons }, index, only = []) {
  const chosen = comparisons[index];
  if (chosen === undefined) throw new Error(`there is no comparison ${index}`);
  const table = comparisonTable(chosen);
  const rows = only.length === 0 ? table.rows : table.rows.filter(([name]) => only.includes(name));
  return tableOf({ ...table, rows });
}

function tableOf({ columns, rows }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line), ''].join(
    '\n',
  );
}

/** What stands between the comments by rights. */
function content(words) {
  const [name, view, ...more] = words.split(' ');
  const result = JSON.parse(readFileSync(`${root}bench/results/${name}.json`, 'utf8'));
  if (/^\d+$/.test(view))
    return comparison(result, Number(view), more.length === 0 ? [] : more.join(' ').split('; '));
  if (VIEWS[view] === undefined) throw new Error(`${words}: there is no view ${view}`);
  return VIEWS[view](result, ...more);
}

/** The text of a page with all tables as they should be. */
export async function renewed(path, text) {
  const filled = text.replaceAll(BLOCK, (_, head, words, __, end) => `${head}\n${content(words)}\n${end}`);
  return await format(filled, { ...(await resolveConfig(path)), filepath: path });
}

/** The pages of the documentation that hold figures of bench/results. */
export function pagesWithTables() {
  const docs = readdirSync(`${root}docs`).filter((file) => file.endsWith('.md'));
  return ['README.md', ...docs.map((file) => `docs/${file}`)]
    .map((file) => ({ file, path: root + file, text: readFileSync(root + file, 'utf8') }))
    .filter(({ text }) => text.includes('<!-- bench: '));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const write = process.argv.includes('--write');
  for (const { file, path, text } of pagesWithTables()) {
    const right = await renewed(path, text);
    if (right === text) continue;
    if (write) writeFileSync(path, right);
    else process.exitCode = 1;
    process.stdout.write(`${file}: ${write ? 'written' : 'does not agree with bench/results'}\n`);
  }
}
