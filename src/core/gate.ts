/** Lets one side of a conversation wait until the other has changed something. */
export class Gate {
  #waiting: Promise<void> | undefined;
  #open: () => void = () => {};

  /** Resolves at the next {@link Gate.open}. */
  wait(): Promise<void> {
    return (this.#waiting ??= new Promise((resolve) => (this.#open = resolve)));
  }

  open(): void {
    this.#waiting = undefined;
    this.#open();
  }
}
