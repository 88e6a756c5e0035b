import assert from 'node:assert/strict';
import { test } from 'node:test';
import { studentTQuantile } from 'nfold/stats';
import { knownAnswers } from '../known-answers/read.js';

interface Answers {
  readonly cases: readonly { readonly p: number; readonly df: number; readonly t: number }[];
}

test("quantiles of Student's t are those of scipy.stats.t.ppf", () => {
  for (const { p, df, t } of knownAnswers<Answers>('student_t.json').cases) {
    const found = studentTQuantile(p, df);
    assert.ok(Math.abs(found - t) <= 1e-9 * Math.abs(t), `p = ${p}, df = ${df}: ${found}, SciPy ${t}`);
  }
});

test('quantiles are odd about 1/2, and the ends are infinite', () => {
  for (const df of [1, 2, 30, 1000]) {
    assert.equal(studentTQuantile(0.5, df), 0);
    assert.equal(studentTQuantile(0.25, df), -studentTQuantile(0.75, df));
    assert.deepEqual([studentTQuantile(0, df), studentTQuantile(1, df)], [-Infinity, Infinity]);
    assert.ok(Number.isNaN(studentTQuantile(1.5, df)));
  }
  assert.throws(() => studentTQuantile(0.9, 0), /df must be a whole number of at least 1, got 0/);
});
