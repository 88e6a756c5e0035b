// Where workers begin to pay, on a machine on which time passes only when a job says so.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CrossoverJob, crossover, crossoverFindings, describeCrossover } from 'nfold/bench';
import { stream } from 'nfold/random';

interface Costs {
  readonly serial: number;
  readonly warm: number;
  readonly start?: number;
  readonly noise?: () => number;
}

/** Serial runs take 1 ms and so much an item, those by workers 3 ms. */
function machine({ serial, warm, start = 0.05, noise = () => 1 }: Costs) {
  let time = 0;
  const log: string[] = [];
  const spend = (name: string, size: number, seconds: number): number => {
    log.push(`${name} ${size}`);
    time += seconds * noise();
    return size;
  };
  const job: CrossoverJob<number> = {
    serial: (size) => spend('serial', size, 0.001 + size * serial),
    warm: (size) => spend('warm', size, 0.003 + size * warm),
    cold: (size) => spend('cold', size, 0.003 + start + size * warm),
    cool: () => log.push('cool'),
  };
  return { job, log, clock: () => time };
}

const close = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-6 * expected, `${actual} instead of ${expected}`);

const SIZES = [1e4, 1e5, 1e6, 1e7];

describe('the crossover', () => {
  it('is where the lines through the times of several sizes meet', async () => {
    const cost = fc.double({ min: 1e-8, max: 1e-6, noNaN: true });
    const share = fc.double({ min: 0.3, max: 0.9, noNaN: true });
    await fc.assert(
      fc.asyncProperty(cost, share, async (serial, part) => {
        const { job, clock } = machine({ serial, warm: serial * part });
        const found = await crossover(job, { sizes: SIZES, rounds: 2, clock });
        close(found.serial?.perItem, serial);
        close(found.start?.median, 0.05);
        close(found.paysWarm?.value, 0.002 / (serial * (1 - part)));
        close(found.paysCold?.value, 0.052 / (serial * (1 - part)));
        assert.deepEqual(found.warnings, []);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('lies where the workers overtake, whatever small sizes do', async () => {
    let time = 0;
    const job = {
      serial: (size: number) => void (time += 1e-6 * size),
      // Up to a thousand items one worker does all of them, slowly; from there on two share the work.
      warm: (size: number) => void (time += size <= 1000 ? 4e-6 * size : 3e-3 + 0.5e-6 * size),
    };
    const options = { sizes: [10, 100, 1000, 5000, 10_000], rounds: 6, clock: () => time };
    const { paysWarm, warnings } = await crossover(job, options);
    close(paysWarm?.value, 3e-3 / 0.5e-6);
    assert.deepEqual([paysWarm?.extrapolated, warnings], [false, []]);
  });

  it('is left open when the rounds do not agree whether there is one', async () => {
    const [serial, warm] = [1e-8, 1.02e-8];
    let [runs, time] = [0, 0];
    // Every third run by workers is quick: in one round of three they pay, in the others never.
    const job = {
      serial: (size: number) => void (time += 0.001 + size * serial),
      warm: (size: number) => void (time += 0.003 + size * (runs++ % 6 < 2 ? serial / 2 : warm)),
    };
    const found = await crossover(job, { sizes: [1e6, 1e7], rounds: 9, clock: () => time });
    assert.equal(found.paysWarm?.value, Infinity);
    assert.ok(found.paysWarm.low < Infinity);
    assert.match(
      crossoverFindings(found, { workers: 2 })[0],
      /^2 workers paid in less than half of the rounds, from about .*: the times are too noisy to tell/,
    );
  });

  it('has an interval that holds the truth when times vary', async () => {
    const random = stream(5);
    const noise = (): number => 1 + 0.05 * random.exponential();
    const { job, clock } = machine({ serial: 2e-8, warm: 1.2e-8, noise });
    const { paysWarm } = await crossover(job, { sizes: { from: 1e4, to: 1e7 }, rounds: 15, clock });
    assert.ok(paysWarm !== undefined && paysWarm.coverage >= 0.95);
    assert.ok(paysWarm.low < 250_000 && 250_000 < paysWarm.high, JSON.stringify(paysWarm));
    assert.equal(paysWarm.extrapolated, false);
  });

  it('may be any size or none, or lie beyond those that were timed', async () => {
    const slow = machine({ serial: 1e-8, warm: 1.1e-8 });
    const never = await crossover(slow.job, { sizes: [1000, 1e6], rounds: 6, clock: slow.clock });
    assert.deepEqual([never.paysWarm?.value, never.paysCold?.value], [Infinity, Infinity]);
    assert.equal(
      crossoverFindings(never, { workers: 2 })[0],
      '2 workers never pay here, however large the job: an item costs them no less time.',
    );
    const fast = machine({ serial: 1e-8, warm: 5e-9 });
    const swapped = { ...fast.job, serial: (size: number) => fast.job.warm(2 * size), cold: undefined };
    const always = await crossover(swapped, { sizes: [1000, 1e6], rounds: 6, clock: fast.clock });
    assert.deepEqual([always.paysWarm?.value, always.paysCold, always.start], [0, undefined, undefined]);
    assert.match(
      crossoverFindings(always, { workers: 2 })[0],
      /^2 workers pay for any number of items once started/,
    );
    const far = await crossover(fast.job, { sizes: [1000, 2000], rounds: 6, clock: fast.clock });
    assert.equal(far.paysWarm?.extrapolated, true);
  });

  it('reads as a table and sentences', async () => {
    const { job, clock } = machine({ serial: 2e-8, warm: 1.2e-8 });
    const found = await crossover(job, { sizes: [1e5, 1e6], rounds: 6, clock });
    assert.deepEqual(
      describeCrossover(found, { workers: 2, unit: 'draws' }),
      [
        'draws       serial     warm       speed-up     cold         speed-up',
        '100,000    3.00 ms  4.20 ms  0.714 ± 0.001  54.2 ms  0.0554 ± 0.0001',
        '1,000,000  21.0 ms  15.0 ms  1.400 ± 0.001                        ',
        '',
        '2 workers pay from about 250,000 draws (250,000 to 250,000) once started, from about 6,500,000 draws (6,500,000 to 6,500,000, beyond the sizes that were timed) with their start.',
        'About there each of the draws costs 20.0 ns serially and 12.0 ns with 2 workers; their start takes 50.0 ms (6 rounds).',
      ].map((line) => line.trimEnd()),
    );
  });

  it('warns when times are no line over the size', async () => {
    let time = 0;
    const square = (size: number): void => void (time += 1e-3 + 1e-8 * size ** 2);
    const options = { sizes: [100, 1000, 10_000], rounds: 6, clock: () => time };
    const { warnings } = await crossover({ serial: square, warm: square }, options);
    assert.match(warnings[0], /^serial times are no straight line over the size: time sizes nearer/);
  });
});

describe('the runs of a crossover', () => {
  it('are interleaved over sizes and ways, workers being cooled before each cold one', async () => {
    const { job, log, clock } = machine({ serial: 2e-8, warm: 1.2e-8 });
    await crossover(job, { sizes: [1e7, 1e6], rounds: 3, clock });
    for (const [i, entry] of log.entries()) if (entry.startsWith('cold')) assert.equal(log[i - 1], 'cool');
    assert.equal(log.filter((entry) => entry === 'cold 1000000').length, 4, 'three rounds and a warm-up');
    assert.ok(!log.includes('cold 10000000'));
    const large = await crossover(job, { sizes: [1e7, 1e6], coldSize: 1e7, rounds: 3, clock });
    close(large.start?.median, 0.05);
    assert.deepEqual(large.points.map(({ cold }) => cold?.name), [undefined, 'cold, 10000000']); // prettier-ignore
  });

  it('of one size must agree', async () => {
    const { job, clock } = machine({ serial: 1e-8, warm: 1e-8 });
    const odd = { ...job, warm: (size: number) => (job.warm(size) as number) + (size === 20 ? 1 : 0) };
    const equal = (a: number, b: number): string | undefined =>
      a === b ? undefined : `${b} instead of ${a}`;
    await assert.rejects(crossover({ ...odd, equal }, { sizes: [10, 20], clock }), {
      code: 'ERR_DISAGREEMENT',
      message: 'the result of warm, 20 differs from that of serial, 20: 21 instead of 20',
    });
    await crossover({ ...job, equal }, { sizes: [10, 20], rounds: 1, clock });
  });

  it('before an interruption are kept, and called partial', async () => {
    const { job, clock } = machine({ serial: 1e-8, warm: 1e-8 });
    const controller = new AbortController();
    const onRun = (done: number): void => void (done === 12 && controller.abort());
    const options = { sizes: [1e6, 1e7], rounds: 3, clock, signal: controller.signal, onRun };
    const found = await crossover(job, options);
    assert.equal(found.partial, true);
    assert.ok(found.points.every(({ serial }) => [1, 2].includes(serial.seconds.length)));
    assert.notEqual(found.paysWarm, undefined);
    const none = await crossover(job, options);
    assert.deepEqual([none.paysWarm, none.serial, none.start], [undefined, undefined, undefined]);
    assert.deepEqual(crossoverFindings(none, { workers: 2 }), ['Nothing was timed.']);
  });
});

it('sizes that cannot tell a line are refused', async () => {
  const { job, clock } = machine({ serial: 1e-8, warm: 1e-8 });
  const code = 'ERR_INVALID_ARGUMENT';
  await assert.rejects(crossover(job, { sizes: [5, 5], clock }), {
    code,
    message: /at least two different sizes/,
  });
  await assert.rejects(crossover(job, { sizes: [5, 0], clock }), {
    code,
    message: /^sizes must be a number greater/,
  });
  await assert.rejects(crossover(job, { sizes: [5, 6], coldSize: 7, clock }), {
    code,
    message: /^coldSize must be one of the sizes 5, 6/,
  });
  await assert.rejects(crossover(job, { sizes: { from: 9, to: 9 }, clock }), {
    code,
    message: /^sizes.to must be/,
  });
});
