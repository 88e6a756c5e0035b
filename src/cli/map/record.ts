import type { Span } from '../../core/index.js';
import type { Answer, Item } from './task.js';

/** An input with its seconds, or with what went wrong. */
interface Told {
  readonly input: string;
  readonly seconds: number;
}

/** Chunks and times that are kept at most: what comes later is counted alone. */
const MOST = 200_000;
const SLOWEST = 20;
const FAILURES = 100;
/** Characters at the end of a line that hold its seconds. */
const ENDING = 60;

/** What a report needs to know of a run beside its counts. */
export class MapRecord {
  readonly spans: Span[] = [];
  /** Seconds of inputs, in the order in which they ended. */
  readonly seconds: number[] = [];
  /** The slowest inputs, the slowest one first. */
  readonly slowest: Told[] = [];
  readonly failures: { readonly input: string; readonly message: string }[] = [];

  span(span: Span): void {
    if (this.spans.length < MOST) this.spans.push(span);
  }

  /** An input has come to its end. */
  settled({ input }: Item, answer: Answer): void {
    const line = typeof answer === 'string' ? answer : answer.line;
    if (typeof answer !== 'string' && this.failures.length < FAILURES)
      this.failures.push({ input, message: answer.message });
    const seconds = Number(/"seconds":([\d.e+-]+)[^"]*(?:"attempts":\d+)?\}$/.exec(line.slice(-ENDING))?.[1]);
    if (!Number.isFinite(seconds)) return;
    if (this.seconds.length < MOST) this.seconds.push(seconds);
    if (this.slowest.length === SLOWEST && seconds <= this.slowest[SLOWEST - 1].seconds) return;
    const at = this.slowest.findIndex((other) => other.seconds < seconds);
    this.slowest.splice(at < 0 ? this.slowest.length : at, 0, { input, seconds });
    if (this.slowest.length > SLOWEST) this.slowest.pop();
  }
}
