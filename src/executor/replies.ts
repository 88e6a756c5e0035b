// What workers reply, and whom it is told.
import { now } from '../core/index.js';
import { previewArguments } from './preview-arguments.js';
import type { FromWorker, PartsMessage, ValuesMessage } from './protocol.js';
import { indexOf } from './run-message.js';
import type { Piece } from './scheduler-state.js';
import type { Chunk, ChunkObserver } from './types.js';
import { decodeError } from './wire-error.js';

/** The usual reply in the words of the others. */
export function unfold(message: FromWorker): Exclude<FromWorker, ValuesMessage> {
  if ('type' in message) return message;
  const [piece, start, end, values] = message;
  return { type: 'parts', piece, start, end, done: true, parts: [{ at: 0, values }] };
}

/** How many calls the reply settles. */
export function settledBy({ parts }: PartsMessage): number {
  let count = 0;
  for (const part of parts) count += 'values' in part ? part.values.length : part.count;
  return count;
}

/** Tells what became of some calls of a piece. */
export function tell(
  worker: number,
  piece: Piece,
  chunk: Chunk,
  observer: ChunkObserver,
  { parts, start, end }: PartsMessage,
): void {
  const received = now();
  for (const part of parts) {
    const at = piece.from + part.at;
    const index = indexOf(chunk, at);
    if ('values' in part) {
      const { values } = part;
      const { sent } = piece;
      observer.values(chunk, at, values, {
        worker,
        first: index,
        count: values.length,
        start,
        end,
        sent,
        received,
      });
    } else {
      const attempt = (piece.chunk.lost?.get(at) ?? 0) + 1;
      const info = { index, worker, attempt, arguments: previewArguments(chunk, at) };
      observer.failed(chunk, at, part.count, decodeError(part.error, info));
    }
  }
}
