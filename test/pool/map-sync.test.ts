/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Backend, Pool, type TaskContext, taskInfo, tasks } from 'nfold';

const work = tasks<typeof import('../../dist/conformance/work.js')>(
  new URL('./work.js', import.meta.resolve('nfold/conformance')),
);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

for (const backend of ['threads', 'serial'] as const) {
  describe(`mapSync, ${backend}`, () => {
    it('gives the same values as map, again and again', async () => {
      await using pool = new Pool({ workers: 2, backend, seed: 5 });
      const squares = range(1000).map((x) => x * x);
      assert.deepEqual(
        pool.mapSync((x) => x * x, range(1000)),
        squares,
      );
      assert.deepEqual(pool.mapSync(work.square, new Set([1, 2])), [1, 4]);
      assert.deepEqual(
        pool.mapSync(async (x) => ({ x }), range(2)),
        [{ x: 0 }, { x: 1 }],
      );
      assert.deepEqual(
        pool.mapSync((x) => x, []),
        [],
      );
      const draw = (_: number, { random }: TaskContext): number => random.random();
      assert.deepEqual(pool.mapSync(draw, range(50), { chunkSize: 3 }), await pool.map(draw, range(50)));
    });

    it("throws the task's own error, and what cannot travel", async () => {
      await using pool = new Pool({ workers: 2, backend });
      assert.throws(
        () => pool.mapSync(work.far, [9]),
        (error) => error instanceof RangeError && error.name === 'TooFar' && taskInfo(error)?.index === 0,
      );
      const outside = 1;
      assert.throws(() => pool.mapSync((x) => x + outside, [1]), { code: 'ERR_TASK_NOT_PORTABLE' });
      assert.throws(() => pool.mapSync(() => 1, [1, { deep: Symbol('s') }]), {
        code: 'ERR_NOT_CLONABLE',
        message: /\[1\]\.deep/,
      });
      assert.deepEqual(
        pool.mapSync((x) => x, [1]),
        [1],
      );
    });

    it('survives a task that ends its worker', async () => {
      await using pool = new Pool({ workers: 2, backend });
      assert.throws(() => pool.mapSync((x) => process.exit(x), [3]), { code: 'ERR_WORKER_LOST' });
      assert.deepEqual(
        pool.mapSync((x) => x + 1, [1]),
        [2],
      );
    });
  });
}

describe('mapSync', () => {
  it('gives up at its deadline, ends the endless task, and can go on', async () => {
    await using pool = new Pool(1);
    const forever = (): never => { for (;;); }; // prettier-ignore
    assert.throws(() => pool.mapSync(forever, [1], { timeoutMs: 200 }), { code: 'ERR_TIMEOUT' });
    assert.deepEqual(
      pool.mapSync((x) => x + 1, [1]),
      [2],
    );
  });

  it('checks its options, and refuses a backend of your own or an initializer', () => {
    const pool = new Pool(1);
    assert.throws(() => pool.mapSync((x) => x, [1], { timeoutMs: 0 }), { code: 'ERR_INVALID_ARGUMENT' });
    assert.throws(() => pool.mapSync((x) => x, [1], { cost: 1 } as object), { code: 'ERR_INVALID_ARGUMENT' });
    const backend = { name: 'mine', start: () => assert.fail() } as unknown as Backend;
    assert.throws(() => new Pool({ backend }).mapSync((x) => x, [1]), { code: 'ERR_UNSUPPORTED' });
    const initialized = new Pool({ workers: 1, initializer: () => 1 });
    assert.throws(() => initialized.mapSync((x) => x, [1]), {
      code: 'ERR_UNSUPPORTED',
      message: /with an initializer/,
    });
  });
});
