import { type BenchResult, resultFindings, resultTables, resultTitle, resultWarnings } from '../results.js';

/** Heading, tables and findings, as GitHub reads them. */
export function exportMarkdown(result: BenchResult): string {
  const tables = resultTables(result).map(({ columns, rows }) => [
    line(columns),
    line(columns.map((_, i) => (i === 0 ? ':---' : '---:'))),
    ...rows.map(line),
    '',
  ]);
  const findings = resultFindings(result).map((finding) => `- ${escape(finding)}`);
  const warnings = resultWarnings(result).map((warning) => `- Warning: ${escape(warning)}`);
  return `${[`## ${escape(resultTitle(result))}`, '', ...tables.flat(), ...findings, ...warnings].join('\n')}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escape).join(' | ')} |`;
}

/** Characters that would be markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, '\\$&').replaceAll('\n', ' ');
}
