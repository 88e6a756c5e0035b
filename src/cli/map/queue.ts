import { Gate } from '../../core/index.js';
import type { Item, SentItem } from './task.js';

/** How inputs become items for the pool. */
export interface QueueOptions {
  /** Whether an input has been done by an earlier run. */
  readonly isDone: (input: string, index: number) => boolean;
  /** Whether no more inputs may be begun for now. */
  readonly isFull: () => boolean;
  /** Whether calls need to know which input they have. */
  readonly whole: boolean;
}

/**
 * The source of the pool's calls: inputs in order, failed ones again before new ones. It ends when there are no inputs
 * and nothing that is on its way could come back.
 */
export class Queue {
  /** Inputs that were passed over. */
  skipped = 0;
  /** Whether inputs were left out because of a failure. */
  stopped = false;
  readonly #batches: AsyncIterator<readonly string[]>;
  readonly #options: QueueOptions;
  readonly #again: Item[] = [];
  /** Items on their way, by the number of their call. */
  readonly #onTheirWay = new Map<number, Item>();
  readonly #changed = new Gate();
  #batch: readonly string[] = [];
  #at = 0;
  #index = 0;
  #turn = 0;
  #calls = 0;
  /** There are no more inputs, or none are to be begun. */
  #ended = false;
  /** While inputs are being read. */
  #reading: Promise<void> | undefined;

  constructor(batches: AsyncIterator<readonly string[]>, options: QueueOptions) {
    this.#batches = batches;
    this.#options = options;
  }

  async *items(): AsyncGenerator<SentItem> {
    for (;;) {
      const item = this.#again.shift() ?? this.#nextInput();
      if (item !== undefined) {
        this.#onTheirWay.set(this.#calls++, item);
        yield this.#options.whole || item.attempt > 1 ? item : item.input;
      } else if (this.#ended && this.#onTheirWay.size === 0) return;
      else await this.#news();
    }
  }

  /** The item of a call that has come to its end. */
  take(call: number): Item {
    const item = this.#onTheirWay.get(call)!;
    this.#onTheirWay.delete(call);
    return item;
  }

  again(item: Item): void {
    this.#again.push({ ...item, attempt: item.attempt + 1 });
  }

  /** Something that the queue waits for may have come. */
  wake(): void {
    this.#changed.open();
  }

  /** No more inputs are begun. */
  stop(): void {
    this.stopped = true;
    this.#ended = true;
    this.wake();
  }

  /** The next input of those that have been read, unless none may be begun now. */
  #nextInput(): Item | undefined {
    while (this.#mayBegin && this.#at < this.#batch.length) {
      const input = this.#batch[this.#at++];
      const index = this.#index++;
      if (!this.#options.isDone(input, index)) return { input, index, turn: this.#turn++, attempt: 1 };
      this.skipped++;
    }
    return undefined;
  }

  get #mayBegin(): boolean {
    // Something on its way will make room; without that nothing would.
    return !this.#ended && !(this.#onTheirWay.size > 0 && this.#options.isFull());
  }

  /** Waits for more inputs, where they may be begun, or to be woken. */
  #news(): Promise<void> {
    const woken = this.#changed.wait();
    if (!this.#mayBegin) return woken;
    this.#reading ??= this.#read();
    return Promise.race([this.#reading, woken]);
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#batches.next();
    this.#reading = undefined;
    if (done === true) this.#ended = true;
    else [this.#batch, this.#at] = [value, 0];
  }
}
