import { htmlReport } from '../../report/index.js';
import type { Context } from '../context.js';
import { machineOf, repeatable } from '../report.js';
import { type PictureInput, integralPicture } from './picture.js';
import { compared, traceTable } from './text.js';

/** The report of an integral: its value in words, its picture, how the estimate went, and the numbers as embedded data. */
export async function integralReport(
  input: PictureInput,
  warnings: readonly string[],
  seed: string | undefined,
  context: Context,
): Promise<string> {
  const { expression, region, found, exact } = input;
  const { text, state: _, ...data } = found;
  const { domain, names } = region;
  const trace = traceTable(found);
  return htmlReport({
    title: `Integral of ${expression.source}`,
    command: seed === undefined ? context.commandLine : repeatable(context.commandLine, seed),
    machine: machineOf(context.processors),
    seed,
    summary: [text, ...(exact === undefined ? [] : [compared(found.value, exact)])],
    pictures: Number.isFinite(found.value) ? [await integralPicture(input, context)] : [],
    tables: trace === undefined ? [] : [{ caption: 'How the estimate went', ...trace }],
    warnings,
    data: { expression: expression.source, domain, variables: names, exact, ...data },
  });
}
