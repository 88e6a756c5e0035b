/** What a runtime tells besides the time; every reading may be missing. */
export interface Probe {
  /** Seconds of processor time that all threads of this process have taken so far. */
  readonly cpu?: () => { readonly user: number; readonly system: number };
  /** Bytes of memory held now, and the most that were held at once so far. */
  readonly memory?: () => { readonly now: number; readonly peak: number };
  /** Calls back with each garbage collection, its start and length in seconds on the probe's own clock, until stopped. */
  readonly collections?: (found: (start: number, seconds: number) => void) => { stop(): Promise<void> };
  /** The clock of the collections. */
  readonly now?: () => number;
  /** Programs that wanted a processor during the last minute, on average, and the processors there are. */
  readonly load?: () => { readonly average: number; readonly processors: number } | undefined;
}

/** What the timed runs of a variant took besides time, calls and samples together. */
export interface Resources {
  /** Seconds of processor time, of all threads of this process; other processes are not counted. */
  readonly cpu?: { readonly user: number; readonly system: number };
  /** Processor time over the time on the clock: about 1 for one busy thread. */
  readonly busy?: number;
  /**
   * Most bytes of memory that the process was seen to hold during its runs or at their ends: exact if they raised the
   * process's peak, else at least so much.
   */
  readonly peakMemory?: number;
  /** Garbage collections that began during its runs, and the seconds that they took. */
  readonly collections?: { readonly count: number; readonly seconds: number };
}
