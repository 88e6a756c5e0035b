// Runs in workers: the part of a reduction that belongs to one chunk.
import { isThenable } from '../core/index.js';
import type { WireError } from '../executor/index.js';
import { CallContext, type TaskContext, type TaskStreams } from './context.js';

type Unknown = (...args: unknown[]) => unknown;

/** What became of a chunk: the fold of its values, or the error of the item at place `at`. */
export type Folded = { readonly value: unknown } | { readonly at: number; readonly error: WireError };

/**
 * Maps the items of a chunk and folds their values from left to right. All of it is one call, so that a chunk is never
 * folded in parts, whatever becomes of a worker. The call's own index is that of the chunk's first item.
 */
export async function foldChunk(
  map: Unknown,
  reducer: Unknown,
  streams: TaskStreams,
  items: ArrayLike<unknown>,
  context: TaskContext,
): Promise<Folded> {
  const valueOf = mapper(map, streams, items, context);
  let at = 0;
  try {
    let value = await valueOf(0);
    for (at = 1; at < items.length; at++) {
      let next = valueOf(at);
      if (isThenable(next)) next = await next;
      value = reducer(value, next);
      if (isThenable(value)) value = await value;
    }
    return { value };
  } catch (error) {
    const { encodeError } = await import('./failures.js');
    return { at, error: encodeError(error) };
  }
}

/** Makes the value of an item; functions that declare a second parameter are given the item's own context. */
function mapper(
  map: Unknown,
  streams: TaskStreams,
  items: ArrayLike<unknown>,
  context: TaskContext,
): (at: number) => unknown {
  if (map.length <= 1) return (at) => map(items[at]);
  const { index: first, report } = context;
  const source = {
    ...streams,
    state: context.state,
    signal: () => context.signal,
    // What is reported is how far the whole chunk is.
    report: (index: number, fraction: number, message: string) =>
      report((index - first + fraction) / items.length, message),
  };
  return (at) => map(items[at], new CallContext(first + at, source));
}
