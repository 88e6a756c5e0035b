/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
// What an error tells: where the task was given to the pool, what it was called with, how often it was tried.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Pool, isNfoldError, taskInfo } from 'nfold';

async function rejection(promise: PromiseLike<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
    return error;
  }
  return assert.fail('it should have failed');
}

for (const backend of ['threads', 'processes', 'serial'] as const) {
  describe(`errors, ${backend}`, () => {
    let pool: Pool;
    before(() => (pool = new Pool({ workers: 2, backend, seed: 1 })));
    after(() => pool.close());
    const fails = (x: unknown): never => {
      throw new TypeError(`no ${typeof x}`);
    };

    it('show where the call was given to the pool, after where it was thrown', async () => {
      const mapped = function giveToMap(): Promise<unknown> {
        return pool.map(fails, [1, 2]);
      };
      const applied = function giveToApply(): Promise<unknown> {
        return pool.apply(fails, [1]);
      };
      const read = async function giveToImap(): Promise<unknown> {
        return pool.imap(fails, [1]).next();
      };
      for (const [give, name] of [
        [mapped, 'giveToMap'],
        [applied, 'giveToApply'],
        [read, 'giveToImap'],
      ] as const) {
        const { stack = '' } = await rejection(give());
        assert.match(stack, /^TypeError: no number\n\s+at eval \(nfold:task\/\d+\/fails/);
        const [worker, caller] = stack.split('given to the pool\n');
        assert.match(worker, /in call \d+ on worker \d, with \(1\)/);
        assert.match(caller ?? '', new RegExp(`^\\s+at .*${name}.*errors\\.test`), stack);
        assert.ok(!stack.includes('dist/pool'), stack);
      }
    });

    it('say when calls travelled together', async () => {
      const settled = await Promise.allSettled([1, 2].map((x) => pool.apply(fails, [x])));
      for (const result of settled) {
        assert.ok(result.status === 'rejected');
        assert.match(
          (result.reason as Error).stack ?? '',
          /given to the pool together with others, the first/,
        );
      }
    });

    it('carry the beginning of the arguments and the attempt', async () => {
      const wide = { list: Array.from({ length: 1000 }, (_, i) => i), deep: [[[[1]]]] };
      const thrown = await rejection(pool.starmap((a: number, b: object): never => { throw new Error(`${a} ${typeof b}`); }, [[3, wide]])); // prettier-ignore
      assert.deepEqual(taskInfo(thrown)?.attempt, 1);
      assert.match(taskInfo(thrown)?.arguments ?? '', /^3, \{"list":\[0,1,2,3,4,5,6,7,"\.\.\. 992 more"\]/);
      const text = await rejection(pool.map(fails, ['x'.repeat(1000)]));
      assert.ok((taskInfo(text)?.arguments ?? '').length <= 60);
    });

    it('of a result that cannot be sent name the property', async () => {
      const error = await rejection(pool.map((x) => new Map([['k', { inner: [x, Symbol('s')] }]]), [1]));
      assert.ok(isNfoldError(error, 'ERR_NOT_CLONABLE'));
      assert.match(
        error.message,
        /the result of call 0 .*the symbol Symbol\(s\) at \.?get\("k"\)\.inner\[1\]/,
      );
      assert.match(error.stack ?? '', /given to the pool/);
    });
  });
}
