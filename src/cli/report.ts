import type { Seed } from '../core/index.js';
import type { Processors } from '../executor/index.js';
import type { ReportContent } from '../report/index.js';
import type { Context } from './context.js';
import { environment, version } from './environment.js';
import type { OutcomeFile } from './spec.js';

/** What a report tells of a run beside how, where and with which seed it was run. */
export type ReportPage = Omit<ReportContent, 'command' | 'machine' | 'seed'>;

/** How the files of a command are made; both are called when the files are written, and load what draws. */
export interface OutputMakers {
  /** The picture, as an SVG document. */
  readonly picture: () => Promise<string>;
  readonly page: () => Promise<ReportPage>;
  /** Left out where nothing random was drawn. */
  readonly seed?: Seed;
}

/** The picture and the report that were asked for. */
export function outputFiles(
  { plot, report }: { readonly plot?: string; readonly report?: string },
  { picture, page, seed }: OutputMakers,
  { commandLine, processors }: Context,
): OutcomeFile[] {
  const files: OutcomeFile[] = [];
  if (plot !== undefined) {
    const content = async (): Promise<string | Uint8Array> => {
      const { encodePicture } = await import('../report/index.js');
      return encodePicture(await picture(), plot);
    };
    files.push({ path: plot, content });
  }
  if (report !== undefined) {
    const content = async (): Promise<string> => {
      const { htmlReport } = await import('../report/index.js');
      const key = seed === undefined ? undefined : String(seed);
      const command = key === undefined ? commandLine : repeatable(commandLine, key);
      return htmlReport({ ...(await page()), command, machine: machineOf(processors), seed: key });
    };
    files.push({ path: report, content });
  }
  return files;
}

/** Where a run took place, as reports tell it. */
export function machineOf(processors: Processors): Readonly<Record<string, string | number>> {
  const { node, os, cpu, cores } = environment(processors);
  return {
    Processor: cpu,
    'Usable processors': cores,
    'Operating system': os,
    'Node.js': node,
    nfold: version(),
  };
}

/** The command line with its seed, so that it gives the same numbers again. */
function repeatable(commandLine: string, seed: string): string {
  return / --seed[ =]/.test(commandLine) ? commandLine : `${commandLine} --seed ${seed}`;
}
