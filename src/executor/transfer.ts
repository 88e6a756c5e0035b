import type { RunMessage } from './protocol.js';
import type { Chunk } from './types.js';

/** The memory of an ArrayBuffer, or of a typed array that is alone in it: what can be handed over without harm to others. */
export function ownBuffer(value: unknown): ArrayBuffer | undefined {
  if (value instanceof ArrayBuffer) return value;
  if (!ArrayBuffer.isView(value)) return undefined;
  const { buffer, byteLength } = value;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : undefined;
}

/** The memory to hand over among some values, each once, if it has at least `least` bytes. */
export function buffersAmong(values: ArrayLike<unknown>, least = 1): Set<ArrayBuffer> {
  const found = new Set<ArrayBuffer>();
  if (ArrayBuffer.isView(values)) return found;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'object') continue;
    const buffer = ownBuffer(value);
    if (buffer !== undefined && buffer.byteLength >= least) found.add(buffer);
  }
  return found;
}

/** What is handed over with a piece of a chunk. */
export function buffersOf(
  [, , , count, , args, details]: RunMessage,
  { transfer, count: all }: Chunk,
): ArrayBuffer[] | undefined {
  // A piece that is sent ahead may be taken back, and must then still have its arguments.
  if (transfer === undefined || details?.claim !== undefined) return undefined;
  if (count === all) return [...transfer];
  const inside = buffersAmong(args);
  return transfer.filter((buffer) => inside.has(buffer));
}
