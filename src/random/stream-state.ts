import {
  BIT_GENERATORS,
  type BitGeneratorName,
  type Seed,
  checkInteger,
  checkOneOf,
  checkSeed,
  invalidArgument,
} from '../core/index.js';
import type { BitGenerator } from './bit-generator.js';
import { makeBitGenerator } from './bit-generators.js';
import { fromBigInt, toBigInt } from './wide-integers.js';

/**
 * All that decides the numbers to come, as a plain object that survives JSON. `words`, `position` and `half` are what
 * NumPy's `bit_generator.state` shows, in hexadecimal.
 */
export interface StreamState {
  readonly bitGenerator: BitGeneratorName;
  /** A whole number; above 2^53 - 1 as a string of its decimal digits. */
  readonly seed: number | string;
  /** As the seed. */
  readonly path: readonly (number | string)[];
  /**
   * sfc64: a, b, c, counter (64 bits each). pcg64, pcg64dxsm: state, increment (128). philox: the counter's four words,
   * the key's two, the last block's four (64). mt19937: 624 words (32).
   */
  readonly words: readonly string[];
  /** philox, mt19937: how many outputs of the present block have been used. */
  readonly position?: number;
  /** The upper half that a draw of 32 bits has left for the next one; null for none. */
  readonly half: string | null;
}

/** The state of a stream whose generator stands where the stream does. */
export function writeState(seed: Seed, path: readonly Seed[], generator: BitGenerator): StreamState {
  const { words, layout, name } = generator;
  const { bits, count, blockSize } = layout;
  const size = bits / 32;
  const hex = (at: number, length: number): string =>
    toBigInt(words, at, length)
      .toString(16)
      .padStart(8 * length, '0');
  const hasHalf = generator.keepsHalf && words[words.length - 2] === 1;
  return {
    bitGenerator: name,
    seed: written(seed),
    path: path.map(written),
    words: Array.from({ length: count }, (_, i) => hex(size * i, size)),
    ...(blockSize !== undefined && { position: words[size * count] }),
    half: hasHalf ? hex(words.length - 1, 1) : null,
  };
}

/** What {@link writeState} wrote; throws `ERR_INVALID_ARGUMENT` in one line for anything else. */
export function readState(state: unknown): { seed: Seed; path: readonly Seed[]; generator: BitGenerator } {
  if (typeof state !== 'object' || state === null) {
    throw invalidArgument('state', 'an object such as stream.state() returns', state);
  }
  const { bitGenerator, seed, path, words, position, half } = state as Record<string, unknown>;
  const name = checkOneOf('state.bitGenerator', bitGenerator, BIT_GENERATORS);
  const generator = makeBitGenerator(name);
  const { bits, count, blockSize } = generator.layout;
  const size = bits / 32;
  if (!Array.isArray(words) || words.length !== count) {
    throw invalidArgument('state.words', `${count} hexadecimal numbers for ${name}`, words);
  }
  for (const [i, word] of words.entries()) {
    fromBigInt(generator.words, size * i, size, readHex(`state.words[${i}]`, word, bits));
  }
  checkWords(generator);
  if (blockSize !== undefined) {
    generator.words[size * count] = checkInteger('state.position', position, 0, blockSize);
  }
  if (half !== null) readHalf(generator, half);
  if (!Array.isArray(path)) throw invalidArgument('state.path', 'a list of whole numbers', path);
  return {
    seed: readSeed('state.seed', seed),
    path: path.map((one, i) => readSeed(`state.path[${i}]`, one)),
    generator,
  };
}

/** States that a generator can never be in. */
function checkWords({ name, words }: BitGenerator): void {
  if (name.startsWith('pcg') && (words[4] & 1) === 0) {
    throw invalidArgument('state.words[1]', 'an odd increment', toBigInt(words, 4, 4).toString(16));
  }
  if (name === 'mt19937' && words.every((word) => word === 0)) {
    throw invalidArgument('state.words', 'not all 0', 0);
  }
}

function readHalf({ keepsHalf, name, words }: BitGenerator, half: unknown): void {
  if (!keepsHalf) throw invalidArgument('state.half', `null for ${name}`, half);
  words[words.length - 2] = 1;
  fromBigInt(words, words.length - 1, 1, readHex('state.half', half, 32));
}

function readHex(name: string, text: unknown, bits: number): bigint {
  if (typeof text === 'string' && text.length <= bits / 4 && /^[\da-f]+$/i.test(text))
    return BigInt(`0x${text}`);
  throw invalidArgument(name, `a hexadecimal number of at most ${bits / 4} digits`, text);
}

/** Numbers where JSON keeps them exact. */
function written(seed: Seed): number | string {
  return seed <= Number.MAX_SAFE_INTEGER ? Number(seed) : String(seed);
}

function readSeed(name: string, seed: unknown): Seed {
  if (typeof seed === 'string' && /^\d+$/.test(seed)) return BigInt(seed);
  return checkSeed(name, seed);
}
