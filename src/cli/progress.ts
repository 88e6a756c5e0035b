import { now } from '../core/index.js';

/** How far a run has come; `done` and `total` count whatever the command works on. */
export interface Progress {
  /** Without a total there is a rate, but no share and no time left. */
  begin(label: string, total?: number): void;
  /** How much is done by now, not how much was added. */
  update(done: number): void;
  /** Safe to call more than once. */
  end(): void;
}

/** What a display needs of standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export type ProgressMode = 'auto' | 'json' | 'none';

/** Work shorter than this, in seconds, shows no bar and no lines. */
const PATIENCE = 0.5;
/** Seconds between two lines when standard error is not a terminal. */
const LINE_INTERVAL = 2;
/** Seconds between two JSON objects. */
const JSON_INTERVAL = 0.1;

/** A bar on a terminal, now and then a line elsewhere, JSON objects or nothing; always on standard error. */
export function createProgress(mode: ProgressMode, stream: ProgressStream, clock = now): Progress {
  if (mode === 'none') return new Throttled(Infinity, Infinity, { show: () => {}, clear: () => {} }, clock);
  if (mode === 'json') return new Throttled(0, JSON_INTERVAL, jsonDisplay(stream), clock);
  return stream.isTTY
    ? new Throttled(PATIENCE, 0.05, barDisplay(stream), clock)
    : new Throttled(LINE_INTERVAL, LINE_INTERVAL, lineDisplay(stream), clock);
}

interface State {
  readonly label: string;
  readonly done: number;
  readonly total: number | undefined;
  /** Since the beginning. */
  readonly seconds: number;
}

interface Display {
  show(state: State): void;
  clear(state: State): void;
}

/** Shows nothing before `patience` seconds and then at most one state per `interval`. */
class Throttled implements Progress {
  readonly #patience: number;
  readonly #interval: number;
  readonly #display: Display;
  readonly #clock: () => number;
  #label = '';
  #total: number | undefined;
  #done = 0;
  #began = 0;
  #shown = -Infinity;

  constructor(patience: number, interval: number, display: Display, clock: () => number) {
    this.#patience = patience;
    this.#interval = interval;
    this.#display = display;
    this.#clock = clock;
  }

  begin(label: string, total?: number): void {
    this.#label = label;
    this.#total = total;
    this.#done = 0;
    this.#began = this.#clock();
    this.#shown = -Infinity;
    this.update(0);
  }

  update(done: number): void {
    this.#done = done;
    const seconds = this.#clock() - this.#began;
    if (seconds < this.#patience || seconds - this.#shown < this.#interval) return;
    this.#shown = seconds;
    this.#display.show(this.#state(seconds));
  }

  end(): void {
    if (this.#shown > -Infinity) this.#display.clear(this.#state(this.#clock() - this.#began));
    this.#shown = -Infinity;
  }

  #state(seconds: number): State {
    return { label: this.#label, done: this.#done, total: this.#total, seconds };
  }
}

function jsonDisplay(stream: ProgressStream): Display {
  const write = (state: State): void => {
    stream.write(`${JSON.stringify({ event: 'progress', ...state })}\n`);
  };
  return { show: write, clear: write };
}

function lineDisplay(stream: ProgressStream): Display {
  return { show: (state) => stream.write(`${describe(state)}\n`), clear: () => {} };
}

/** A bar needs so many columns to show anything. */
const LEAST_BAR = 10;
const LONGEST_BAR = 40;
const USUAL_COLUMNS = 80;

function barDisplay(stream: ProgressStream): Display {
  return {
    show: (state) => stream.write(`\r\u001b[K${barLine(state, stream.columns || USUAL_COLUMNS)}`),
    clear: () => stream.write('\r\u001b[K'),
  };
}

/** In less than `columns` columns: where there is no room for a bar and everything the counts go first, then the bar. */
function barLine(state: State, columns: number): string {
  const { done, total } = state;
  const [whole, brief] = [describe(state), describe(state, true)];
  const room = (text: string): number => Math.min(LONGEST_BAR, columns - text.length - 4);
  const text = room(whole) < LEAST_BAR ? brief : whole;
  const length = room(text);
  if (length < LEAST_BAR || total === undefined) return text.slice(0, columns - 1);
  const full = Math.round((length * done) / Math.max(total, 1));
  return `${text} ${'█'.repeat(full)}${'░'.repeat(length - full)}`;
}

/** `brief`: without the counts. */
function describe({ label, done, total, seconds }: State, brief = false): string {
  const rate = `${compact(done / Math.max(seconds, 1e-9))}/s`;
  if (total === undefined) return `${label}: ${compact(done)} done, ${rate}`;
  const percent = Math.floor((100 * done) / Math.max(total, 1));
  const counts = brief ? '' : `${compact(done)} of ${compact(total)}, `;
  const left = done > 0 ? `, ${duration((seconds * (total - done)) / done)} left` : '';
  return `${label}: ${String(percent).padStart(3)} % (${counts}${rate}${left})`;
}

/** Three digits where the number is large or broken: `4000`, `0.982`, `312 million`. */
function compact(count: number): string {
  if (count >= 1e6) return `${Number((count / 1e6).toPrecision(3))} million`;
  return String(Number.isInteger(count) ? count : Number(count.toPrecision(3)));
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
