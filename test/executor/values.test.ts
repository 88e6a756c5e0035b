import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeError, encodeError, notClonable, pack, packNumbers, taskInfo } from '#nfold/executor';
import { NfoldError } from 'nfold';

describe('packing', () => {
  it('keeps every number, to the last bit', () => {
    const numbers = [0, -0, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE, 2 ** 53, 0.1];
    const packed = packNumbers(numbers);
    assert.ok(packed instanceof Float64Array);
    assert.ok(numbers.every((value, i) => Object.is(packed[i], value)));
  });

  it('leaves anything else as it is, and a few numbers', () => {
    const many = Array.from({ length: 20 }, (_, i) => i);
    for (const values of [
      [...many, 'a'],
      many.with(7, 'a' as never),
      many.with(0, undefined as never),
      [1, 2],
      [1, 'a', 2],
      [1, undefined],
      [1n],
      [true],
      [],
      Array(3),
    ]) {
      assert.equal(pack(values), values);
    }
  });
});

const travel = (error: unknown): Error =>
  decodeError(structuredClone(encodeError(error)), { index: 7, worker: 1, attempt: 1, arguments: '3' });

describe('errors on the wire', () => {
  it('keeps class, name, message, code, own properties and cause', () => {
    const inner = Object.assign(new RangeError('inner'), { limit: 3 });
    const error = Object.assign(new TypeError('outer', { cause: inner }), { code: 'E_X', data: { a: [1] } });
    const back = travel(error) as TypeError & { code: string; data: unknown };
    assert.ok(back instanceof TypeError);
    assert.equal(back.message, 'outer');
    assert.equal(back.code, 'E_X');
    assert.deepEqual(back.data, { a: [1] });
    assert.ok(back.cause instanceof RangeError);
    assert.equal((back.cause as RangeError & { limit: number }).limit, 3);
    assert.match(back.stack!, /outer/);
    assert.match(back.stack!, /in call 7 on worker 1, with \(3\)$/);
    assert.deepEqual(taskInfo(back), { index: 7, worker: 1, attempt: 1, arguments: '3' });
    assert.deepEqual(Object.keys(back), ['code', 'data']);
  });

  it('keeps names of classes that exist in the worker alone', () => {
    class OwnError extends RangeError {
      override name = 'OwnError';
    }
    const back = travel(new OwnError('x'));
    assert.equal(back.name, 'OwnError');
    assert.ok(back instanceof RangeError);
  });

  it('keeps the errors of an AggregateError, and what cannot be cloned does no harm', () => {
    const error = Object.assign(new AggregateError([new TypeError('a'), 'b'], 'many'), { fn: () => 1 });
    const back = travel(error) as AggregateError;
    assert.ok(back instanceof AggregateError);
    assert.ok(back.errors[0] instanceof TypeError);
    assert.equal(back.errors[1], 'b');
    assert.equal((back as unknown as { fn: unknown }).fn, '[function fn]');
  });

  it("keeps nfold's own code and details", () => {
    const back = travel(new NfoldError('ERR_NON_FINITE', 'at 3', { x: 3 })) as NfoldError;
    assert.ok(back instanceof NfoldError);
    assert.equal(back.code, 'ERR_NON_FINITE');
    assert.deepEqual(back.details, { x: 3 });
  });

  it('makes an error of what is none, with the value as cause', () => {
    const back = travel('just text') as NfoldError;
    assert.equal(back.code, 'ERR_TASK_FAILED');
    assert.equal(back.cause, 'just text');
    assert.equal(
      back.message,
      'the task threw "just text", which is not an error; throw an Error to keep its message and stack',
    );
  });

  it('survives a cause that refers to itself', () => {
    const error = new Error('round');
    error.cause = error;
    assert.equal(travel(error).message, 'round');
  });
});

describe('what cannot be cloned', () => {
  const cases: readonly [value: unknown, text: string][] = [
    [{ a: { b: [1, () => 2] } }, 'a function at a.b[1]'],
    [{ 'odd key': Symbol('s') }, 'the symbol Symbol(s) at ["odd key"]'],
    [new Map([['k', new WeakMap()]]), 'an object of class WeakMap at get("k")'],
    [Math.sin, 'function sin'],
  ];
  for (const [value, text] of cases) {
    it(text, () => {
      const { message, code } = notClonable('the result', value);
      assert.equal(code, 'ERR_NOT_CLONABLE');
      assert.equal(
        message,
        `the result cannot be sent between threads: ${text}; return or pass plain data instead`,
      );
    });
  }
});
