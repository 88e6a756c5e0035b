// The lecture's program: the integral of 1/(1+x^2) over [0, 1], estimated from n sorted random points for many n.
import assert from 'node:assert/strict';
import { Pool, type TaskContext, converge } from 'nfold';

function integral(
  n: number,
  f: (x: number) => number,
  a: number,
  b: number,
  { random }: TaskContext,
): number {
  const x = random.fillRandom(new Float64Array(n)).map((u) => a + (b - a) * u);
  x.sort();
  let sum = 0;
  for (let k = 1; k < n; k++) sum += f(x[k]) * (x[k] - x[k - 1]);
  return sum;
}

const SAMPLES = 2000;
const f = (x: number): number => 1 / (1 + x ** 2);
await using pool = new Pool({ workers: 2, seed: 1 });

// As in Python: a call for each n, then its result.
const results = Array.from({ length: SAMPLES }, (_, n) => pool.applyAsync(integral, [n, f, 0, 1]));
const estimates = await Promise.all(results.map((result) => result.get()));
assert.equal(estimates[1], 0, 'one point bounds no rectangle');
assert.ok(Math.abs(estimates[SAMPLES - 1] - Math.PI / 4) < 0.01);

// The same experiment as one call: the points come sorted in O(n), the formula runs as WebAssembly.
const { values, evaluations } = await converge('1/(1+x^2)', [0, 1], { samples: SAMPLES, seed: 1, pool });
assert.equal(values.length, SAMPLES);
assert.ok(Math.abs(values[SAMPLES - 1] - Math.PI / 4) < 0.01);

console.log(`${SAMPLES} calls: the last estimate is ${estimates[SAMPLES - 1].toFixed(4)}`);
console.log(`converge(): ${values[SAMPLES - 1].toFixed(4)}, after ${evaluations} evaluations in all`);
