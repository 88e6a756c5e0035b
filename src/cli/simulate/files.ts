import type { Context } from '../context.js';
import type { OutcomeFile } from '../spec.js';
import type { Study } from './study.js';

/** The picture and the report that were asked for; what draws them is loaded only then. */
export function outputFiles(
  { plot, report }: { readonly plot?: string; readonly report?: string },
  study: Study,
  quantiles: readonly number[],
  context: Context,
): OutcomeFile[] {
  const files: OutcomeFile[] = [];
  if (plot !== undefined) {
    const content = async (): Promise<string | Uint8Array> => {
      const { encodePicture } = await import('../../report/index.js');
      const { histograms } = await import('./pictures.js');
      return encodePicture(await histograms(study), plot);
    };
    files.push({ path: plot, content });
  }
  if (report !== undefined) {
    const content = async (): Promise<string> => {
      const { simulateReport } = await import('./report.js');
      return simulateReport(study, quantiles, context);
    };
    files.push({ path: report, content });
  }
  return files;
}
