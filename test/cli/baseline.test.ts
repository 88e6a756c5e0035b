// What `--baseline compare` says of programs that did not change, by simulation: the benchmark of the command, with its
// rounds and its stop rule, on a machine whose time is drawn.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BASELINE_RULE, compareWith } from '#nfold/cli';
import { type BenchOptions, bench } from 'nfold/bench';
import { stream } from 'nfold/random';

const RUNS = 150;
const random = stream(12);
const normal = (): number => random.standardNormal();

/** What the machine makes of a run that would take one: a level that goes on from run to run, of any variant. */
const MACHINES: Readonly<Record<string, () => () => number>> = {
  'log-normal noise': () => () => Math.exp(0.05 * normal()),
  'skewed noise, and interruptions': () => () =>
    1 + 0.05 * random.exponential() + (random.random() < 0.1 ? 0.5 : 0),
  'noise that goes on for some runs': () => autoregressive(0.7),
  'noise that goes on for many runs': () => autoregressive(0.95),
};

function autoregressive(memory: number): () => number {
  let level = 0.05 * normal();
  return () => Math.exp((level = memory * level + Math.sqrt(1 - memory ** 2) * 0.05 * normal()));
}

/** The samples of variants that take so many seconds on that machine, as the command has them. */
async function samples(
  seconds: Readonly<Record<string, number>>,
  noise: () => number,
  rule: BenchOptions<void> = BASELINE_RULE,
): Promise<Record<string, readonly number[]>> {
  let time = 0;
  const variants = Object.fromEntries(
    Object.entries(seconds).map(([name, one]) => [name, () => void (time += one * noise())]),
  );
  const { measurements } = await bench<void>(variants, { clock: () => time, ...rule });
  return Object.fromEntries(measurements.map(({ name, seconds: times }) => [name, times]));
}

const saved = (seconds: Record<string, readonly number[]>) =>
  ({ schema: 'nfold-baseline/1', date: '', command: '', seconds }) as unknown as Parameters<
    typeof compareWith
  >[1];

/** The share of comparisons in which any variant gets that verdict. */
async function share(
  verdict: string,
  make: () => () => number,
  [before, now]: readonly Record<string, number>[],
  rule?: BenchOptions<void>,
) {
  let count = 0;
  for (let i = 0; i < RUNS; i++) {
    const [first, second] = [await samples(before, make(), rule), await samples(now, make(), rule)];
    if (compareWith('a', saved(first), second).some((one) => one.verdict === verdict)) count++;
  }
  return count / RUNS;
}

async function alarms(
  make: () => () => number,
  variants: Record<string, number>,
  rule?: BenchOptions<void>,
): Promise<number> {
  const same = [variants, variants];
  return (await share('improved', make, same, rule)) + (await share('regressed', make, same, rule));
}

describe('a comparison with a baseline', () => {
  const one = { job: 0.1 };
  const three = { fast: 0.05, usual: 0.1, slow: 0.2 };

  it('calls at most 5 % of comparisons changed where nothing has changed, of one variant and of three', async () => {
    for (const [name, make] of Object.entries(MACHINES)) {
      for (const variants of [one, three]) {
        const found = await alarms(make, variants);
        assert.ok(found <= 0.05, `${name}, ${Object.keys(variants).length}: ${100 * found} % false alarms`);
      }
    }
  });

  it('takes the whole budget, for a rule that ends when the times agree ends in a quiet spell', async () => {
    const slow = (): (() => number) => autoregressive(0.97);
    const early = { minRounds: BASELINE_RULE.minRounds };
    const [usual, whole] = [await alarms(slow, one, early), await alarms(slow, one)];
    assert.ok(usual > 0.1 && whole < usual / 2, `${usual}, ${whole}`);
  });

  it('sees that one of three became slower by a fifth', async () => {
    const seen = await share('regressed', MACHINES['log-normal noise'], [three, { ...three, usual: 0.12 }]);
    assert.ok(seen > 0.8, String(seen));
  });
});
