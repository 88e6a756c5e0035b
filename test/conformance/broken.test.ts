// The suite finds faults: backends that are wrong in one way fail the cases about it, pass others, and never hang it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RunOptions, runConformance } from 'nfold/conformance';
import type { Chunk, ChunkObserver, Executor, Job } from 'nfold/executor';
import { altered } from './stranger.js';

/** An executor that submits everything with another observer. */
function observed(
  executor: Executor,
  change: (observer: ChunkObserver, chunk: Chunk) => Partial<ChunkObserver>,
): Partial<Executor> {
  return {
    submit: (chunk, observer) => {
      const own: ChunkObserver = {
        values: (...told) => observer.values(...told),
        failed: (...told) => observer.failed(...told),
        reported: (...told) => observer.reported?.(...told),
      };
      return executor.submit(chunk, { ...own, ...change(observer, chunk) });
    },
  };
}

interface Fault {
  readonly what: string;
  readonly change: (executor: Executor) => Partial<Executor>;
  readonly fails: readonly string[];
  readonly passes: readonly string[];
}

const never = (): Promise<void> => new Promise(() => {});
const CLOSES = 'the pool closes after all of this';

const FAULTS: readonly Fault[] = [
  {
    what: 'loses the last value of each reply',
    change: (executor) =>
      observed(executor, (observer) => ({
        values: (chunk, at, values, span) => {
          const kept = values.slice(0, -1);
          if (kept.length > 0) observer.values(chunk, at, kept, span);
        },
      })),
    fails: ['a plain function', 'every call of a chunk is told exactly once'],
    passes: ['join wants close or terminate first'],
  },
  {
    what: 'tells values in the wrong order',
    change: (executor) =>
      observed(executor, (observer) => ({
        values: (chunk, at, values, span) => observer.values(chunk, at, values.slice().reverse(), span),
      })),
    fails: ['results in the order of the items, whatever the chunk size'],
    passes: ['a plain function', 'every call of a chunk is told exactly once', CLOSES],
  },
  {
    what: 'tells every value twice',
    change: (executor) =>
      observed(executor, (observer) => ({
        values: (...told) => {
          observer.values(...told);
          observer.values(...told);
        },
      })),
    fails: ['every call of a chunk is told exactly once'],
    passes: ['join wants close or terminate first'],
  },
  {
    what: 'swallows errors',
    change: (executor) =>
      observed(executor, (observer) => ({
        failed: (chunk, at, count) => {
          const span = { worker: 0, first: chunk.first + at, count, start: 0, end: 0 };
          observer.values(chunk, at, Array.from({ length: count }), span);
        },
      })),
    fails: ["the user's own error, whole", 'a map fails with the error of the lowest index'],
    passes: ['a plain function', CLOSES],
  },
  {
    what: 'loses reports',
    change: (executor) => observed(executor, () => ({ reported: () => {} })),
    fails: ['reports and spans reach the caller'],
    passes: ['a plain function', CLOSES],
  },
  {
    what: 'tells of cancelled chunks',
    change: (executor) => ({
      submit: (chunk, observer): Job => {
        executor.submit(chunk, observer);
        return { cancel: () => {} };
      },
    }),
    fails: ['nothing is told of a chunk after it was cancelled'],
    passes: ['a plain function'],
  },
  {
    what: 'draws from another stream',
    change: (executor) => ({
      submit: (chunk, observer) => executor.submit({ ...chunk, seed: BigInt(chunk.seed) + 1n }, observer),
    }),
    fails: ['random streams belong to the index, not to the worker or the chunk'],
    passes: ['a plain function', CLOSES],
  },
  {
    what: 'never settles on close',
    change: () => ({ close: never }),
    fails: ['close waits for the work and refuses more', 'await using closes the pool', CLOSES],
    passes: ['a plain function'],
  },
  {
    what: 'settles close before the work is done',
    change: () => ({ close: async () => {} }),
    fails: ['close resolves when every call has been told, and not before'],
    passes: ['a plain function'],
  },
  {
    what: 'forgets its calls on terminate',
    change: () => ({ terminate: async () => {} }),
    fails: ['terminate tells ERR_POOL_CLOSED of every call that has not settled'],
    passes: ['a plain function', CLOSES],
  },
];

describe('the suite finds a backend that', () => {
  for (const { what, change, fails, passes } of FAULTS) {
    it(what, async () => {
      const only = [...fails, ...passes].filter((name) => name !== CLOSES);
      const options: RunOptions = { only, workers: [1], limitMs: 2000 };
      const { results } = await runConformance(altered(what, change), options);
      const named = (status: string): string[] =>
        [...new Set(results.filter((result) => result.status === status).map(({ name }) => name))].sort();
      for (const name of fails) assert.ok(named('failed').includes(name), `it passes ${name}`);
      for (const name of passes) {
        const bad = results.find((result) => result.name === name && result.status !== 'passed');
        assert.equal(bad, undefined, `${name}: ${String(bad?.error)}`);
      }
    });
  }
});
