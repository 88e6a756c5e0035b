/** Words of the Mersenne Twister's state. */
export const N = 624;
const M = 397;

/** Replaces word i of the state, the oldest, by the word that comes N later in the sequence. */
export function twist(words: Int32Array, i: number): void {
  const y = (words[i] & 0x8000_0000) | (words[i + 1 < N ? i + 1 : 0] & 0x7fff_ffff);
  words[i] = words[i + M < N ? i + M : i + M - N] ^ (y >>> 1) ^ (-(y & 1) & 0x9908_b0df);
}
