import { invalidArgument } from '../core/index.js';
import { type Values, buffersAmong, ownBuffer } from '../executor/index.js';

/** Memory to be handed over instead of copied; see `CallOptions.transfer`. */
export type TransferOption = boolean | readonly (ArrayBuffer | ArrayBufferView)[];

/** Throws `ERR_INVALID_ARGUMENT` for what cannot be handed over. */
export function checkTransfer(option: unknown): void {
  if (option === undefined || typeof option === 'boolean') return;
  const rule = 'true, or an array of ArrayBuffers and of typed arrays that fill theirs';
  if (!Array.isArray(option)) throw invalidArgument('transfer', rule, option);
  for (const [i, value] of option.entries()) {
    if (ownBuffer(value) === undefined)
      throw invalidArgument(
        `transfer[${i}]`,
        'an ArrayBuffer, or a typed array that fills its own',
        value,
        'copy it first: array.slice()',
      );
  }
}

/** The part of a chunk that says what is handed over; nothing is by default. */
export function transferOf(
  option: TransferOption | undefined,
  args: Values,
  calls: number,
): { transfer?: readonly ArrayBuffer[]; movesResults?: boolean } {
  if (option === undefined || option === false) return {};
  const among = buffersAmong(args);
  if (option === true) return { transfer: [...among], movesResults: true };
  const listed = option.flatMap((value) => ownBuffer(value) ?? []);
  // What is deep inside the arguments of a single call cannot belong to another.
  return { transfer: calls === 1 ? [...new Set(listed)] : listed.filter((buffer) => among.has(buffer)) };
}
