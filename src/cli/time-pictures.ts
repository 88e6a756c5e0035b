/** Pictures of how long a job took, and why, for the reports of several commands. */
import type { Sweep } from '../bench/index.js';
import type { Span } from '../core/index.js';
import { type ReportPicture, resultPictures, timelinePlot } from '../report/index.js';

/** Which worker did what when, in one run. */
export interface WatchedRun {
  readonly spans: readonly Span[];
  /** When the run was submitted, on the clock of the spans. */
  readonly submitted: number;
}

/** Time, speed-up and efficiency by number of workers; none for a sweep that timed nothing. */
export function sweepPictures(sweep: Sweep | undefined): Promise<ReportPicture[]> {
  const pictures = sweep === undefined ? [] : resultPictures(sweep);
  return Promise.all(pictures.map(async ({ draw, ...named }) => ({ ...named, svg: await draw() })));
}

/** The timeline of a run in one thread and of one by workers. */
export function timelineOf(serial: WatchedRun, parallel: WatchedRun, workers: number): Promise<string> {
  return timelinePlot({
    serial: serial.spans,
    serialSubmitted: serial.submitted,
    parallel: parallel.spans,
    parallelSubmitted: parallel.submitted,
    workers,
  });
}

/** The same for a report. */
export async function timelinePicture(
  serial: WatchedRun,
  parallel: WatchedRun,
  workers: number,
): Promise<ReportPicture> {
  return {
    title: 'Who did what when',
    caption:
      'Above one run in a single thread, below one in parallel, on the same time axis. Pale: idle; a thin line: chunks or results on their way.',
    svg: await timelineOf(serial, parallel, workers),
  };
}
