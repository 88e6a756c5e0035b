// Each task has its own random stream, keyed by the seed and the task's index: the workers do not matter.
import assert from 'node:assert/strict';
import { Pool, type TaskContext, stream } from 'nfold';

function insideCircle(points: number, { random }: Pick<TaskContext, 'random'>): number {
  let inside = 0;
  for (let i = 0; i < points; i++) if (random.random() ** 2 + random.random() ** 2 < 1) inside++;
  return inside;
}

const counts: number[][] = [];
for (const workers of [1, 2]) {
  await using pool = new Pool({ workers, seed: 2024 });
  counts.push(await pool.map(insideCircle, Array<number>(40).fill(5000)));
}
assert.deepEqual(counts[0], counts[1]);

// Task 7 can be repeated here, alone.
const alone = insideCircle(5000, { random: stream(2024, 7) });
assert.equal(alone, counts[0][7]);

const pi = (4 * counts[0].reduce((sum, count) => sum + count, 0)) / (40 * 5000);
assert.ok(Math.abs(pi - Math.PI) < 0.02);
console.log(`pi is about ${pi}, with 1 worker and with 2`);
