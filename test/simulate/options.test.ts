/** Everything that can use a pool checks its options by the same rules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSettings, fillParallel, runs, summarizeDraws } from 'nfold';
import { bootstrap, jackknife, permutationTest } from 'nfold/resample';
import { normal, simulate, sweep } from 'nfold/simulate';

const data = [1, 2, 4, 8];
const model = { draws: { x: normal() }, model: 'y = k*x', n: 10 };

const calls: Readonly<Record<string, (extra: object) => Promise<unknown>>> = {
  simulate: (extra) => simulate({ ...model, parameters: { k: 1 }, ...extra }),
  sweep: (extra) => sweep({ ...model, grid: { k: [1, 2] }, ...extra }),
  runs: (extra) => runs(10, () => 1, extra),
  compareSettings: (extra) => compareSettings(10, () => 1, { settings: [1, 2], ...extra }),
  fillParallel: (extra) => fillParallel(10, 'normal', [], extra),
  summarizeDraws: (extra) => summarizeDraws('normal', [0, 1], { draws: 10, ...extra }),
  bootstrap: (extra) => bootstrap(data, 'mean', extra),
  jackknife: (extra) => jackknife(data, 'mean', extra),
  permutationTest: (extra) => permutationTest([data, data], 'differenceOfMeans', extra),
};

const silent = ['fillParallel'];

for (const [name, call] of Object.entries(calls)) {
  test(`${name} refuses options that do not exist, and a pool, signal or callback that is none`, async () => {
    await call({ pool: undefined, signal: undefined });
    const refused = (extra: object, message: RegExp): Promise<void> =>
      assert.rejects(call(extra), { code: 'ERR_INVALID_ARGUMENT', message });
    await refused(
      { singal: 1 },
      /^options must be made of .*, got "singal" \(string\); did you mean "signal"\?$/,
    );
    await refused({ pool: 2 }, /^pool must be a Pool, got 2 \(number\); write new Pool\(2\)$/);
    await refused({ pool: null }, /^pool must be a Pool, got null \(null\)/);
    await refused({ signal: {} }, /^signal must be an AbortSignal, got \{\} \(object\)/);
    if (!silent.includes(name)) await refused({ onProgress: 'x' }, /^onProgress must be a function, got "x"/);
  });
}

test('options that are none are refused', async () => {
  const none = undefined as never;
  for (const call of [
    () => simulate(none),
    () => sweep(none),
    () => compareSettings(10, () => 1, none),
    () => summarizeDraws('normal', [0, 1], none),
  ]) {
    await assert.rejects(call, { message: 'options must be an object, got undefined (undefined)' });
  }
});

test('of numbers that are all not finite nothing is known', async () => {
  const { outputs } = await simulate({ draws: { x: normal() }, model: 'y = log(-x^2)', n: 100, seed: 1 });
  const { mean, sd, min, max } = outputs.y;
  const { value } = (await runs(10, () => NaN, { seed: 1 })).outputs;
  assert.deepEqual([mean, sd, min, max, outputs.y.n], [NaN, NaN, NaN, NaN, 0]);
  assert.deepEqual(
    [value.mean, value.sd, value.min, value.max, value.nonFinite.count],
    [NaN, NaN, NaN, NaN, 10],
  );
});
