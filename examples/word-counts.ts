// Batch processing of files: words of 2,000 generated texts, counted serially and by two workers, with the same results.
// `node word-counts.js [texts] [words in each]`; the same from a shell: nfold map ./count-words.js#count 'books/*.txt'
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool, stream, tasks } from 'nfold';
import { type WordCount, count } from './count-words.js';

const [texts = 2000, length = 2000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'nfold-texts-'));

/** Texts of made-up words, of which some come often, as in any language. Text `i` is the same in every run. */
function writeTexts(): string[] {
  const syllables = ['ka', 'lo', 'mi', 'ne', 'ru', 'sa', 'ti', 'vo'];
  return Array.from({ length: texts }, (_, i) => {
    const random = stream(1, i);
    const words = Array.from({ length: random.poisson(length) }, () => {
      let rank = random.zipf(1.3) % 4096;
      let word = '';
      do word += syllables[rank % 8];
      while ((rank = Math.floor(rank / 8)) > 0);
      return word;
    });
    const path = join(folder, `${String(i).padStart(6, '0')}.txt`);
    writeFileSync(path, words.join(' '));
    return path;
  });
}

async function seconds(run: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

try {
  const paths = writeTexts();
  let serial: WordCount[] = [];
  // The first run warms the file system's cache and the compiler, for either side.
  for (let i = 0; i < 2; i++) serial = paths.map(count);
  const alone = await seconds(() => void (serial = paths.map(count)));

  await using pool = new Pool(2);
  const work = tasks<typeof import('./count-words.js')>(new URL('./count-words.js', import.meta.url));
  const parallel: WordCount[] = [];
  const run = async (): Promise<void> => {
    parallel.length = 0;
    // A file that cannot be read would be yielded as a failure, and the others would go on.
    for await (const call of pool.imap(work.count, paths, { settle: true })) {
      if (call.status === 'rejected') throw call.reason;
      parallel.push(call.value);
    }
  };
  const cold = await seconds(run);
  const warm = await seconds(run);
  assert.deepEqual(parallel, serial);

  const words = serial.reduce((sum, one) => sum + one.words, 0);
  const ms = (time: number): string => `${Number((1000 * time).toPrecision(3))} ms`;
  console.log(`${texts} texts with ${words} words; serial and parallel results are equal`);
  console.log(`serial ${ms(alone)}; 2 workers ${ms(cold)} with their start, ${ms(warm)} warm`);
  console.log(`warm, 2 workers are ${(alone / warm).toFixed(2)} times as fast as none`);
} finally {
  rmSync(folder, { recursive: true });
}
