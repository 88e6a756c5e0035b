/**
 * Shared memory that a pool's typed maps use one after the other. New shared memory for each map would be expensive
 * twice: its pages are made on first use, and V8 does not count it when it decides to collect garbage, in this thread or in
 * the workers that have seen it, so that a loop of large maps would pile it up.
 */
export class Scratch {
  #kept: SharedArrayBuffer | undefined;

  /** Memory of at least `bytes` bytes, with whatever its last user left in it. */
  take(bytes: number): SharedArrayBuffer {
    const kept = this.#kept;
    if (kept === undefined || kept.byteLength < bytes) return new SharedArrayBuffer(roomFor(bytes));
    this.#kept = undefined;
    return kept;
  }

  /** Takes memory back, which nobody uses any more, not even a worker; keeps the largest. */
  give(buffer: SharedArrayBuffer): void {
    if (buffer.byteLength >= (this.#kept?.byteLength ?? 0)) this.#kept = buffer;
  }

  clear(): void {
    this.#kept = undefined;
  }
}

/** The next power of two: slowly growing maps replace their memory rarely, and pages never touched cost nothing. */
function roomFor(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(4096, bytes)));
}
