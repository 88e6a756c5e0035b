/** Permutations by their number, and how many there are. Numbers above 2^53 are not whole any more: there it is Infinity. */

const COUNTABLE = Number.MAX_SAFE_INTEGER;

/** n! */
export function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n && product < Infinity; i++) product = times(product, i);
  return product;
}

/** In how many ways the values can be dealt to samples of these sizes. */
export function multinomial(sizes: readonly number[]): number {
  let [ways, dealt] = [1, 0];
  for (const size of sizes) {
    const more = Math.min(size, dealt);
    dealt += size;
    // Binomial coefficients one by one stay whole: (n - k + i over i).
    let binomial = 1;
    for (let i = 1; i <= more && binomial < Infinity; i++) binomial = times(binomial, dealt - more + i) / i;
    ways = times(ways, binomial);
  }
  return ways;
}

/** base^exponent */
export function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent && product < Infinity; i++) product = times(product, base);
  return product;
}

function times(a: number, b: number): number {
  return a * b <= COUNTABLE ? a * b : Infinity;
}

/**
 * Deals the row to the parts in the way number `rank`, from 0 to multinomial(sizes) - 1: the first value goes to each part in
 * turn, and so many ways are left for the others.
 */
export function deal(row: Float64Array, rank: number, parts: readonly Float64Array[]): void {
  const free = parts.map(({ length }) => length);
  let ways = multinomial(free);
  let number = rank;
  for (let i = 0; i < row.length; i++) {
    const left = row.length - i;
    let part = 0;
    let withIt = (ways * free[0]) / left;
    while (number >= withIt) {
      number -= withIt;
      withIt = (ways * free[++part]) / left;
    }
    parts[part][parts[part].length - free[part]--] = row[i];
    ways = withIt;
  }
}

/** Writes the order number `rank`, from 0 to n! - 1, of the values of `from` into `into`. */
export function order(from: ArrayLike<number>, rank: number, into: Float64Array): void {
  const left = Array.from(from);
  let number = rank;
  for (let i = 0; i < from.length; i++) {
    const orders = factorial(from.length - 1 - i);
    into[i] = left.splice(Math.floor(number / orders), 1)[0];
    number %= orders;
  }
}

/**
 * Puts a random choice of `count` of the values in front, in random order, by as many uniforms: the shuffle of R. A. Fisher
 * and F. Yates (1938), in place, as R. Durstenfeld has it: "Algorithm 235", Communications of the ACM 7 (1964) 420.
 */
export function shuffle(values: Float64Array, uniforms: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(uniforms[i] * (values.length - i));
    const value = values[j];
    values[j] = values[i];
    values[i] = value;
  }
}
