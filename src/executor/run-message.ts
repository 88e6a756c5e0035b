import { NfoldError } from '../core/index.js';
import { CELLS, type RunDetails, type RunMessage } from './protocol.js';
import type { Piece } from './scheduler-state.js';
import type { Chunk, TaskFunction } from './types.js';
import { sliceValues } from './values.js';

/** Notes a piece that is sent ahead in the free one of the two places, and returns the place. */
export function freeClaim(cells: Int32Array | undefined, piece: number): number {
  for (const cell of CELLS.claims) {
    if (cells !== undefined && Atomics.compareExchange(cells, cell, 0, piece) === 0) return cell;
  }
  throw new NfoldError('ERR_INTERNAL', 'no room to send a piece ahead; please report this');
}

export function runMessage(
  piece: Piece,
  chunk: Chunk,
  define: readonly TaskFunction[] | undefined,
  { claim, memoryLimit, timed }: Pick<RunDetails, 'claim' | 'memoryLimit' | 'timed'>,
): RunMessage {
  const { id, from, to } = piece;
  const { arity, seed, task } = chunk;
  const args = sliceValues(chunk.args, from * arity, to * arity);
  const details = detailsOf(piece, chunk, { define, claim, memoryLimit, timed });
  const message = [id, task.id, indexOf(chunk, from), to - from, seed, args] as const;
  return details === undefined ? message : [...message, details];
}

function detailsOf(
  { from, to }: Piece,
  { arity, functions, indices, bitGenerator, movesResults }: Chunk,
  { define, claim, memoryLimit, timed }: Pick<RunDetails, 'define' | 'claim' | 'memoryLimit' | 'timed'>,
): RunDetails | undefined {
  const none = (functions ?? indices ?? bitGenerator) === undefined && movesResults !== true;
  if (none && (define ?? claim ?? memoryLimit ?? timed) === undefined) return undefined;
  const inside = functions?.filter(([at]) => at >= from * arity && at < to * arity);
  return {
    ...(bitGenerator !== undefined && { bitGenerator }),
    ...(movesResults === true && { movesResults }),
    ...(claim !== undefined && { claim }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(timed !== undefined && { timed }),
    ...(define !== undefined && { define }),
    ...(indices !== undefined && { indices: indices.slice(from, to) }),
    ...(inside !== undefined && {
      functions: inside.map(([at, task]) => [at - from * arity, task.id] as const),
    }),
  };
}

export function indexOf({ first, indices }: Chunk, call: number): number {
  return indices === undefined ? first + call : indices[call];
}

export function wireValues({ wire }: TaskFunction): unknown {
  const named = wire.kind === 'source' ? wire.scope.map(([name, value]) => [name, plain(value)]) : [];
  return { ...Object.fromEntries(named), bound: wire.bound.map(plain) };
}

function plain(wire: { value: unknown } | { task: unknown }): unknown {
  return 'value' in wire ? wire.value : undefined;
}
