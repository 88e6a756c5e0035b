import { NfoldError } from '../core/index.js';
import type { BlockAnswer } from './runs-block.js';

const FIRST_ROOM = 1024;

/** The outputs of all runs, in their order. Grows as they come, so that an early stop need not pay for all. */
export class RunTable {
  /** Of the outputs; undefined before the first run. */
  names: readonly string[] | undefined;
  #values = new Float64Array(FIRST_ROOM);
  #units = 0;

  constructor(
    /** Under how many settings each run is made. */
    readonly settings: number,
  ) {}

  /** Runs that are there under every setting. */
  get runs(): number {
    return Math.floor(this.#units / this.settings);
  }

  /** Takes in the next runs. Throws `ERR_TASK_FAILED` when they have other outputs than those before. */
  append({ names, values }: BlockAnswer): void {
    if (names.length === 0) return;
    this.names ??= names;
    const columns = this.#columns(this.names, names);
    const width = names.length;
    const end = this.#units * width + values.length;
    this.#reserve(end);
    for (let from = 0, to = this.#units * width; to < end; from += width, to += width) {
      for (let k = 0; k < width; k++) this.#values[to + k] = values[from + columns[k]];
    }
    this.#units += values.length / width;
  }

  value(run: number, setting: number, output: number): number {
    return this.#values[(run * this.settings + setting) * this.names!.length + output];
  }

  /** For each known output its place in the block. */
  #columns(known: readonly string[], names: readonly string[]): number[] {
    const columns = known.map((name) => names.indexOf(name));
    if (names.length === known.length && !columns.includes(-1)) return columns;
    throw new NfoldError(
      'ERR_TASK_FAILED',
      `run ${this.runs} failed: all runs must return the same outputs (${known.join(', ')}), it returned ${names.join(', ')}`,
      { index: this.runs, names },
    );
  }

  #reserve(length: number): void {
    if (length <= this.#values.length) return;
    const larger = new Float64Array(Math.max(length, 2 * this.#values.length));
    larger.set(this.#values);
    this.#values = larger;
  }
}
