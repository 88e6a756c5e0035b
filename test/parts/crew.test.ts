// Who does the work where that is left to nfold, with costs and times that are set.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Crew } from '#nfold/parts';

const COSTS = { start: 0.05, wake: 0.0005, message: 0 };

/** A pool of two that is ready when it is told to be, and a crew that may start it. */
function scene({ given = false, warm = false, workers = 2 } = {}) {
  const log: string[] = [];
  let open = (): void => {};
  let fail: (error: Error) => void = () => {};
  const started = new Promise<void>((resolve, reject) => ([open, fail] = [resolve, reject]));
  const pool = {
    workers,
    get started() {
      return warm ? workers : 0;
    },
    ready(): Promise<void> {
      log.push('start');
      return started;
    },
    terminate(): Promise<void> {
      log.push('end');
      return Promise.resolve();
    },
  };
  const makePool = () => {
    log.push('make');
    return Promise.resolve(pool as never);
  };
  const crew = new Crew<typeof pool>(given ? pool : undefined, { costs: COSTS, makePool });
  return { crew, pool, log, ready: () => open(), fail };
}

describe('a crew without a pool', () => {
  it('loads nothing for work that no number of workers would be worth', async () => {
    const { crew, log } = scene();
    // 10 ms of 60 are done, and what is left would not pay even for a start that helps at once.
    crew.took(10, 0.01);
    assert.equal(await crew.poolFor({ units: 50 }), undefined);
    crew.took(50, 0.05);
    await crew.end();
    assert.deepEqual(log, []);
    assert.equal(crew.choice.workers, 0);
    assert.match(
      crew.choice.sentence,
      /^serially: 60\.0 ms of work, .*; too little was left when that was known$/,
    );
  });

  it('says what the work came to and from where on workers pay', () => {
    const { crew } = scene();
    crew.took(10, 0.0031);
    assert.equal(
      crew.choice.sentence,
      'serially: 3.10 ms of work, and workers pay from 55.6 ms on, since they take 50.0 ms to start',
    );
  });

  it('asks how many workers there would be, and starts none where they are too few', async () => {
    const { crew, log } = scene({ workers: 1 });
    crew.took(1, 0.01);
    assert.equal(await crew.poolFor({ units: 1000 }), undefined);
    await crew.end();
    assert.deepEqual(log, ['make', 'end']);
    assert.equal(crew.choice.sentence, 'serially: one worker is no faster than this thread');
  });

  it('goes on in this thread while workers start, then hands the rest over', async () => {
    const { crew, pool, log, ready } = scene();
    crew.took(10, 0.01);
    assert.equal(await crew.poolFor({ units: 1000 }), undefined);
    assert.deepEqual(log, ['make', 'start']);
    crew.took(10, 0.01);
    assert.equal(await crew.poolFor({ units: 990 }), undefined);
    ready();
    assert.equal(await crew.poolFor({ units: 980 }), pool);
    await crew.end();
    assert.deepEqual(log, ['make', 'start', 'end']);
    assert.deepEqual(
      [crew.choice.workers, crew.choice.sentence],
      [
        2,
        'with 2 workers: 1.00 s of work, and 2 workers pay from 125 ms on, since they take 50.0 ms to start',
      ],
    );
  });

  it('ends the work itself when workers are not ready before its last part', async () => {
    const { crew, ready } = scene();
    crew.took(1, 0.1);
    assert.equal(await crew.poolFor({ units: 2 }), undefined);
    crew.took(2, 0.2);
    ready();
    assert.equal(await crew.poolFor({ units: 0 }), undefined);
    assert.equal(
      crew.choice.sentence,
      'serially: 300 ms of work, and 2 workers pay from 125 ms on, since they take 50.0 ms to start; too little was left when that was known',
    );
  });

  it('does without workers that cannot be started, and says so', async () => {
    const { crew, fail, log } = scene();
    crew.took(1, 0.1);
    await crew.poolFor({ units: 100 });
    fail(new Error('no threads here'));
    assert.equal(await crew.poolFor({ units: 99 }), undefined);
    assert.equal(await crew.poolFor({ units: 98 }), undefined);
    await crew.end();
    assert.deepEqual(log, ['make', 'start', 'end']);
    assert.equal(crew.choice.sentence, 'serially: workers could not be started: no threads here');
  });

  it('does not believe the first moments, in which code is compiled', async () => {
    const { crew, log } = scene();
    crew.took(1, 0.003);
    assert.equal(await crew.poolFor({ units: 1000 }), undefined);
    crew.took(200, 0.004);
    assert.equal(await crew.poolFor({ units: 800 }), undefined);
    assert.deepEqual(log, []);
  });

  it('expects as much as it has done where nobody knows what comes', async () => {
    const { crew, log } = scene();
    for (let spent = 0.01; spent < 0.12; spent += 0.01) {
      crew.took(1, 0.01);
      assert.equal(await crew.poolFor({ units: 0, open: true }), undefined);
      assert.ok(!log.includes('start'), `started after ${spent} s`);
    }
    for (let i = 0; i < 3; i++) {
      crew.took(1, 0.01);
      await crew.poolFor({ units: 0, open: true });
    }
    assert.ok(log.includes('start'));
  });
});

describe('a crew with a pool', () => {
  it('asks less of work for workers that are there', async () => {
    const { crew, pool, log } = scene({ given: true, warm: true });
    crew.took(1, 0.0001);
    assert.equal(await crew.poolFor({ units: 5 }), undefined);
    assert.equal(await crew.poolFor({ units: 50 }), pool);
    await crew.end();
    assert.deepEqual(log, []);
    assert.equal(crew.choice.sentence, 'with 2 workers: 5.00 ms of work, and 2 workers pay from 1.25 ms on');
  });

  it('starts its workers where they pay, and leaves them to their owner', async () => {
    const { crew, pool, log, ready } = scene({ given: true });
    crew.took(1, 0.01);
    assert.equal(await crew.poolFor({ units: 5 }), undefined);
    assert.deepEqual(log, []);
    assert.equal(await crew.poolFor({ units: 50 }), undefined);
    ready();
    assert.equal(await crew.poolFor({ units: 50 }), pool);
    await crew.end();
    assert.deepEqual(log, ['start']);
  });

  it('fails with what the start of the workers fails with', async () => {
    const { crew, fail } = scene({ given: true });
    crew.took(1, 0.01);
    await crew.poolFor({ units: 50 });
    const error = new Error('the pool is closed');
    fail(error);
    await assert.rejects(crew.poolFor({ units: 50 }), error);
  });

  it('counts the messages: parts of microseconds are not worth one each', async () => {
    const { pool } = scene({ given: true, warm: true });
    const costs = { ...COSTS, message: 4e-5 };
    const short = new Crew<object>(pool, { costs });
    for (let i = 0; i < 10; i++) short.took(1, 1e-5);
    assert.equal(await short.poolFor({ units: 1e6 }), undefined);
    const longer = new Crew<object>(pool, { costs });
    longer.took(10, 2e-4);
    assert.equal(await longer.poolFor({ units: 1e6 }), pool);
  });
});
