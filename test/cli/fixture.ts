/** A command line made of the frame and of commands that misbehave in every way the frame must bear. */
import { setTimeout as sleep } from 'node:timers/promises';
import { NfoldError, Pool, type TaskContext } from 'nfold';
import {
  choice,
  defineCommand,
  exact,
  integrand,
  lowerLimit,
  plot,
  report,
  seed,
  startCli,
  toggle,
  upperLimit,
  wholeNumber,
  workers,
} from '#nfold/cli';

/** Shows what it was given. */
const show = defineCommand({
  name: 'show',
  summary: 'show what was given',
  arguments: { expression: integrand, a: lowerLimit, b: upperLimit },
  options: {
    samples: wholeNumber('how many points', { min: 0, fallback: 1000 }),
    method: choice('which method', ['midpoint', 'rectangles', 'monte-carlo'], 'midpoint'),
    dryRun: toggle('do nothing'),
    exact,
    plot,
    report,
    seed,
    workers,
  },
  examples: [["show '1/(1+x^2)' 0 1", 'the arctangent']],
  async run({ expression, a, b, samples, method, dryRun, plot: picture }, context) {
    context.note('a note');
    const lines = [
      `${String(expression)} from ${a} to ${b}`,
      `${method} with ${samples}${dryRun ? ', dry' : ''}`,
    ];
    const result = { a, b, values: new Float64Array([0.1, NaN, -Infinity]), nothing: undefined };
    const files = picture === undefined ? [] : [{ path: picture, content: () => Promise.resolve('<svg/>') }];
    return Promise.resolve({ result, lines, files, timings: { part: 0.5 } });
  },
});

/** Runs until it is interrupted, and says on standard error when it has begun. */
const wait = defineCommand({
  name: 'wait',
  summary: 'wait for Ctrl-C',
  arguments: {},
  options: {
    deaf: toggle('ignore the first one'),
    busy: toggle('keep two workers busy'),
    throwing: toggle('have no partial result'),
  },
  examples: [],
  async run({ deaf, busy, throwing }, { signal, note, width }) {
    if (busy) await keepBusy();
    note(`ready at ${width}`);
    const keepAlive = setInterval(() => {}, 1000);
    await new Promise((resolve) => {
      if (!deaf) signal.addEventListener('abort', resolve);
    });
    clearInterval(keepAlive);
    if (throwing) throw new NfoldError('ERR_CANCELLED', 'the run was cancelled');
    return { result: { done: 3 }, lines: ['3 done'] };
  },
});

/** Reports that it has begun, and never ends. */
function spin(_: number, task: TaskContext): void {
  task.report(0, 'busy');
  for (;;);
}

/** Returns when both workers are inside a loop that never ends. */
function keepBusy(): Promise<void> {
  const pool = new Pool(2);
  let waiting = 2;
  return new Promise((resolve) => {
    void pool.map(spin, [1, 2], { chunkSize: 1, onReport: () => --waiting === 0 && resolve() });
  });
}

const fail = defineCommand({
  name: 'fail',
  summary: 'fail',
  arguments: {
    how: {
      placeholder: 'HOW',
      description: 'in which way',
      parse: (text) => text,
    },
  },
  options: {},
  examples: [],
  async run({ how }) {
    await sleep(0);
    if (how === 'bug') throw new TypeError('x is not\n a function');
    if (how === 'own') throw new NfoldError('ERR_TIMEOUT', 'the task took longer than 1 s');
    if (how === 'later') void Promise.reject(new Error('nobody caught me'));
    if (how === 'later') await sleep(10_000);
    return { result: null, lines: ['not converged'], failed: true };
  },
});

const flood = defineCommand({
  name: 'flood',
  summary: 'print a lot',
  arguments: {},
  options: {},
  examples: [],
  run: () => {
    const values = Float64Array.from({ length: 300_000 }, (_, i) => i + 0.5);
    return Promise.resolve({ result: { values }, lines: [...values].map(String) });
  },
});

const steps = defineCommand({
  name: 'steps',
  summary: 'report progress',
  arguments: {},
  options: {},
  examples: [],
  run: (_, { progress, warn }) => {
    progress.begin('steps', 4);
    for (let done = 0; done <= 4; done++) progress.update(done);
    progress.end();
    warn('a step was small');
    return Promise.resolve({ result: 4, lines: ['4 steps'] });
  },
});

await startCli([
  show,
  wait,
  fail,
  flood,
  steps,
  { kind: 'group', name: 'bench', summary: 'time a job', commands: [show, steps] },
]);
