/* oxlint-disable unicorn/consistent-function-scoping -- functions that travel may not use what surrounds them */
// What an error tells: where the task was given to the pool, what it was called with, how often it was tried.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ApplyOptions, Pool, isNfoldError, taskInfo } from 'nfold';

async function rejection(promise: PromiseLike<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
    return error;
  }
  return assert.fail('it should have failed');
}

type Thrown = Error & Record<string, unknown>;

/** What is thrown, how, and what must have come back. */
const THROWN: readonly [what: string, throws: () => void, check: (error: Thrown) => void][] = [
  [
    'a property that throws when it is read',
    () => { throw Object.defineProperty(new Error('m'), 'bad', { enumerable: true, get() { throw new Error('why'); } }); }, // prettier-ignore
    (error) => {
      assert.equal(error.message, 'm');
      assert.equal(error['bad'], '[bad cannot be read: why]');
    },
  ],
  ...(['message', 'name', 'stack', 'cause'] as const).map((key): (typeof THROWN)[number] => [
    `a ${key} that throws when it is read`,
    // The key cannot be captured: each function has its own.
    {
      message: () => { throw Object.defineProperty(new RangeError('m'), 'message', { get() { throw new Error('why'); } }); }, // prettier-ignore
      name: () => { throw Object.defineProperty(new RangeError('m'), 'name', { get() { throw new Error('why'); } }); }, // prettier-ignore
      stack: () => { throw Object.defineProperty(new RangeError('m'), 'stack', { get() { throw new Error('why'); } }); }, // prettier-ignore
      cause: () => { throw Object.defineProperty(new RangeError('m'), 'cause', { get() { throw new Error('why'); } }); }, // prettier-ignore
    }[key],
    (error) => {
      assert.ok(error instanceof RangeError);
      assert.ok(String(error[key]).includes(`[${key} cannot be read: why]`), String(error[key]));
      if (key !== 'message') assert.equal(error.message, 'm');
    },
  ]),
  [
    'a proxy that refuses everything',
    () => {
      const no = (): never => { throw new Error('no'); }; // prettier-ignore
      throw new Proxy(new Error('m'), { get: no, getPrototypeOf: no, ownKeys: no, has: no, getOwnPropertyDescriptor: no }); // prettier-ignore
    },
    (error) => {
      assert.ok(isNfoldError(error, 'ERR_TASK_FAILED'));
      assert.match(error.message, /the task threw an object that cannot be read/);
    },
  ],
  [
    'a proxy that refuses to be read',
    () => {
      const no = (): never => { throw new Error('no'); }; // prettier-ignore
      throw new Proxy(new Error('m'), { get: no });
    },
    (error) => assert.equal(error.message, '[message cannot be read: no]'),
  ],
  [
    'a DOMException',
    () => { throw new DOMException('stopped', 'AbortError'); }, // prettier-ignore
    (error) => {
      assert.ok(error instanceof DOMException);
      assert.deepEqual([error.name, error.message, error.code], ['AbortError', 'stopped', 20]);
    },
  ],
  [
    'the reason of an aborted signal',
    () => AbortSignal.abort().throwIfAborted(),
    (error) => assert.ok(error instanceof DOMException && error.name === 'AbortError'),
  ],
  [
    'a property of which a part cannot be sent',
    () => {
      const fn = (): void => {};
      const a = {
        b: [1, fn],
        ok: 2,
        map: new Map([['k', Symbol('s')]]),
        promise: Promise.resolve(),
        self: {},
      };
      a.self = a;
      throw Object.assign(new Error('m'), { a, whole: { x: [1] } });
    },
    (error) => {
      const a = error['a'] as Record<string, unknown>;
      assert.deepEqual(a['b'], [1, '[function fn]']);
      assert.equal(a['ok'], 2);
      assert.deepEqual(a['map'], new Map([['k', '[Symbol(s)]']]));
      assert.equal(a['promise'], '[Promise]');
      assert.equal(a['self'], a);
      assert.deepEqual(error['whole'], { x: [1] });
    },
  ],
  [
    'a property deeper than anyone looks',
    () => {
      let deep: object = { fn: () => {} };
      for (let i = 0; i < 100; i++) deep = { deep };
      throw Object.assign(new Error('m'), { deep });
    },
    (error) => assert.match(JSON.stringify(error['deep']), /"\[left out\]"/),
  ],
  [
    'a property called __proto__',
    () => { throw Object.defineProperty(new Error('m'), '__proto__', { enumerable: true, value: { x: 1 } }); }, // prettier-ignore
    (error) => {
      assert.ok(Object.getPrototypeOf(error) === Error.prototype);
      assert.deepEqual(Object.getOwnPropertyDescriptor(error, '__proto__')?.value, { x: 1 });
    },
  ],
  [
    'a function as cause',
    () => { throw new Error('m', { cause: function helper() {} }); }, // prettier-ignore
    (error) => assert.equal(error.cause, '[function helper]'),
  ],
  [
    'a symbol as cause',
    () => { throw new Error('m', { cause: Symbol('s') }); }, // prettier-ignore
    (error) => assert.equal(error.cause, '[Symbol(s)]'),
  ],
  [
    'an error that is its own cause',
    () => {
      const error = new Error('m');
      throw Object.assign(error, { cause: error });
    },
    (error) => assert.equal(error.cause, '[the same error again]'),
  ],
  [
    'an AggregateError that holds itself, many times over',
    () => {
      let error = new AggregateError([new TypeError('inner')], 'm');
      for (let i = 0; i < 30; i++) error = new AggregateError([error, error], 'm');
      error.errors.push(error);
      throw error;
    },
    (error) => {
      assert.ok(error instanceof AggregateError);
      assert.ok(error.errors[0] instanceof AggregateError);
      assert.equal(error.errors[0], error.errors[1]);
      assert.equal(error.errors[2], '[the same error again]');
    },
  ],
  [
    'shared memory in a property',
    () => { throw Object.assign(new Error('m'), { here: [new SharedArrayBuffer(8), 1] }); }, // prettier-ignore
    (error) => {
      const [memory, one] = error['here'] as unknown[];
      assert.equal(one, 1);
      assert.ok(memory instanceof SharedArrayBuffer || memory === '[SharedArrayBuffer]');
    },
  ],
];

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
      const alike = [undefined, {}, { timeoutMs: undefined }] as ApplyOptions[];
      const settled = await Promise.allSettled(alike.map((options, i) => pool.apply(fails, [i], options)));
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

    for (const [what, throws, check] of THROWN) {
      it(`come back whole: ${what}`, async () => {
        const [failed, sibling] = await Promise.allSettled([pool.apply(throws, []), pool.apply(() => 1, [])]);
        assert.ok(failed.status === 'rejected');
        assert.ok(!isNfoldError(failed.reason, 'ERR_WORKER_LOST'), String(failed.reason));
        check(failed.reason as Thrown);
        assert.ok(sibling.status === 'fulfilled');
      });
    }

    it('of a result that cannot be read say so', async () => {
      const make = (): object => ({ a: { get b() { throw new TypeError('secret'); } } }); // prettier-ignore
      const error = await rejection(pool.apply(make, []));
      assert.ok(isNfoldError(error, 'ERR_NOT_CLONABLE'), String(error));
      const proxy = (): object => {
        const no = (): never => { throw new TypeError('no'); }; // prettier-ignore
        return [new Proxy({}, { get: no, getPrototypeOf: no, ownKeys: no })];
      };
      assert.ok(isNfoldError(await rejection(pool.apply(proxy, [])), 'ERR_NOT_CLONABLE'));
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
