// An integral comes with its error and a status: only `converged` asks to be believed.
import assert from 'node:assert/strict';
import { integrateFixed } from 'nfold';

const smooth = integrateFixed('exp(-x^2)', [-3, 3], { samples: 1000 });
assert.equal(smooth.status, 'converged');
assert.ok(Math.abs(smooth.value - 1.7724146965190428) <= smooth.error);
console.log(`exp(-x^2): ${String(smooth)}`);

// A function works as well as a formula; the random methods are repeatable by their seed.
const random = integrateFixed((x) => Math.exp(-x * x), [-3, 3], { method: 'monte-carlo', seed: 7 });
assert.equal(random.errorKind, 'standard-error');
assert.ok(Math.abs(random.value - smooth.value) < 4 * random.error);
console.log(`the same by random points: ${String(random)}`);

// This integral is infinite. A number comes back, but not as a result.
const divergent = integrateFixed('1/x', [0, 1]);
assert.equal(divergent.status, 'suspect');
console.log(`1/x from 0 to 1: ${divergent.status}, ${divergent.message}`);
