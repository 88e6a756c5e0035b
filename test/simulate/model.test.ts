import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'nfold';
import { normal, simulate } from 'nfold/simulate';

const seed = 20_261_125;
const draws = {
  alpha: normal(15, 2),
  x1: normal(3, 5),
  x2: normal(10, 1),
  x3: normal(8, 8),
  eps: normal(0, 1),
};
const text = 'y = alpha + x1 + 2*x2 + x3/2 + eps';
const n = 50_001;

test('the sample agrees with theory, and the bits do not depend on the number of workers', async () => {
  const serial = await simulate({ draws, model: text, n, seed });
  const { y } = serial.outputs;
  assert.deepEqual(serial.theory.y, { mean: 42, sd: Math.sqrt(50), normal: true });
  assert.ok(Math.abs(y.mean - 42) < 5 * y.standardError);
  assert.ok(Math.abs(y.sd - Math.sqrt(50)) < 5 * y.sdStandardError);
  for (const workers of [1, 2, 7]) {
    await using pool = new Pool(workers);
    const { outputs, covariance } = await simulate({ draws, model: text, n, seed, pool });
    assert.deepEqual(outputs, serial.outputs, `${workers} workers`);
    assert.deepEqual(outputs.y.quantile(0.9), y.quantile(0.9));
    assert.deepEqual(covariance, serial.covariance);
  }
});
