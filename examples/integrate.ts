// An integral comes with its error and a status: only `converged` asks to be believed.
import assert from 'node:assert/strict';
import { integrate, integrateFixed, integrateMany } from 'nfold';

const smooth = await integrate('exp(-x^2)', [-3, 3], { rtol: 1e-12 });
assert.equal(smooth.status, 'converged');
assert.ok(Math.abs(smooth.value - 1.7724146965190428) < 1e-11);
console.log(`exp(-x^2): ${String(smooth)}`);

// A function works as well as a formula; the random methods are repeatable by their seed.
const random = await integrate((x) => Math.exp(-x * x), [-3, 3], {
  method: 'monte-carlo',
  rtol: 2e-3,
  seed: 7,
});
assert.equal(random.errorKind, 'standard-error');
assert.ok(Math.abs(random.value - smooth.value) < 4 * random.error);
console.log(`the same by random points: ${String(random)}`);

// With a fixed number of points, as in the lecture.
console.log(`by 1000 cells: ${String(integrateFixed('exp(-x^2)', [-3, 3], { samples: 1000 }))}`);

// This integral is infinite. A number comes back, but not as a result.
const divergent = await integrate('1/x', [0, 1]);
assert.equal(divergent.status, 'suspect');
console.log(`1/x from 0 to 1: ${divergent.status}, ${divergent.message}`);

// An eighth of a ball: the inner limits are formulas of the outer coordinate.
const eighth = await integrate('sqrt(1 - x^2 - y^2)', [
  [0, 1],
  [0, 'sqrt(1 - x^2)'],
]);
assert.ok(Math.abs(eighth.value - Math.PI / 6) < 1e-5);
console.log(`an eighth of a ball: ${String(eighth)}`);

// One integral for each parameter.
const rates = [{ a: 1 }, { a: 2 }, { a: 4 }];
const family = await integrateMany('exp(-a*x)', rates, { domain: [0, Infinity] });
family.forEach(({ value }, i) => assert.ok(Math.abs(value - 1 / rates[i].a) < 1e-8));
console.log(`exp(-a*x): ${family.map(({ value }) => value.toFixed(6)).join(', ')}`);
