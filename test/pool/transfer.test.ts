import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Pool } from 'nfold';
import { buffersAmong, ownBuffer } from '#nfold/executor';

const pool = new Pool(1);
after(() => pool.terminate());

describe('the option transfer', () => {
  it('refuses what cannot be handed over', () => {
    const part = new Float64Array(10).subarray(1);
    const misuse: [unknown, RegExp][] = [
      ['yes', /transfer must be true, or an array/],
      [[part], /transfer\[0\] .*copy it first/],
      [[new ArrayBuffer(1), new Uint8Array(new SharedArrayBuffer(1))], /transfer\[1\]/],
    ];
    for (const [transfer, message] of misuse) {
      const options = { transfer: transfer as boolean };
      assert.throws(() => pool.apply((x: number) => x, [1], options), { code: 'ERR_INVALID_ARGUMENT', message }); // prettier-ignore
      assert.throws(() => pool.map((x) => x, [1], options), { code: 'ERR_INVALID_ARGUMENT', message });
    }
  });

  it('finds memory that belongs to one array alone, once', () => {
    const whole = new Float64Array(4);
    assert.equal(ownBuffer(whole), whole.buffer);
    assert.equal(ownBuffer(whole.buffer), whole.buffer);
    assert.equal(ownBuffer(whole.subarray(1)), undefined);
    assert.equal(ownBuffer(new Uint8Array(new SharedArrayBuffer(8))), undefined);
    assert.deepEqual([...buffersAmong([whole, 1, null, 'x', whole, { whole }])], [whole.buffer]);
    assert.equal(buffersAmong([whole], 1000).size, 0);
  });
});
