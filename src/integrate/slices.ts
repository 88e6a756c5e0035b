/**
 * A synchronous integration, done in slices between which the event loop is let in. Nothing in it knows of that: when a slice
 * is over, a call of the integrand throws instead, and the next slice runs the integration once more, on the values that were
 * kept, until it gets to where the last one was left. What does the same on the same values has the same bits in one go.
 *
 * A run that is ended goes back to the last moment at which it asked whether to end, and is told so there: what it evaluated
 * since is no part of an estimate yet. If it needs too many new values even so, it goes back to its last finished step.
 */
import { now } from '../core/index.js';
import { copyOfValue } from './quad/index.js';
import { Stop, type StopOptions, type StopReason } from './stop.js';

/** Seconds of new work in a slice; more where the values kept take longer to run through. */
export const SLICE = 0.005;
/** The clock is looked at about this often, in seconds; so many calls are never made without. */
const LOOK = 0.0002;
const MOST_UNTIMED = 1024;
/** More values are not kept, 128 MB of them; from then on the run is not left any more. */
const MOST_KEPT = 2 ** 24;

/** Thrown instead of a call of the integrand. */
const PAUSE = new Error('the slice is over');

/** A function of x and, if it wants, of the distance to the nearer end. */
type Call<T> = (x: number, distance: number) => T;

/** An integration of f that looks at `stop` between its steps. */
export type Integration<T, R> = (f: Call<T>, stop: StopAtStep) => R;

/** The end of a run, which is told of it at the right step. */
export class StopAtStep extends Stop {
  /** How often the run has asked in this pass. */
  asked = 0;
  /** The question to which the answer is yes. */
  at = Infinity;
  /** The one after the last step that is finished: whoever asks there has an estimate, and needs no new values for it. */
  #afterStep: number | undefined;
  #fallback: number | undefined;

  constructor(
    options: StopOptions,
    readonly replaying: () => boolean,
    readonly onEnd: () => void,
  ) {
    super(options);
  }

  override get reached(): boolean {
    this.asked++;
    if (this.asked < this.at && (this.replaying() || !super.reached)) return false;
    if (this.asked === this.at) this.onEnd();
    else if (this.at === Infinity) this.#endAt(this.asked);
    return true;
  }

  /** To be told of every step that is finished. */
  step(): void {
    this.#afterStep = this.asked + 1;
  }

  /** Whether there is a new reason to end the run; it is told so where it asked last. */
  begins(): boolean {
    if (this.reason !== undefined || !super.reached) return false;
    this.#endAt(Math.max(this.asked, 1));
    return true;
  }

  /** Ends the run after the last finished step instead, if there is one before. */
  fallsBack(): boolean {
    const fallback = this.#fallback ?? Infinity;
    if (fallback >= this.at) return false;
    this.at = fallback;
    return true;
  }

  #endAt(question: number): void {
    this.at = question;
    this.#fallback = this.#afterStep;
  }
}

export class SlicedRun<T, R> {
  readonly #integrate: Integration<T, R>;
  readonly #nothing: (reason: StopReason, evaluations: number) => R;
  readonly #f: Call<T>;
  /** The integrand as the integration sees it. */
  readonly #call: Call<T>;
  readonly #stop: StopAtStep;
  readonly #values: T[] = [];
  #position = 0;
  #began = 0;
  #sliceEnd: number | undefined;
  #looked = 0;
  /** Calls from one look at the clock to the next, and how many of them are left. */
  #interval = 1;
  #untimed = 0;
  #rollsBack = false;

  /** @param nothing the result of a run that was ended before there was an estimate */
  constructor(
    f: Call<T>,
    options: StopOptions,
    integrate: Integration<T, R>,
    nothing: (reason: StopReason, evaluations: number) => R,
  ) {
    this.#f = f;
    this.#integrate = integrate;
    this.#nothing = nothing;
    // How many parameters an integrand has tells whether it wants the distance.
    this.#call = f.length > 1 ? (x, distance) => this.#at(x, distance) : (x: number) => this.#at(x, NaN);
    this.#stop = new StopAtStep(
      options,
      () => this.#position < this.#values.length,
      () => this.#rollBack(),
    );
  }

  /** Works for one slice; undefined if there is more to do. */
  next(): R | undefined {
    const stop = this.#stop;
    this.#rollsBack = stop.begins();
    const ends = stop.reason !== undefined;
    for (;;) {
      const found = this.#pass();
      if (found !== undefined || !ends) return found;
      this.#rollsBack = stop.fallsBack();
      if (!this.#rollsBack) return this.#nothing(stop.reason!, this.#values.length);
    }
  }

  #pass(): R | undefined {
    this.#stop.asked = 0;
    this.#position = 0;
    this.#began = now();
    this.#sliceEnd = undefined;
    this.#untimed = 0;
    try {
      return this.#integrate(this.#call, this.#stop);
    } catch (thrown) {
      if (thrown === PAUSE) return undefined;
      throw thrown;
    }
  }

  #at(x: number, distance: number): T {
    if (this.#position < this.#values.length) return this.#values[this.#position++];
    if (--this.#untimed < 0) this.#look();
    const y = this.#f(x, distance);
    if (this.#values.length === MOST_KEPT) return y;
    this.#position++;
    const kept = typeof y === 'number' ? y : copyOfValue(y);
    this.#values.push(kept);
    return kept;
  }

  #look(): void {
    const time = now();
    const took = time - this.#looked;
    this.#looked = time;
    // The first new call of a slice; going through the values kept takes at most a third of the work.
    if (this.#sliceEnd === undefined) this.#sliceEnd = time + Math.max(SLICE, 2 * (time - this.#began));
    else if (took < LOOK) this.#interval = Math.min(2 * this.#interval, MOST_UNTIMED);
    else this.#interval = Math.max(Math.floor((this.#interval * LOOK) / took), 1);
    this.#untimed = this.#interval - 1;
    const late = this.#stop.reason === undefined && time > this.#stop.end;
    if ((late || time >= this.#sliceEnd) && this.#values.length < MOST_KEPT) throw PAUSE;
  }

  /** Forgets the values that come after a step at which the run now ends. */
  #rollBack(): void {
    if (this.#rollsBack) this.#values.length = this.#position;
    this.#rollsBack = false;
  }
}
