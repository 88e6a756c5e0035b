// What the cases give to pools, and how they read what comes back.

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const squares = (n: number): number[] => range(n).map((x) => x * x);

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export async function* asynchronous<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield item;
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const value of source) seen.push(value);
  return seen;
}

/** A source that counts what is read of it, and notes its end. */
export class Endless implements Iterable<number> {
  read = 0;
  returned = false;
  *[Symbol.iterator](): Generator<number> {
    try {
      for (;;) yield this.read++;
    } finally {
      this.returned = true;
    }
  }
}
