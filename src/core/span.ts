/** What one worker did in one stretch of time: the calls `first` … `first + count - 1`. Times as {@link now}. */
export interface Span {
  /** Which worker, counted from 0. */
  readonly worker: number;
  /** Index of the first call. */
  readonly first: number;
  /** How many calls. */
  readonly count: number;
  /** Start of the work, in seconds. */
  readonly start: number;
  /** End of the work, in seconds. */
  readonly end: number;
  /** When the calls were sent to the worker, and when their results arrived, in seconds; undefined where a backend does not tell. */
  readonly sent?: number;
  readonly received?: number;
}
