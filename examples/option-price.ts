// The price of a European call by simulation, against the formula of Black and Scholes (1973): plain, with antithetic pairs, until it
// is known to a tenth; and its delta, the slope in the share's price, with common random numbers.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Pool, type RunContext, compareSettings, runs } from 'nfold';
import { runsPlot, toPng } from 'nfold/report';
import { normalProbability } from 'nfold/stats';

const [SPOT, STRIKE, RATE, VOLATILITY] = [100, 100, 0.05, 0.2]; // and one year to go

/** What the call is worth at its end, discounted, when the share follows a geometric Brownian motion. */
function call({ random }: Pick<RunContext, 'random'>): { price: number } {
  const end = 100 * Math.exp(0.05 - 0.2 ** 2 / 2 + 0.2 * random.standardNormal());
  return { price: Math.exp(-0.05) * Math.max(0, end - 100) };
}

/** The same for any price of the share today. */
function callAt({ random, setting }: Pick<RunContext<{ spot: number }>, 'random' | 'setting'>) {
  const end = setting.spot * Math.exp(0.05 - 0.2 ** 2 / 2 + 0.2 * random.standardNormal());
  return { price: Math.exp(-0.05) * Math.max(0, end - 100) };
}

/** The exact price, and its slope. F. Black, M. Scholes, "The pricing of options and corporate liabilities" (1973). */
function blackScholes(spot: number): { price: number; delta: number } {
  const d = (Math.log(spot / STRIKE) + RATE + VOLATILITY ** 2 / 2) / VOLATILITY;
  const delta = normalProbability(d);
  return { delta, price: spot * delta - STRIKE * Math.exp(-RATE) * normalProbability(d - VOLATILITY) };
}

await using pool = new Pool({ workers: 2 });
const options = { seed: 1973, pool };
const exact = blackScholes(SPOT);

const plain = await runs(20_000, call, options);
const paired = await runs(20_000, call, { ...options, antithetic: true });
for (const [name, { outputs }] of Object.entries({ plain, paired })) {
  console.log(
    `${name}: ${outputs.price.mean.toFixed(3)} ± ${outputs.price.halfWidth.toFixed(3)}, exact ${exact.price.toFixed(3)}`,
  );
  assert.ok(Math.abs(outputs.price.mean - exact.price) < 2 * outputs.price.halfWidth);
}
const reduction = paired.outputs.price.varianceReduction ?? NaN;
console.log(`a pair is worth ${(2 * reduction).toFixed(1)} runs`);
assert.ok(reduction > 1.5);

const stopWhen = { output: 'price', halfWidth: 0.1 } as const;
const enough = await runs(1_000_000, call, { ...options, antithetic: true, stopWhen });
assert.equal(enough.reason, 'precise');
assert.ok(enough.outputs.price.halfWidth <= 0.1);
console.log(`known to ± 0.1 after ${enough.runs} runs`);

// Two prices that differ by 2 h: with streams of their own the noise would drown the slope.
const settings = { spot: [SPOT - 1, SPOT + 1] };
const { differences } = await compareSettings(20_000, callAt, { ...options, antithetic: true, settings });
const { mean, halfWidth, varianceReduction } = differences[0].outputs.price;
console.log(
  `delta: ${(mean / 2).toFixed(4)} ± ${(halfWidth / 2).toFixed(4)}, exact ${exact.delta.toFixed(4)}`,
);
console.log(`common random numbers: ${varianceReduction.toFixed(0)} times less variance`);
assert.ok(Math.abs(mean / 2 - exact.delta) < halfWidth);
assert.ok(varianceReduction > 100);

const svg = await runsPlot({
  trace: paired.outputs.price.trace,
  exact: exact.price,
  label: 'mean price',
  beside: { label: 'interval of independent runs', trace: plain.outputs.price.trace },
  note: 'Antithetic pairs. European call, strike and share at 100, one year, 5 % interest, 20 % volatility; seed 1973.',
});
const [, , file] = process.argv;
if (file !== undefined) writeFileSync(file, file.endsWith('.svg') ? svg : await toPng(svg));
