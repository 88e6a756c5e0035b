import { prefixIds } from './ids.js';
import type { TextTable } from '../bench/index.js';
import { reportScript } from './report-script.js';
import { reportStyle } from './report-style.js';
import { escapeMarkup } from './text.js';

export interface ReportTable extends TextTable {
  readonly caption: string;
  readonly note?: string;
}

export interface ReportPicture {
  /** Heading of the section. */
  readonly title: string;
  /** A sentence or two on how to read it. */
  readonly caption: string;
  /** What one of the plot functions answered. */
  readonly svg: string;
}

export interface ReportContent {
  readonly title: string;
  /** The command that repeats the run; left out when there is none. */
  readonly command?: string;
  /** The machine and the versions: name and value, in order. */
  readonly machine: Readonly<Record<string, string | number>>;
  readonly seed?: number | string;
  /** The findings in words, the most important first. */
  readonly summary: readonly string[];
  readonly tables?: readonly ReportTable[];
  readonly pictures?: readonly ReportPicture[];
  readonly warnings?: readonly string[];
  /** Raw results, embedded as JSON in the element `#data`. Typed arrays become lists, non-finite numbers text. */
  readonly data?: unknown;
  /** When it was made; default now. */
  readonly date?: Date;
}

/** What the page may do: nothing from anywhere else, and nothing to anywhere else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The report as one HTML file: nothing is loaded from anywhere, light or dark as the reader's system is, fit for printing, for
 * the keyboard and for screen readers. Where scripts run its tables sort, its marks tell their values, and its data can be
 * saved; without them it shows the same.
 */
export function htmlReport(content: ReportContent): string {
  const { title, tables = [], pictures = [], data } = content;
  const sections = [
    section('summary', 'Findings', list(content.summary)),
    warnings(content.warnings ?? []),
    ...pictures.map(figure),
    tables.length === 0 ? '' : section('numbers', 'Numbers', tables.map(table).join('\n')),
    section('run', 'Where it was run', whereItWasRun(content)),
    data === undefined ? '' : section('raw', 'Raw data', rawData(content)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="nfold">
<title>${escapeMarkup(title)}</title>
<style>${reportStyle()}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
${content.command === undefined ? '' : `<pre><code>${escapeMarkup(content.command)}</code></pre>\n`}<p class="muted">${escapeMarkup(formatDate(content.date ?? new Date()))}</p>
${sections.filter((part) => part !== '').join('\n')}
</main>
${data === undefined ? '' : `<script type="application/json" id="data">${embedJson(data)}</script>\n`}${isStill(content) ? '' : `<script>${reportScript()}</script>\n`}</body>
</html>
`;
}

/** Whether there is nothing on the page that a script could help with. */
function isStill({ tables = [], pictures = [], data }: ReportContent): boolean {
  return tables.length === 0 && pictures.length === 0 && data === undefined;
}

function rawData({ title }: ReportContent): string {
  return (
    `<p>All numbers behind this page are in it, as JSON in the element <code>#data</code>.</p>\n` +
    saveButton('Save the raw data', 'data', `${fileName(title)}.json`)
  );
}

/** Shown by the script alone, which does the saving. */
function saveButton(label: string, what: 'data' | 'table', name: string): string {
  return `<button type="button" hidden="" data-save="${what}" data-name="${escapeMarkup(name)}">${escapeMarkup(label)}</button>`;
}

function fileName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'report' : plain.slice(0, 60);
}

function section(id: string, heading: string, body: string): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeMarkup(heading)}</h2>\n${body}\n</section>`;
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('\n')}\n</ul>`;
}

function warnings(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<section class="warnings" aria-labelledby="warnings">\n<h2 id="warnings">Warnings</h2>\n${list(lines)}\n</section>`;
}

function figure({ title, caption, svg }: ReportPicture, index: number): string {
  const body = `<figure>\n<div class="chart">${prefixIds(svg, `picture-${index + 1}-`)}</div>\n<figcaption>${escapeMarkup(caption)}</figcaption>\n</figure>`;
  return section(`picture-${index + 1}`, title, body);
}

function table({ caption, columns, rows, note }: ReportTable): string {
  const head = columns.map((name) => `<th scope="col">${escapeMarkup(name)}</th>`).join('');
  const body = rows.map(([first, ...cells]) => {
    const figures = cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeMarkup(first ?? '')}</th>${figures}</tr>`;
  });
  const text = note === undefined ? '' : `\n<p class="muted">${escapeMarkup(note)}</p>`;
  // Focusable, so that a wide table can be scrolled from the keyboard.
  return (
    `<div class="table"><div class="scroll" tabindex="0" role="region" aria-label="${escapeMarkup(caption)}">\n<table>\n` +
    `<caption>${escapeMarkup(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n</div>${saveButton(`Save “${caption}” as CSV`, 'table', `${fileName(caption)}.csv`)}${text}</div>`
  );
}

function whereItWasRun({ machine, seed }: ReportContent): string {
  const facts = Object.entries(machine).map(([name, value]) => [name, String(value)]);
  if (seed !== undefined) facts.push(['seed', String(seed)]);
  const entries = facts.map(
    ([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`,
  );
  return `<dl>\n${entries.join('\n')}\n</dl>`;
}

function formatDate(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** JSON that cannot end the element it stands in, whatever the strings in it say. */
function embedJson(data: unknown): string {
  return (JSON.stringify(data, plainValue) ?? 'null')
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/&/g, '\\u0026')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'bigint') return String(value);
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float64Array)
    : value;
}
