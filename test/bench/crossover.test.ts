import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CrossoverJob, crossover } from 'nfold/bench';

/** A machine on which time passes only when a job says so. */
function machine(start: number, perItem: { serial: number; warm: number }) {
  let time = 0;
  const log: string[] = [];
  const spend = (name: string, items: number, seconds: number): number => {
    log.push(`${name} ${items}`);
    time += seconds;
    return items;
  };
  const job: CrossoverJob<number> = {
    serial: (items) => spend('serial', items, 0.001 + items * perItem.serial),
    warm: (items) => spend('warm', items, 0.003 + items * perItem.warm),
    cold: (items) => spend('cold', items, 0.003 + start + items * perItem.warm),
    cool: () => log.push('cool'),
  };
  return { job, log, clock: () => time };
}

const close = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-6 * expected, `${actual} instead of ${expected}`);

test('workers pay from where the lines through the times of two sizes cross', async () => {
  for (const otherItems of [1e4, 1e7]) {
    const { job, log, clock } = machine(0.05, { serial: 2e-8, warm: 1.2e-8 });
    const found = await crossover(job, { items: 1e5, otherItems, rounds: 3, clock });
    close(found.serial?.perItem, 2e-8);
    close(found.serial?.fixed, 0.001);
    close(found.warm?.perItem, 1.2e-8);
    close(found.start.median, 0.05);
    close(found.paysWarm, 0.002 / 0.8e-8);
    close(found.paysCold, 0.052 / 0.8e-8);
    close(found.comparison.faster['warm'].value, (0.001 + 2e-3) / (0.003 + 1.2e-3));
    assert.equal(found.partial, false);
    const runs = log.filter((entry) => entry !== 'cool');
    assert.equal(runs.length, 5 * 4, 'three rounds and a warm-up of five variants');
    for (const [i, entry] of log.entries()) if (entry.startsWith('cold')) assert.equal(log[i - 1], 'cool');
  }
});

test('workers that cost more an item never pay, those that cost nothing pay always', async () => {
  const slow = machine(0.05, { serial: 1e-8, warm: 1.1e-8 });
  const never = await crossover(slow.job, { items: 1000, otherItems: 1e6, clock: slow.clock });
  assert.deepEqual([never.paysWarm, never.paysCold], [Infinity, Infinity]);
  const fast = machine(0.05, { serial: 1e-8, warm: 0.5e-8 });
  const swapped = {
    ...fast.job,
    serial: (items: number) => fast.job.warm(items),
    warm: (items: number) => fast.job.serial(items / 4),
  };
  const always = await crossover(swapped, { items: 1000, otherItems: 1e6, clock: fast.clock });
  assert.equal(always.paysWarm, 0);
});

test('results of one size must agree', async () => {
  const { job, clock } = machine(0.05, { serial: 1e-8, warm: 1e-8 });
  const odd = { ...job, cold: (items: number) => (job.cold(items) as number) + 1 };
  const equal = (a: number, b: number): string | undefined => (a === b ? undefined : `${b} instead of ${a}`);
  await assert.rejects(crossover({ ...odd, equal }, { items: 10, otherItems: 20, clock }), {
    code: 'ERR_DISAGREEMENT',
    message: /the result of cold differs from the one of serial: 11 instead of 10/,
  });
  await crossover({ ...job, equal }, { items: 10, otherItems: 20, rounds: 1, clock });
});

test('what was timed before an interruption is kept, and called partial', async () => {
  const { job, clock } = machine(0.05, { serial: 1e-8, warm: 1e-8 });
  const controller = new AbortController();
  const progress: string[] = [];
  const options = { items: 1000, otherItems: 1e6, rounds: 2, clock, signal: controller.signal };
  const found = await crossover(job, {
    ...options,
    onRun(done, total) {
      progress.push(`${done}/${total}`);
      if (done === 6) controller.abort();
    },
  });
  assert.deepEqual(
    progress,
    [1, 2, 3, 4, 5, 6].map((done) => `${done}/15`),
  );
  assert.equal(found.partial, true);
  assert.equal(found.other, undefined);
  assert.deepEqual([found.paysWarm, found.paysCold, found.serial], [undefined, undefined, undefined]);
  assert.equal(found.comparison.measurements[0].seconds.length, 1);
  await assert.rejects(crossover(job, { ...options, otherItems: 1000 }), { code: 'ERR_INVALID_ARGUMENT' });
});
