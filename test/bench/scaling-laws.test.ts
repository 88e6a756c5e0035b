// Laws of scaling, fitted to sweeps of machines that follow them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Sweep, fitScaling, predictSpeedup, sweep } from 'nfold/bench';

/** A sweep of a machine whose speed-up over one worker is known, each time off by a factor. */
async function measured(
  speedup: (workers: number) => number,
  { workers = [1, 2, 3, 4, 6, 8], processors = 8, noise = (_run: number): number => 1 } = {},
): Promise<Sweep> {
  let [time, run] = [0, 0];
  const job = { name: 'law', run: (n: number) => void (time += (noise(run++) * 10) / speedup(n)) };
  return await sweep(job, { workers, processors, repeats: 9, clock: () => time });
}

const amdahl = (s: number) => (n: number): number => 1 / (s + (1 - s) / n); // prettier-ignore
const usl = (a: number, b: number) => (n: number): number => n / (1 + a * (n - 1) + b * n * (n - 1)); // prettier-ignore
const near = (value: number, expected: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} instead of ${expected}`);

describe('the laws of scaling', () => {
  it("finds Amdahl's serial share, and predicts by it", async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(share, async (s) => {
        const fit = fitScaling(await measured(amdahl(s)));
        near(fit.amdahl!.serialShare.value, s);
        const { speedup, extrapolated } = predictSpeedup(fit, 'amdahl', 64);
        near(speedup.value, amdahl(s)(64), 1e-6);
        assert.equal(extrapolated, true);
        assert.equal(predictSpeedup(fit, 'amdahl', 8).extrapolated, false);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("finds contention and coherency of Gunther's law, and where it peaks", async () => {
    const cost = fc.double({ min: 0, max: 0.5, noNaN: true });
    await fc.assert(
      fc.asyncProperty(cost, cost, async (a, b) => {
        const { usl: law } = fitScaling(await measured(usl(a, b)));
        near(law!.contention.value, a, 1e-7);
        near(law!.coherency.value, b, 1e-7);
        if (b > 0.001) near(law!.peak, Math.sqrt((1 - a) / b), 1e-3);
      }),
      { seed: 1, numRuns: 50 },
    );
    const fit = fitScaling(await measured(usl(0.05, 0.02)));
    near(predictSpeedup(fit, 'usl', 20).speedup.value, usl(0.05, 0.02)(20), 1e-6);
  });

  it('keeps the parameters possible when the machine does better than the law', async () => {
    const fit = fitScaling(await measured((n) => n * 1.1));
    assert.deepEqual(
      [fit.amdahl!.serialShare.value, fit.usl!.contention.value, fit.usl!.coherency.value],
      [0, 0, 0],
    );
    assert.equal(fit.usl!.peak, Infinity);
    near(predictSpeedup(fit, 'amdahl', 5).speedup.value, 5);
  });

  it('has intervals that hold the truth when times vary', async () => {
    let state = 7;
    const noise = (): number => {
      state = (state * 16_807) % 2_147_483_647;
      return 1 + 0.05 * (state / 2_147_483_647 - 0.5);
    };
    const { serialShare } = fitScaling(await measured(amdahl(0.1), { noise })).amdahl!;
    assert.ok(serialShare.low < 0.1 && 0.1 < serialShare.high && serialShare.spread > 0);
    assert.equal(serialShare.perRound.length, 9);
  });

  it('fits Amdahl within the processors alone, and leaves out what cannot be told', async () => {
    const fit = fitScaling(
      await measured((n) => Math.min(Math.max(n, 1), 2), { workers: [0, 1, 2, 3, 4], processors: 2 }),
    );
    near(fit.amdahl!.serialShare.value, 0);
    assert.deepEqual(fit.measuredTo, { amdahl: 2, usl: 4 });
    const few = fitScaling(await measured((n) => n, { workers: [1, 2], processors: 2 }));
    assert.equal(few.usl, undefined);
    assert.throws(() => predictSpeedup(few, 'usl', 4), {
      code: 'ERR_INVALID_ARGUMENT',
      message: /usl needs two worker counts/,
    });
    assert.throws(() => predictSpeedup(few, 'amdahl', 0), { code: 'ERR_INVALID_ARGUMENT' });
    assert.deepEqual(fitScaling(await measured((n) => n + 1, { workers: [0, 2] })), { measuredTo: {} });
  });
});
