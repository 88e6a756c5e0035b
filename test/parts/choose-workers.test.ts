import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseWorkers } from 'nfold/bench';

const seconds = fc.double({ min: 1e-9, max: 1e5, noNaN: true });

describe('the choice of workers', () => {
  it('is this thread for what their start and their messages would outweigh', () => {
    const choice = chooseWorkers({ serial: 0.0031, workers: 2, start: 0.025 });
    assert.deepEqual(choice, {
      workers: 0,
      seconds: 0.0031,
      paysFrom: 0.0625,
      sentence:
        'serially: 3.10 ms of work, and 2 workers pay from 62.5 ms on, since they take 25.0 ms to start',
    });
    assert.equal(chooseWorkers({ serial: 0.02, workers: 2 }).workers, 2);
    assert.equal(chooseWorkers({ serial: 0.02, workers: 2, transport: 0.0085 }).workers, 0);
    const large = chooseWorkers({ serial: 10, workers: 4, start: 0.1 });
    assert.deepEqual([large.workers, large.seconds], [4, 2.6]);
    assert.equal(
      large.sentence,
      'with 4 workers: 10.0 s of work, and 4 workers pay from 154 ms on, since they take 100 ms to start',
    );
    const alone = chooseWorkers({ serial: 10, workers: 1 });
    assert.deepEqual(
      [alone.workers, alone.paysFrom, alone.sentence],
      [0, Infinity, 'serially: one worker is no faster than this thread'],
    );
    const any = chooseWorkers({ serial: 0.001, start: 0.045 });
    assert.deepEqual(
      [any.workers, any.sentence],
      [0, 'serially: 1.00 ms of work, and workers pay from 50.0 ms on, since they take 45.0 ms to start'],
    );
  });

  it('is within a tenth of the better of the two, and workers only where they are faster by that', () => {
    const forecast = fc.record({
      serial: seconds,
      workers: fc.integer({ min: 1, max: 1024 }),
      start: seconds,
      transport: seconds,
    });
    fc.assert(
      fc.property(forecast, (given) => {
        const { workers, seconds: expected, paysFrom } = chooseWorkers(given);
        const parallel = given.start + given.transport + given.serial / given.workers;
        assert.ok(Math.abs(expected / (workers === 0 ? given.serial : parallel) - 1) < 1e-12);
        assert.ok(expected <= (Math.min(given.serial, parallel) / 0.9) * (1 + 1e-12));
        assert.ok(workers === 0 || (workers === given.workers && parallel < given.serial));
        // What it says of the crossing is what it does: but for rounding at the very crossing.
        if (Math.abs(given.serial / paysFrom - 1) > 1e-9) assert.equal(workers > 0, given.serial > paysFrom);
      }),
    );
  });

  it('needs times', () => {
    const code = 'ERR_INVALID_ARGUMENT';
    assert.throws(() => chooseWorkers({ serial: 0, workers: 2 }), { code });
    assert.throws(() => chooseWorkers({ serial: 1, workers: 0 }), { code });
    assert.throws(() => chooseWorkers({ serial: 1, workers: 2, start: NaN }), { code });
  });
});
