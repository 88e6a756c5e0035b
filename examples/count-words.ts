/** The function that `nfold map` and word-counts.ts run over texts. */
import { readFileSync } from 'node:fs';

export interface WordCount {
  readonly words: number;
  readonly different: number;
  /** The word that comes most often; the first in the alphabet of those that do. */
  readonly most: string;
}

/** `nfold map ./count-words.js#count 'books/*.txt'` */
export function count(path: string): WordCount {
  const times = new Map<string, number>();
  let words = 0;
  for (const [word] of readFileSync(path, 'utf8')
    .toLowerCase()
    .matchAll(/\p{L}+/gu)) {
    words++;
    times.set(word, (times.get(word) ?? 0) + 1);
  }
  let most = '';
  for (const [word, n] of times) {
    const before = times.get(most) ?? 0;
    if (n > before || (n === before && word < most)) most = word;
  }
  return { words, different: times.size, most };
}
