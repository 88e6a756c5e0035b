import { checkInteger, checkPositive, formatSeconds, invalidArgument } from '../core/index.js';

/** What is known of a job before it is run, in seconds. */
export interface JobForecast {
  /** How long it would take in this thread. */
  readonly serial: number;
  /** Workers that could be used, one per usable processor. Default: as many as you like, the best that could be. */
  readonly workers?: number;
  /** How long their start takes; default 0, for workers that have started. */
  readonly start?: number;
  /** What sending the work and receiving the results takes altogether; default 0. */
  readonly transport?: number;
}

/** How many workers a job is worth. */
export interface WorkerChoice {
  /** 0: this thread. */
  readonly workers: number;
  /** How long that is expected to take. */
  readonly seconds: number;
  /** Seconds of work from which on the workers pay; Infinity for one. */
  readonly paysFrom: number;
  /** Why, for people: `serially: 3.10 ms of work, and 2 workers pay from 62.5 ms on, since they take 25.0 ms to start`. */
  readonly sentence: string;
}

/** Workers must promise to be faster by this share: the forecast is rough, and they cost memory besides. */
const WORTH = 0.1;

/**
 * What `workers: 'auto'` comes to: all workers if start + transport + serial / workers is less than 0.9 times the serial
 * time, this thread otherwise. Throws `ERR_INVALID_ARGUMENT`.
 */
export function chooseWorkers({ serial, workers, start = 0, transport = 0 }: JobForecast): WorkerChoice {
  checkPositive('serial', serial);
  if (workers !== undefined) checkInteger('workers', workers, 1);
  for (const [name, value] of Object.entries({ start, transport })) {
    if (!(value >= 0)) throw invalidArgument(name, 'a number of at least 0', value);
  }
  const parallel = start + transport + serial / (workers ?? Infinity);
  const paysFrom = crossing({ workers, start, transport });
  const why = reason({ serial, workers, start }, paysFrom);
  if (workers !== undefined && parallel < (1 - WORTH) * serial) {
    return { workers, seconds: parallel, paysFrom, sentence: `with ${workersText(workers)}: ${why}` };
  }
  return { workers: 0, seconds: serial, paysFrom, sentence: `serially: ${why}` };
}

/** Seconds of work from which on workers pay, or would if there were as many as you like. */
export function crossing({
  workers = Infinity,
  start = 0,
  transport = 0,
}: Omit<JobForecast, 'serial'>): number {
  const gain = 1 - WORTH - 1 / workers;
  return gain > 0 ? (start + transport) / gain : Infinity;
}

function reason({ serial, workers, start = 0 }: JobForecast, paysFrom: number): string {
  if (workers === 1) return 'one worker is no faster than this thread';
  const who = workers === undefined ? 'workers' : workersText(workers);
  const begin = start > 0 ? `, since they take ${formatSeconds(start)} to start` : '';
  return `${formatSeconds(serial)} of work, and ${who} pay from ${formatSeconds(paysFrom)} on${begin}`;
}

/** `1 worker`, `2 workers`. */
export function workersText(workers: number): string {
  return `${workers} worker${workers === 1 ? '' : 's'}`;
}
