/**
 * The epsilon algorithm: P. Wynn, "On a device for computing the e_m(S_n) transformation", Mathematical Tables and Other Aids
 * to Computation 10 (1956) 91-96. It finds the limit of sequences whose remainders are sums of geometric ones, alternating
 * series among them. The error is judged, as in QUADPACK's qelg, from the last three limits.
 */
export class Epsilon {
  value = NaN;
  error = Infinity;
  /** The last counter-diagonal of the table. */
  #diagonal: number[] = [];
  #last: number[] = [];

  /** Takes the next member of the sequence. */
  push(s: number): void {
    const next = [s];
    for (let k = 0; k < this.#diagonal.length; k++) {
      const difference = next[k] - this.#diagonal[k];
      // Two equal members: the limit is found, and what would follow is noise.
      if (Math.abs(difference) <= 1e-16 * Math.abs(next[k])) break;
      next.push((k === 0 ? 0 : this.#diagonal[k - 1]) + 1 / difference);
    }
    this.#diagonal = next;
    const limit = next[next.length - (next.length % 2 === 1 ? 1 : 2)];
    this.#last = [...this.#last.slice(-3), limit];
    this.value = limit;
    this.error =
      this.#last.length < 4
        ? Infinity
        : Math.max(
            ...this.#last.slice(0, 3).map((earlier) => Math.abs(limit - earlier)),
            5e-16 * Math.abs(limit),
          );
  }
}
