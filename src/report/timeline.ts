import type { Span } from '../core/index.js';
import { formatPercent, formatSeconds, timeUnit } from '../bench/index.js';
import { numberAxis, xAxis } from './axis.js';
import { BLUE, INK, MUTED, ON_DARK, ON_LIGHT, SERIES, SHADE } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatCount } from './text.js';
import {
  type Lane,
  type Stretch,
  type TimelineData,
  makeLanes,
  transportOf,
  workersIn,
} from './timeline-lanes.js';

export type { TimelineData } from './timeline-lanes.js';

interface Box {
  readonly lane: number;
  readonly x1: number;
  readonly x2: number;
  readonly colour: string;
  readonly label: string;
  /** What the chunk tells about itself. */
  readonly tip: string;
  /** Seconds of work over seconds of width; below 1 where chunks with gaps were joined. */
  readonly busy: number;
}

const LANE = 30;
const LEFT = 96;
const RIGHT = 84;
const PLOT_WIDTH = 800 - LEFT - RIGHT;
/** From this many chunks on, those too thin to tell apart are drawn as one. */
const MANY = 600;

/**
 * A lane for each worker of the parallel run, and one for the serial run if there is any, above one time axis: its chunks, what
 * was on its way to or from the worker while it did nothing, and where it was idle. A chunk has the colour of the worker that ran
 * it in parallel, in the serial lane too. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a chunk
 */
export async function timelinePlot(data: TimelineData): Promise<string> {
  const lanes = makeLanes(data);
  const longest = Math.max(...lanes.map((lane) => lane.end));
  const { unit, factor } = timeUnit(longest);
  const frame: [number, number] = [0, longest * factor || 1];
  const boxes = makeBoxes(lanes, colourOf(data.parallel), factor, frame[1]);
  const scale = { factor, least: frame[1] / PLOT_WIDTH };
  const transport = lanes.flatMap((lane, index) => transportOf(lane, index, scale));
  const title = timelineTitle(data, lanes);
  return drawPicture({
    title,
    description: describe(data, title),
    legend: legend(workersIn(lanes), transport.length > 0),
    notes: notes(boxes.length, data),
    height: lanes.length * LANE + 62,
    plot: (Plot) => ({
      marginLeft: LEFT,
      marginRight: RIGHT,
      marginTop: 8,
      marginBottom: 44,
      x: {
        ...xAxis,
        label: `time since submission in ${unit}`,
        domain: frame,
        ticks: 8,
        tickFormat: numberAxis(frame, 8).tickFormat,
      },
      y: { axis: null, domain: [lanes.length - 0.5, -0.5] },
      marks: timelineMarks(Plot, { lanes, factor, boxes, transport, width: frame[1] }),
    }),
  });
}

interface Drawing {
  readonly lanes: readonly Lane[];
  readonly boxes: readonly Box[];
  readonly transport: readonly Stretch[];
  /** From seconds to the unit of the axis. */
  readonly factor: number;
  /** End of the axis. */
  readonly width: number;
}

function timelineMarks(Plot: Plot, { lanes, factor, boxes, transport, width }: Drawing) {
  const firstWorker = lanes.findIndex(({ isSerial }) => !isSerial);
  const rows = lanes.map((lane, index) => ({
    index,
    label: lane.label,
    end: lane.end * factor,
    // Once a run: all workers of the parallel run end together.
    time: index <= firstWorker ? formatSeconds(lane.end) : '',
  }));
  return [
    Plot.rect(rows, { x1: 0, x2: 'end', y1: above(0.36), y2: above(-0.36), fill: SHADE }),
    gridLines(Plot, 'x', 8),
    Plot.rect(transport, {
      x1: 'x1',
      x2: 'x2',
      y1: above(0.12),
      y2: above(-0.12),
      fill: MUTED,
    }),
    chunkRects(Plot, boxes, width),
    Plot.ruleX(rows, { x: 'end', y1: above(0.44), y2: above(-0.44), stroke: INK, strokeWidth: 1.5 }),
    Plot.text(rows, { x: 'end', y: 'index', text: 'time', dx: 6, textAnchor: 'start' }),
    Plot.text(rows, { x: 0, y: 'index', text: 'label', dx: -10, textAnchor: 'end' }),
    firstWorker === 0 ? null : Plot.ruleY([0.5], { stroke: MUTED, strokeWidth: 1 }),
  ];
}

const above = (distance: number) => (row: { index?: number; lane?: number }) =>
  (row.index ?? row.lane ?? 0) + distance;

type Plot = typeof import('@observablehq/plot');

function chunkRects(Plot: Plot, boxes: readonly Box[], width: number) {
  const pixels = ({ x1, x2 }: Box): number => ((x2 - x1) / width) * PLOT_WIDTH;
  const labelled = boxes.filter((box) => box.label !== '' && pixels(box) > 9 * box.label.length + 2);
  const thin = boxes.reduce((sum, box) => sum + pixels(box), 0) < 3 * boxes.length;
  return [
    Plot.rect(boxes, {
      x1: 'x1',
      x2: 'x2',
      y1: above(0.36),
      y2: above(-0.36),
      fill: 'colour',
      fillOpacity: 'busy',
      insetRight: thin ? 0 : 1,
      title: 'tip',
    }),
    Plot.text(labelled, {
      x: (box: Box) => (box.x1 + box.x2) / 2,
      y: 'lane',
      text: 'label',
      fill: (box: Box) => (box.colour === BLUE ? ON_DARK : ON_LIGHT),
      fontWeight: 'bold',
      fontSize: 12,
    }),
  ];
}

/** The colour of the worker that made a call in the parallel run. */
function colourOf(parallel: readonly Span[]): (call: number) => string {
  const byFirst = parallel.toSorted((a, b) => a.first - b.first);
  return (call) => {
    let [low, high] = [0, byFirst.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (byFirst[middle].first <= call) low = middle;
      else high = middle - 1;
    }
    return SERIES[byFirst[low].worker % SERIES.length];
  };
}

function makeBoxes(
  lanes: readonly Lane[],
  colour: (call: number) => string,
  factor: number,
  width: number,
): Box[] {
  const total = lanes.reduce((sum, lane) => sum + lane.spans.length, 0);
  const pixel = width / PLOT_WIDTH;
  const number = chunkNumbers(lanes);
  return lanes.flatMap(({ label: name, spans, zero }, lane) => {
    const boxes = spans
      .toSorted((a, b) => a.start - b.start)
      .map((span): Box => ({
        lane,
        x1: (span.start - zero) * factor,
        x2: (span.end - zero) * factor,
        colour: colour(span.first),
        label: String(number.get(span)),
        tip: `${name}, chunk ${number.get(span)}: ${formatSeconds(span.end - span.start)}`,
        busy: 1,
      }));
    return total < MANY ? boxes : joinThin(boxes, pixel);
  });
}

/** Chunks counted from 1 in the order of their calls: in the serial run, and among all lanes of the parallel one. */
function chunkNumbers(lanes: readonly Lane[]): Map<Span, number> {
  const runs = [true, false].map((serial) =>
    lanes.filter(({ isSerial }) => isSerial === serial).flatMap(({ spans }) => spans),
  );
  return new Map(
    runs.flatMap((spans) =>
      spans.toSorted((a, b) => a.first - b.first).map((span, i): [Span, number] => [span, i + 1]),
    ),
  );
}

/** Thin neighbours become one box without a label: of one colour when they touch nearly, of two within a pixel or so. */
function joinThin(boxes: readonly Box[], pixel: number): Box[] {
  const joined: Box[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    const width = last === undefined ? Infinity : box.x2 - last.x1;
    const near = last !== undefined && box.x1 - last.x2 < pixel / 2 && box.x2 - box.x1 < 2 * pixel;
    if (last === undefined || !near || (last.colour !== box.colour && width > 1.5 * pixel)) {
      joined.push(box);
      continue;
    }
    const work = (last.x2 - last.x1) * last.busy + box.x2 - box.x1;
    joined[joined.length - 1] = {
      ...last,
      x2: box.x2,
      label: '',
      tip: `${last.tip.split(',', 1)[0]}, several chunks`,
      busy: width > 0 ? Math.min(1, work / width) : 1,
    };
  }
  return joined;
}

function timelineTitle({ serial, parallel }: TimelineData, lanes: readonly Lane[]): string {
  const workers = workersIn(lanes);
  const { end } = lanes[lanes.length - 1];
  const busy = parallel.reduce((sum, span) => sum + span.end - span.start, 0) / (workers * end);
  const finish = `${workers === 1 ? '1 worker finishes' : `${workers} workers finish`} in ${formatSeconds(end)}`;
  const beside = serial === undefined ? '' : ` what takes ${formatSeconds(lanes[0].end)} serially`;
  const who = workers === 1 ? 'the worker is' : 'workers';
  const share = end > 0 ? `; ${who} busy ${formatPercent(busy)}` : '';
  const same = serial?.length === 1 && parallel.length === 1 ? ' (one chunk cannot be shared)' : '';
  return `${finish}${beside}${share}${same}`;
}

function legend(workers: number, travels: boolean): LegendEntry[] {
  const shown = Math.min(workers, SERIES.length);
  const entries = Array.from({ length: shown }, (_, i): LegendEntry => {
    const label = i === 0 ? 'worker 1' : String(i + 1);
    return {
      mark: 'box',
      colour: SERIES[i],
      label: workers > shown && i === shown - 1 ? `${label}, …` : label,
    };
  });
  if (travels) entries.push({ mark: 'strip', colour: MUTED, label: 'work or results on their way' });
  return [...entries, { mark: 'box', colour: SHADE, label: 'idle' }];
}

function notes(drawn: number, { serial, parallel }: TimelineData): string[] {
  const total = (serial?.length ?? 0) + parallel.length;
  const colours = serial === undefined ? '' : ', in the colour of the worker that ran it in parallel';
  const what = `Each box is a chunk, numbered in order${colours}.`;
  const joined =
    drawn < total
      ? ` ${formatCount(total - drawn)} chunks too thin to draw are joined with their neighbours.`
      : '';
  return [what + joined];
}

function describe({ serial, parallel }: TimelineData, title: string): string {
  const beside = serial === undefined ? '' : `${counted(serial.length, 'chunk')} in the serial run and `;
  return `${title}. Timeline of ${beside}${counted(parallel.length, 'chunk')} in the parallel run, a lane for each worker.`;
}
