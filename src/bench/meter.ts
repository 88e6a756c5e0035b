import type { Probe } from './probe.js';

/** What the timed runs of a variant took besides time, all of them together. */
export interface Resources {
  /** Seconds of processor time, of all threads of this process; other processes are not counted. */
  readonly cpu?: { readonly user: number; readonly system: number };
  /** Processor time over the time on the clock: 1 for one thread that is never interrupted. */
  readonly busy?: number;
  /**
   * Most bytes of memory that the process was seen to hold: exact if the runs of this variant raised the process's peak,
   * else at least so much.
   */
  readonly peakMemory?: number;
  /** Garbage collections of this thread that began during the runs, their seconds, and the seconds as a share of the runs. */
  readonly collections?: { readonly count: number; readonly seconds: number; readonly share: number };
}

interface Totals {
  user: number;
  system: number;
  /** On the probe's clock. */
  wall: number;
  peak: number;
}

/** Reads a probe around each run. */
export class Meter {
  readonly #probe: Probe;
  readonly #totals: Totals[];
  /** All runs in the order in which they were made. */
  readonly #runs: { readonly variant: number; readonly start: number; readonly end: number }[] = [];
  readonly #collections: { readonly start: number; readonly seconds: number }[] = [];
  readonly #observation: { stop(): Promise<void> } | undefined;
  #before: { cpu?: { user: number; system: number }; peak: number; start: number } = { peak: 0, start: 0 };

  constructor(probe: Probe, variants: number) {
    this.#probe = probe;
    this.#totals = Array.from({ length: variants }, () => ({ user: 0, system: 0, wall: 0, peak: 0 }));
    this.#observation = probe.collections?.((start, seconds) => this.#collections.push({ start, seconds }));
  }

  begin(): void {
    const { memory, cpu, now } = this.#probe;
    this.#before = { peak: memory?.().peak ?? 0, cpu: cpu?.(), start: now() };
  }

  end(variant: number): void {
    const { memory, cpu, now } = this.#probe;
    const totals = this.#totals[variant];
    const { start, cpu: before, peak } = this.#before;
    const end = now();
    const after = cpu?.();
    totals.wall += end - start;
    totals.user += (after?.user ?? 0) - (before?.user ?? 0);
    totals.system += (after?.system ?? 0) - (before?.system ?? 0);
    this.#runs.push({ variant, start, end });
    const held = memory?.();
    if (held !== undefined) totals.peak = Math.max(totals.peak, held.peak > peak ? held.peak : held.now);
  }

  /** Ends the observation. */
  async finish(): Promise<Resources[]> {
    await this.#observation?.stop();
    const collections = this.#totals.map(() => ({ count: 0, seconds: 0 }));
    let at = 0;
    for (const { start, seconds } of this.#collections.sort((a, b) => a.start - b.start)) {
      while (at < this.#runs.length && this.#runs[at].end <= start) at++;
      const run = this.#runs.at(at);
      if (run === undefined || run.start > start) continue;
      collections[run.variant].count++;
      collections[run.variant].seconds += seconds;
    }
    return this.#totals.map((totals, variant) => this.#resources(totals, collections[variant]));
  }

  #resources({ user, system, wall, peak }: Totals, collected: { count: number; seconds: number }): Resources {
    const { cpu, memory, collections } = this.#probe;
    if (wall === 0) return {};
    return {
      ...(cpu && { cpu: { user, system }, busy: (user + system) / wall }),
      ...(memory && { peakMemory: peak }),
      ...(collections && { collections: { ...collected, share: collected.seconds / wall } }),
    };
  }
}
