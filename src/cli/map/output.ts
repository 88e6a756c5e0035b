import { once } from 'node:events';

/** Where lines go. */
export interface Sink {
  /** Writes lines of the inputs with these indices; waits where the reader is slow. */
  write(lines: readonly string[], indices: readonly number[]): void | Promise<void>;
}

/** Characters of lines that are written at once, whatever else there is to do. */
const LONG = 1 << 16;
/** Characters of lines that may wait for an earlier one; then no new inputs are begun until it is there. */
const HELD = 1 << 26;

export const standardOutput: Sink = {
  async write(lines) {
    if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
  },
};

/** Lines on their way out: in the order of the inputs or as they come, written before the loop waits for more. */
export class Output {
  readonly #sink: Sink;
  readonly #ordered: boolean;
  /** Lines whose turn has not come. */
  readonly #held = new Map<number, { readonly line: string; readonly index: number }>();
  #heldLength = 0;
  #turn = 0;
  #lines: string[] = [];
  #indices: number[] = [];
  #length = 0;
  #scheduled = false;
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(sink: Sink, ordered: boolean) {
    this.#sink = sink;
    this.#ordered = ordered;
  }

  /** So much waits for an earlier line that there should not be more of it. */
  get isFull(): boolean {
    return this.#heldLength > HELD;
  }

  /** Takes the line of the input with this index; `turn` counts the inputs of this run. */
  put(line: string, index: number, turn: number): void {
    if (!this.#ordered) return this.#add(line, index);
    this.#held.set(turn, { line, index });
    this.#heldLength += line.length;
    for (let next = this.#held.get(this.#turn); next !== undefined; next = this.#held.get(this.#turn)) {
      this.#held.delete(this.#turn++);
      this.#heldLength -= next.line.length;
      this.#add(next.line, next.index);
    }
  }

  /** To be awaited after each line: waits for slow readers. Throws when lines could not be written. */
  ready(): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#length >= LONG) return this.#flush();
    if (this.#length > 0 && !this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#flush().catch((error: unknown) => (this.#failure ??= error));
      });
    }
    return undefined;
  }

  /** Writes everything, also what waits for lines that will not come. */
  async end(): Promise<void> {
    const held = [...this.#held].sort(([a], [b]) => a - b);
    for (const [, { line, index }] of held) this.#add(line, index);
    this.#held.clear();
    await this.#flush();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #add(line: string, index: number): void {
    this.#lines.push(line);
    this.#indices.push(index);
    this.#length += line.length;
  }

  async #flush(): Promise<void> {
    await this.#writing;
    const [lines, indices] = [this.#lines, this.#indices];
    if (lines.length === 0) return;
    [this.#lines, this.#indices, this.#length] = [[], [], 0];
    this.#writing = Promise.resolve(this.#sink.write(lines, indices));
    await this.#writing;
  }
}
