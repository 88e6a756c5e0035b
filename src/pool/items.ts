import { invalidArgument } from '../core/index.js';

/** Items of a map: an array, a typed array, or another iterable, synchronous or not. */
export type Items<T> = Iterable<T> | AsyncIterable<T>;

/**
 * The items in one list: at once, or when an asynchronous source has come to its end. `unwanted` is asked between two
 * items; once it says yes, the source is closed and what was read so far is given. Throws `ERR_INVALID_ARGUMENT`.
 */
export function gather<T>(items: Items<T>, unwanted: () => boolean): ArrayLike<T> | Promise<ArrayLike<T>> {
  if (Array.isArray(items)) return items as T[];
  if (ArrayBuffer.isView(items) && !(items instanceof DataView)) return items as unknown as ArrayLike<T>;
  const source = checkSource(items);
  return Symbol.asyncIterator in source ? collect(source, unwanted) : Array.from(source);
}

/** The items in one list, for those who cannot wait. Throws `ERR_INVALID_ARGUMENT`, for an asynchronous source too. */
export function gatherNow<T>(items: Iterable<T>): ArrayLike<T> {
  const rule = 'an array or another iterable that need not be awaited';
  if (Symbol.asyncIterator in checkSource(items)) throw invalidArgument('items', rule, items, 'use map()');
  return gather(items, () => false) as ArrayLike<T>;
}

async function collect<T>(source: AsyncIterable<T>, unwanted: () => boolean): Promise<T[]> {
  const list: T[] = [];
  for await (const item of source) {
    if (unwanted()) break;
    list.push(item);
  }
  return list;
}

/** Throws `ERR_INVALID_ARGUMENT` for what cannot be iterated. */
export function checkSource<T>(items: Items<T>): Items<T> {
  if (typeof items === 'object' && items !== null) {
    if (Symbol.iterator in items || Symbol.asyncIterator in items) return items;
  }
  throw invalidArgument('items', 'an array, a typed array or another iterable', items);
}

/** The arguments of all calls of a starmap in one list. Throws `ERR_INVALID_ARGUMENT` when their numbers differ. */
export function flatten(items: ArrayLike<readonly unknown[]>): { args: unknown[]; arity: number } {
  if (items.length > 0 && !Array.isArray(items[0]))
    throw invalidArgument(
      'items[0]',
      'an array of arguments',
      items[0],
      'write [x] for one argument, or use map()',
    );
  const arity = items.length === 0 ? 0 : items[0].length;
  const args: unknown[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!Array.isArray(item) || item.length !== arity) {
      throw invalidArgument(
        `items[${i}]`,
        `an array of ${arity} arguments like the first`,
        item,
        'use undefined for one left out',
      );
    }
    for (const arg of item) args.push(arg);
  }
  return { args, arity };
}
