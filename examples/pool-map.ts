// map, starmap and imap: the results come in the order of the items, whichever worker is done first.
import assert from 'node:assert/strict';
import { Pool } from 'nfold';

await using pool = new Pool(2);

function collatzSteps(start: number): number {
  let steps = 0;
  for (let n = start; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps++;
  return steps;
}

const steps = await pool.map(collatzSteps, [1, 6, 27, 97]);
assert.deepEqual(steps, [0, 8, 111, 118]);

const powers = await pool.starmap(
  (base: number, exponent: number) => base ** exponent,
  [
    [2, 10],
    [3, 4],
  ],
);
assert.deepEqual(powers, [1024, 81]);

function* naturals(): Generator<number> {
  for (let n = 1; ; n++) yield n;
}

// The source is endless: imap reads it only a little ahead of the loop, and leaving the loop ends the rest.
let first = 0;
for await (const length of pool.imap(collatzSteps, naturals())) {
  first++;
  if (length > 100) break;
}
assert.equal(first, 27);

console.log(`Collatz steps ${steps.join(', ')}; the first start that needs more than 100 is ${first}`);
