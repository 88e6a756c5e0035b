import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import type { FromWorker, LossCause } from '#nfold/executor';
import { spawnThread } from '#nfold/backends/threads';
import { FakeTimers } from '../core/fake-timers.js';

/** A thread with the runtime of fixtures/uninterruptible.ts, and what it told. */
function thread(timers: FakeTimers): {
  handle: ReturnType<typeof spawnThread>;
  ready: Promise<void>;
  begun: Promise<FromWorker>;
  losses: LossCause[];
} {
  const losses: LossCause[] = [];
  let ready = (): void => {};
  let begun = (_message: FromWorker): void => {};
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  const hasBegun = new Promise<FromWorker>((resolve) => (begun = resolve));
  const runtime = new URL('./fixtures/uninterruptible.js', import.meta.url).href;
  const events = { ready, message: begun, lost: (cause: LossCause) => void losses.push(cause) };
  const handle = spawnThread(0, { workers: 1, runtime }, events, timers);
  handle.hold(true);
  return { handle, ready: isReady, begun: hasBegun, losses };
}

describe('a thread inside a native call that cannot be interrupted', () => {
  it('is told of and left behind five seconds after it was to be ended, not waited for', async () => {
    const timers = new FakeTimers();
    const { handle, ready, begun, losses } = thread(timers);
    await ready;
    handle.post({ type: 'forget' });
    await begun;
    const warned = once(process, 'warning') as Promise<[Error]>;
    handle.kill();
    timers.pass(4999);
    assert.deepEqual(losses, []);
    timers.pass(5000);
    assert.deepEqual(losses, [{}]);
    const [{ name, message }] = await warned;
    assert.equal(name, 'NfoldWarning');
    assert.match(message, /^worker 0 is inside native code that cannot be interrupted; it is left behind/);
  });

  it('is ended in the end when it was only asked to stop: first by force, then left behind', async () => {
    const timers = new FakeTimers();
    const { handle, ready, begun, losses } = thread(timers);
    await ready;
    handle.post({ type: 'forget' });
    await begun;
    const warned = once(process, 'warning');
    handle.stop();
    timers.pass(1000);
    assert.deepEqual(timers.waiting, [1, true]);
    timers.pass(6000);
    await warned;
    assert.deepEqual([losses, timers.waiting], [[{}], [0, false]]);
  });
});
