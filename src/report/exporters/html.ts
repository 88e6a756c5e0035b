import { type ReportContent, htmlReport } from '../html.js';
import {
  type BenchResult,
  resultFindings,
  resultPictures,
  resultTables,
  resultTitle,
  resultWarnings,
} from '../results.js';

/** What a report tells besides the result. */
export type ReportFacts = Partial<Pick<ReportContent, 'title' | 'command' | 'machine' | 'seed' | 'date'>>;

/** One file to open in a browser; see {@link htmlReport}. */
export async function exportHtml(result: BenchResult, facts: ReportFacts = {}): Promise<string> {
  const pictures = resultPictures(result).map(async ({ draw, ...named }) => ({
    ...named,
    svg: await draw(),
  }));
  return htmlReport({
    title: facts.title ?? resultTitle(result),
    command: facts.command,
    machine: facts.machine ?? {},
    seed: facts.seed,
    date: facts.date,
    summary: resultFindings(result),
    warnings: resultWarnings(result),
    pictures: await Promise.all(pictures),
    tables: resultTables(result),
    data: result,
  });
}
