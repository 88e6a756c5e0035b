import { checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { workersLabel } from './findings.js';
import { formatSeconds } from './units.js';

/** What is known of a job before it is run, in seconds. */
export interface JobForecast {
  /** How long it would take in this thread. */
  readonly serial: number;
  /** Workers that could be used, one per usable processor. */
  readonly workers: number;
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
  /** Why, for people. */
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
  checkInteger('workers', workers, 1);
  for (const [name, value] of Object.entries({ start, transport })) {
    if (!(value >= 0)) throw invalidArgument(name, 'a number of at least 0', value);
  }
  const parallel = start + transport + serial / workers;
  const who = workersLabel(workers);
  const against = `${formatSeconds(parallel)} with ${who}, ${formatSeconds(serial)} in this thread`;
  if (parallel < (1 - WORTH) * serial) {
    return { workers, seconds: parallel, sentence: `${who}: about ${against}` };
  }
  return {
    workers: 0,
    seconds: serial,
    sentence: `in this thread, for ${who} would not pay: about ${against}`,
  };
}
