/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import { Pool } from 'nfold';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Counts up to `n`: work that takes time, without looking at a clock. */
const count = (n: number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.sqrt(i);
  return sum;
};

describe('statistics', () => {
  it('name the longest task and advise on it', async () => {
    await using pool = new Pool(2);
    await pool.ready();
    const work = range(60).map((i) => (i === 37 ? 3e8 : 1));
    const result = pool.map(count, work, { chunkSize: 1 });
    await result;
    const { longest, advice, shares } = result.statistics!;
    assert.equal(longest[0].index, 37);
    assert.equal(longest[0].tasks, 1);
    assert.equal(shares.startUp, 0);
    assert.match(advice.join(' '), /Task 37 took .* while others waited/);
  });

  it('advise against a pool for next to no work, and say what start-up cost', async () => {
    await using pool = new Pool(2);
    const result = pool.map((x) => x, range(10));
    await result;
    assert.ok(result.statistics!.shares.startUp > 0);
    assert.match(result.statistics!.advice.join(' '), /done sooner without a pool/);
    assert.match(String(result.statistics), /^10 tasks in \d+ messages/);
    const few = pool.map(count, [1e8], { chunkSize: 1 });
    await few;
    assert.match(few.statistics!.advice.join(' '), /sent in 1 message to 2 workers/);
  });
});

describe('trace', () => {
  it("holds every task and every worker in Chrome's format", async () => {
    await using pool = new Pool({ workers: 2, trace: true });
    await pool.ready();
    await pool.map(count, range(500), { chunkSize: 50 });
    const { traceEvents, otherData } = JSON.parse(JSON.stringify(pool.trace())) as ReturnType<Pool['trace']>;
    const lasting = traceEvents.filter(({ ph }) => ph === 'X');
    const tasks = lasting.filter(({ name }) => name === 'count');
    assert.equal(
      tasks.reduce((sum, { args }) => sum + (args!['count'] as number), 0),
      500,
    );
    assert.equal(lasting.filter(({ name }) => name === 'start-up').length, 2);
    assert.ok(lasting.every(({ ts, dur }) => ts >= 0 && dur! >= 0));
    const names = traceEvents.filter(({ name }) => name === 'thread_name').map(({ args }) => args!['name']);
    assert.deepEqual(new Set(names), new Set(['worker 0', 'worker 1']));
    assert.equal(otherData.dropped, 0);
  });

  it('has to be asked for', () => {
    assert.throws(() => new Pool(1).trace(), { code: 'ERR_NOT_READY', message: /trace: true/ });
    assert.throws(() => new Pool({ trace: 1 as never }), { code: 'ERR_INVALID_ARGUMENT' });
  });
});

describe('diagnostics channels', () => {
  it('tell what the workers do', async () => {
    const log: { name: string; message: Record<string, unknown> }[] = [];
    const hear = (message: unknown, name: string | symbol): void =>
      void log.push({ name: String(name), message: message as Record<string, unknown> });
    const names = ['worker:spawn', 'worker:ready', 'worker:lost', 'tasks:send', 'tasks:reply'].map(
      (name) => `nfold:${name}`,
    );
    for (const name of names) subscribe(name, hear);
    const pool = new Pool(1);
    await pool.map(count, range(100), { chunkSize: 50 });
    await pool.close();
    for (const name of names) unsubscribe(name, hear);
    const of = (name: string): Record<string, unknown>[] =>
      log.filter((entry) => entry.name === `nfold:${name}`).map(({ message }) => message);
    assert.equal(of('worker:spawn').length, 1);
    assert.equal(of('worker:ready').length, 1);
    assert.equal(of('worker:lost').length, 1);
    assert.equal(of('tasks:send').length, 2);
    assert.equal(
      of('tasks:reply').reduce((sum, message) => sum + (message['count'] as number), 0),
      100,
    );
    assert.ok(log.every(({ message }) => message['pool'] === pool));
    assert.ok(of('tasks:reply').every(({ task }) => task === 'count'));
  });
});
