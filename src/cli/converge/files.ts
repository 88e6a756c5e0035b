import type { Context } from '../context.js';
import type { OutcomeFile } from '../spec.js';
import type { Reference } from './reference.js';
import type { Study } from './study.js';

type Pictures = typeof import('./pictures.js');

/** The picture and the report that were asked for; what draws them is loaded only then. */
export function outputFiles(
  { plot, report }: { readonly plot?: string; readonly report?: string },
  picture: (pictures: Pictures) => Promise<string>,
  { study, reference }: { readonly study: Study; readonly reference: Reference | undefined },
  { commandLine, processors }: Context,
): OutcomeFile[] {
  const files: OutcomeFile[] = [];
  if (plot !== undefined) {
    files.push({
      path: plot,
      async content() {
        const { encodePicture } = await import('../../report/index.js');
        return encodePicture(await picture(await import('./pictures.js')), plot);
      },
    });
  }
  if (report !== undefined) {
    files.push({
      path: report,
      async content() {
        const { convergeReport } = await import('./report.js');
        return convergeReport({ study, reference, commandLine, processors });
      },
    });
  }
  return files;
}
