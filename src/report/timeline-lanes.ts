import { type Span, invalidArgument } from '../core/index.js';

/** Who ran what when, in parallel, and beside it serially. */
export interface TimelineData {
  /** Chunks of the serial run; left out where there is none. Their times, and those of the parallel run, have their own zero each. */
  readonly serial?: readonly Span[];
  /** Chunks of the parallel run; those that tell when they were sent and received show their transport. */
  readonly parallel: readonly Span[];
  /** When the runs were submitted, on the clock of the spans; default the start of the first chunk. */
  readonly serialSubmitted?: number;
  readonly parallelSubmitted?: number;
  /** Workers of the parallel run, when some of them may have run nothing; default those that appear. */
  readonly workers?: number;
}

/** What one worker, or the serial run, did. */
export interface Lane {
  readonly label: string;
  readonly isSerial: boolean;
  readonly spans: readonly Span[];
  /** Time at which this lane's run was submitted. */
  readonly zero: number;
  /** End of the run, in seconds after its submission: the lane is idle where it is empty before this. */
  readonly end: number;
}

/** A stretch of a lane, in the unit of the axis. */
export interface Stretch {
  readonly lane: number;
  readonly x1: number;
  readonly x2: number;
}

type Pair = readonly [from: number, to: number];

export function makeLanes({
  serial,
  parallel,
  serialSubmitted,
  parallelSubmitted,
  workers,
}: TimelineData): Lane[] {
  if (serial?.length === 0 || parallel.length === 0) {
    throw invalidArgument('spans', 'at least one chunk of each run', []);
  }
  const parallelZero = parallelSubmitted ?? firstStart(parallel);
  const count = parallel.reduce((most, { worker }) => Math.max(most, worker + 1), workers ?? 1);
  const end = lastEnd(parallel) - parallelZero;
  const parallelLanes = Array.from({ length: count }, (_, worker) => ({
    label: `worker ${worker + 1}`,
    isSerial: false,
    spans: parallel.filter((span) => span.worker === worker),
    zero: parallelZero,
    end,
  }));
  if (serial === undefined) return parallelLanes;
  const zero = serialSubmitted ?? firstStart(serial);
  const alone = { label: 'serial', isSerial: true, spans: serial, zero, end: lastEnd(serial) - zero };
  return [alone, ...parallelLanes];
}

const firstStart = (spans: readonly Span[]): number =>
  spans.reduce((least, { start, sent = start }) => Math.min(least, sent), Infinity);
/** When the last results were there. */
const lastEnd = (spans: readonly Span[]): number =>
  spans.reduce((most, { end, received = end }) => Math.max(most, end, received), -Infinity);

export const workersIn = (lanes: readonly Lane[]): number => lanes.filter(({ isSerial }) => !isSerial).length;

/**
 * Where a worker held chunks, sent and not yet received, and worked on none: they, or their results, were on their way. Stretches
 * less than `least` apart, in the unit of the axis, become one (the chunk between them is drawn over it), and thinner ones are left out.
 */
export function transportOf(
  { spans, zero }: Lane,
  lane: number,
  { factor, least }: { readonly factor: number; readonly least: number },
): Stretch[] {
  const held = merged(
    spans.flatMap(({ sent, received }) =>
      sent === undefined || received === undefined ? [] : [[sent, received] as const],
    ),
  );
  const busy = merged(spans.map(({ start, end: stop }) => [start, stop] as const));
  return merged(without(held, busy), least / factor)
    .map(([from, to]) => ({ lane, x1: (from - zero) * factor, x2: (to - zero) * factor }))
    .filter(({ x1, x2 }) => x2 - x1 >= least);
}

/** The parts of some stretches that none of the others covers; both in order and apart. */
function without(stretches: readonly Pair[], others: readonly Pair[]): Pair[] {
  const rest: Pair[] = [];
  let next = 0;
  for (const [from, to] of stretches) {
    let at = from;
    while (next < others.length && others[next][1] <= from) next++;
    for (let i = next; i < others.length && others[i][0] < to; i++) {
      if (others[i][0] > at) rest.push([at, others[i][0]]);
      at = Math.max(at, others[i][1]);
    }
    if (at < to) rest.push([at, to]);
  }
  return rest;
}

/** Stretches in order, those no more than `gap` apart as one. */
function merged(stretches: readonly Pair[], gap = 0): Pair[] {
  const all: [number, number][] = [];
  for (const [from, to] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1] + gap) last[1] = Math.max(last[1], to);
    else if (to > from) all.push([from, to]);
  }
  return all;
}
