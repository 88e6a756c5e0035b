import { NfoldError } from '../core/index.js';
import { exportCsv } from './exporters/csv.js';
import { type ReportFacts, exportHtml } from './exporters/html.js';
import { exportJson } from './exporters/json.js';
import { exportMarkdown } from './exporters/markdown.js';
import { exportPicture } from './exporters/picture.js';
import { REPORT_FORMATS, type ReportFormat } from './formats.js';
import type { BenchResult } from './results.js';

/**
 * What a file of that name is to hold, by its ending: the whole result (`.json`), a line for each sample (`.csv`), tables and
 * findings (`.md`), all of it in one page (`.html`), or the pictures (`.svg`, `.png`). Writes nothing.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for another ending, `ERR_MISSING_DEPENDENCY` when a picture needs an optional package
 */
export async function encodeReport(
  result: BenchResult,
  path: string,
  facts?: ReportFacts,
): Promise<string | Uint8Array> {
  switch (formatOf(path)) {
    case '.json':
      return exportJson(result);
    case '.csv':
      return exportCsv(result);
    case '.md':
      return exportMarkdown(result);
    case '.html':
      return exportHtml(result, facts);
    default:
      return exportPicture(result, path);
  }
}

/**
 * Writes what `compare`, `bench` or `sweep` answered to a file, in the format that its name asks for; see {@link encodeReport}.
 * Node.js, Deno and Bun; elsewhere use `encodeReport`.
 *
 * @throws NfoldError as `encodeReport` does, and `ERR_FILE` when the file cannot be written
 */
export async function report(result: BenchResult, path: string, facts?: ReportFacts): Promise<void> {
  const content = await encodeReport(result, path, facts);
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new NfoldError(
      'ERR_FILE',
      `cannot write ${path}: ${(error as Error).message}`,
      { path },
      { cause: error },
    );
  }
}

function formatOf(path: string): ReportFormat {
  const format = REPORT_FORMATS.find((ending) => path.toLowerCase().endsWith(ending));
  if (format !== undefined) return format;
  throw new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `the report's file name must end in ${REPORT_FORMATS.join(', ')}, got ${JSON.stringify(path)}`,
    { name: 'path', value: path },
  );
}
