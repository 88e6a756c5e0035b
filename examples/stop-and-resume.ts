// Integrals that are ended before they are done: what comes back is the best estimate so far, and random runs go on later.
import assert from 'node:assert/strict';
import { integrate } from 'nfold';

// Nothing in this integrand knows of the event loop, and a signal that comes from there is heard all the same.
const controller = new AbortController();
let steps = 0;
const wild = await integrate((x) => Math.sin(1 / x), [0, 1], {
  rtol: 1e-15,
  maxEvaluations: 10_000_000,
  signal: controller.signal,
  onIteration() {
    if (++steps === 20) setImmediate(() => controller.abort());
  },
});
assert.equal(wild.status, 'aborted');
assert.ok(Math.abs(wild.value - 0.504067) < 0.02);
console.log(`sin(1/x), ended by a signal: ${String(wild)}`);

// A random run says where it was, as plain data; gone on with, it has the bits of a run that was never ended.
const square = [
  [0, 1],
  [0, 1],
] as const;
const goal = { rtol: 0, maxEvaluations: 500_000 };
const stop = new AbortController();
const part = await integrate('exp(x*y)', square, {
  ...goal,
  method: 'monte-carlo',
  seed: 1,
  signal: stop.signal,
  onIteration: () => stop.abort(),
});
const saved = JSON.stringify(part.state);
const resumed = await integrate('exp(x*y)', square, { ...goal, resume: JSON.parse(saved) });
const whole = await integrate('exp(x*y)', square, { ...goal, method: 'monte-carlo', seed: 1 });
assert.equal(resumed.value, whole.value);
console.log(`exp(x*y), after ${part.evaluations} evaluations and then the rest: ${String(resumed)}`);
