/**
 * Compensated summation. A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
 * ZAMM 54 (1974) 39-51. The error is about one rounding whatever the number of terms.
 */
export class CompensatedSum {
  #sum = 0;
  #correction = 0;

  add(term: number): void {
    const total = this.#sum + term;
    const lost = Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - total + term : term - total + this.#sum;
    // An infinite total has no meaningful remainder; without this check inf would turn into NaN.
    if (Number.isFinite(lost)) this.#correction += lost;
    this.#sum = total;
  }

  get value(): number {
    return this.#sum + this.#correction;
  }
}

/** The compensated sum of an array's elements, in their order. */
export function compensatedSum(terms: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < terms.length; i++) sum.add(terms[i]);
  return sum.value;
}
