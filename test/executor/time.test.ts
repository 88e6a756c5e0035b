// Limits of time, with a clock that only these tests move.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Deadlines, IdleTimers, type Piece } from '#nfold/executor';
import { FakeTimers } from '../core/fake-timers.js';

/** A piece of work that runs the given call; a call that is too long ends it. */
class Work {
  readonly timers = new FakeTimers();
  readonly ended: [piece: number, call: number, time: number][] = [];
  readonly running = new Map<number, number | undefined>();
  readonly deadlines = new Deadlines(
    {
      isHeld: (piece) => this.running.has(piece),
      runningCall: ({ id }) => this.running.get(id),
      tooLong: ({ id }, call) => {
        this.ended.push([id, call, this.timers.time]);
        this.running.delete(id);
      },
    },
    this.timers,
  );

  watch(piece: number, timeoutMs: number, call?: number): void {
    this.running.set(piece, call);
    this.deadlines.watch({ id: piece } as Piece, timeoutMs);
  }
}

describe('deadlines', () => {
  it('a call has its time in full, and at most a tenth more', () => {
    for (const timeoutMs of [10, 400, 60_000]) {
      const work = new Work();
      work.watch(1, timeoutMs, 7);
      work.timers.pass(0.99 * timeoutMs);
      assert.equal(work.ended.length, 0);
      work.timers.pass(1.11 * timeoutMs);
      assert.equal(work.ended.length, 1);
      assert.deepEqual(work.ended[0].slice(0, 2), [1, 7]);
    }
  });

  it('time counts from the start of each call, not from when the piece was sent', () => {
    const work = new Work();
    work.watch(1, 100);
    work.timers.pass(10_000);
    for (let call = 0; call < 50; call++) {
      work.running.set(1, call);
      work.timers.pass(work.timers.time + 90);
    }
    assert.equal(work.ended.length, 0);
    work.timers.pass(work.timers.time + 30);
    assert.deepEqual(
      work.ended.map(([, call]) => call),
      [49],
    );
  });

  it('a short limit beside a long one is kept, and each ends its own piece', () => {
    const work = new Work();
    work.watch(1, 10_000, 0);
    work.timers.pass(5);
    work.watch(2, 20, 0);
    work.timers.pass(5 + 22);
    assert.deepEqual(
      work.ended.map(([piece]) => piece),
      [2],
    );
    work.timers.pass(11_000);
    assert.deepEqual(
      work.ended.map(([piece]) => piece),
      [2, 1],
    );
  });

  it('nothing is looked at when nothing is left to watch', () => {
    const work = new Work();
    work.watch(1, 100, 0);
    assert.deepEqual(work.timers.waiting, [1, true]);
    work.running.clear();
    work.timers.pass(200);
    assert.deepEqual(work.timers.waiting, [0, false]);
    assert.equal(work.ended.length, 0);
  });
});

describe('idle timers', () => {
  it('each worker expires by itself, once, unless it is stopped; none holds the process', () => {
    const timers = new FakeTimers();
    const expired: [worker: number, time: number][] = [];
    const idle = new IdleTimers(50, (worker) => expired.push([worker, timers.time]), timers);
    idle.start(0);
    idle.start(1);
    idle.start(2);
    assert.deepEqual(timers.waiting, [3, false]);
    idle.stop(1);
    timers.pass(30);
    idle.start(2);
    timers.pass(1000);
    assert.deepEqual(expired, [
      [0, 50],
      [2, 80],
    ]);
    assert.deepEqual(timers.waiting, [0, false]);
  });
});
