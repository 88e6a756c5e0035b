import type { Context } from '../context.js';
import type { Outcome } from '../spec.js';
import type { ReportInput } from './report.js';
import type { Study } from './study.js';

/** Which picture `--plot` asks for, and where files go. */
export interface Outputs {
  readonly plot?: string;
  readonly report?: string;
}

/** Writes the picture and the report that were asked for; what draws them is loaded only then. */
export async function writeOutputs(
  { plot, report }: Outputs,
  picture: () => Promise<string>,
  input: Omit<ReportInput, 'command' | 'processors'>,
  context: Context,
): Promise<void> {
  if (plot !== undefined) {
    const { encodePicture } = await import('../../report/index.js');
    context.write(plot, await encodePicture(await picture(), plot));
  }
  if (report !== undefined) {
    const { convergeReport } = await import('./report.js');
    context.write(
      report,
      await convergeReport({ ...input, command: context.commandLine, processors: context.processors }),
    );
  }
}

/** `result` and `timings` of the JSON document of `converge`. */
export function outcomeOf(
  { serial, sweep, cold }: Study,
  workers: number,
  exact: number | undefined,
): Pick<Outcome, 'result' | 'timings'> {
  const runOf = (count: number) => sweep?.runs.find((run) => run.workers === count && run.seconds.length > 0);
  const [baseline, chosen] = [runOf(0), runOf(workers)];
  return {
    result: {
      values: serial.values,
      final: serial.values[serial.completed - 1],
      exact,
      completed: serial.completed,
      evaluations: serial.evaluations,
      identical: sweep === undefined ? undefined : true,
      speedup: chosen?.speedup,
    },
    timings: {
      ...(baseline === undefined ? {} : { serial: baseline.time.median }),
      ...(chosen === undefined ? {} : { parallel: chosen.time.median }),
      ...(cold === undefined ? {} : { cold }),
    },
  };
}
