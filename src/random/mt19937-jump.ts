/**
 * The Mersenne Twister's jump by 2^128 outputs: with the transition A, A^(2^128) = g(A) for the polynomial g = x^(2^128)
 * modulo the minimal polynomial of A, and g(A) is applied by Horner's rule. H. Haramoto, M. Matsumoto, T. Nishimura,
 * F. Panneton and P. L'Ecuyer, "Efficient Jump Ahead for F2-Linear Random Number Generators", INFORMS J. Comput. 20 (2008)
 * 385-390. The same steps as in NumPy, numpy/random/src/mt19937/mt19937-jump.c (MIT), its treatment of the position included.
 */
import { JUMP_POLYNOMIAL } from './mt19937-jump-table.js';
import { N, twist } from './mt19937-twist.js';

let polynomial: Uint8Array | undefined;

/** Coefficient i of g is bit i & 7 of byte i >> 3. */
function coefficients(): Uint8Array {
  polynomial ??= Uint8Array.from(atob(JUMP_POLYNOMIAL), (character) => character.charCodeAt(0));
  return polynomial;
}

/** Jumps a state of N words and the position. */
export function jumpTwister(words: Int32Array): void {
  const bits = coefficients();
  const start = words[N] >= N ? 0 : words[N];
  // Here a word is replaced when its turn comes, so the oldest is the one at the position.
  const sum = words.slice(0, N);
  let position = start;
  let place = 8 * bits.length - 1;
  while (((bits[place >> 3] >> (place & 7)) & 1) === 0) place--;
  while (place-- > 0) {
    twist(sum, position);
    position = (position + 1) % N;
    if (((bits[place >> 3] >> (place & 7)) & 1) === 1) addState(sum, position, words, start);
  }
  words.set(sum);
  words[N] = position;
}

/** Adds a state to another, each from its own position on. */
function addState(sum: Int32Array, at: number, words: Int32Array, from: number): void {
  for (let i = 0; i < N; i++) {
    const place = at + i < N ? at + i : at + i - N;
    sum[place] ^= words[from + i < N ? from + i : from + i - N];
  }
}
