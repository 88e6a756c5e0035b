// Verdicts on times that did and did not change, by simulation. Times are drawn, nothing is timed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdict } from 'nfold/bench';
import { stream } from 'nfold/random';

const RUNS = 400;
const random = stream(11);
const normal = (): number => random.standardNormal();

/** What the times of a job that does not change may look like: n of them, of relative spread s. */
const NOISE: Readonly<Record<string, (n: number, s: number) => number[]>> = {
  'log-normal': (n, s) => Array.from({ length: n }, () => Math.exp(s * normal())),
  'skewed, never below a least time': (n, s) => Array.from({ length: n }, () => 1 + s * random.exponential()),
  'one in ten half as long again': (n, s) =>
    Array.from({ length: n }, () => (1 + s * random.exponential()) * (random.random() < 0.1 ? 1.5 : 1)),
  'each like the last one': (n, s) => autoregressive(0.7, n, s),
  'each very much like the last one': (n, s) => autoregressive(0.9, n, s),
  'heating up or cooling down': (n, s) => {
    const slope = 4 * s * (random.random() - 0.5);
    return Array.from({ length: n }, (_, i) => Math.exp((slope * i) / n + 0.3 * s * normal()));
  },
  'slow waves': (n, s) => {
    const phase = 2 * Math.PI * random.random();
    const wave = (i: number): number => 2 * s * Math.sin(phase + (2 * Math.PI * i) / n);
    return Array.from({ length: n }, (_, i) => Math.exp(wave(i) + 0.3 * s * normal()));
  },
  'a random walk': (n, s) => {
    let level = 0;
    return Array.from({ length: n }, () => {
      level += (2 * s * normal()) / Math.sqrt(n);
      return Math.exp(level + 0.3 * s * normal());
    });
  },
};

function autoregressive(memory: number, n: number, s: number): number[] {
  let level = s * normal();
  return Array.from({ length: n }, () => {
    level = memory * level + Math.sqrt(1 - memory ** 2) * s * normal();
    return Math.exp(level);
  });
}

/** The share of pairs of runs that get a verdict. */
function share(word: string, pair: () => readonly [number[], number[]]): number {
  let count = 0;
  for (let i = 0; i < RUNS; i++) if (verdict(...pair()).verdict === word) count++;
  return count / RUNS;
}

describe('verdicts', () => {
  it('call at most 5 % of runs changed that did not change, under skewed and drifting noise', () => {
    for (const [name, times] of Object.entries(NOISE)) {
      for (const [n, s] of [
        [20, 0.02],
        [20, 0.1],
        [60, 0.05],
      ] as const) {
        const same = share('no change', () => [times(n, s), times(n, s)]);
        assert.ok(same >= 0.95, `${name}, ${n} times of spread ${s}: ${100 * (1 - same)} % false alarms`);
      }
    }
  });

  it('see a change by a tenth when times vary by 2 %, in either direction', () => {
    for (const factor of [1 / 1.1, 1.1]) {
      const word = factor < 1 ? 'improved' : 'regressed';
      const seen = share(word, () => [
        NOISE['log-normal'](20, 0.02),
        NOISE['log-normal'](20, 0.02).map((time) => time * factor),
      ]);
      assert.ok(seen > 0.95, `${word}: ${seen}`);
    }
  });

  it('tell the ratio with its interval, and why not', () => {
    const times = Array.from({ length: 12 }, (_, i) => 1 + 0.001 * (i % 3));
    const scaled = (factor: number): number[] => times.map((time) => factor * time);
    const faster = verdict(times, scaled(0.5));
    assert.equal(faster.sentence, '2.00 times as fast as before (2.00 to 2.00): improved');
    assert.ok(faster.faster.coverage >= 0.95 && faster.reason === undefined);
    assert.match(verdict(times, scaled(1.25)).sentence, /^0\.80 times as fast .*: regressed$/);
    assert.equal(verdict(times, scaled(1.01)).reason, 'below the threshold');
    assert.equal(verdict(times, scaled(1.01), { threshold: 0.005 }).verdict, 'regressed');
    assert.equal(verdict(times, times).reason, 'within the noise');
    assert.equal(verdict([1, 1, 1], [2, 2, 2]).reason, 'too few rounds');
    assert.equal(verdict([1, 1, 1, 1], [2, 2, 2, 2]).verdict, 'regressed');
    const drifting = times.map((time, i) => time * (1 + i / 10));
    assert.match(
      verdict(scaled(0.8), drifting).sentence,
      /: no change, the machine itself drifted by \d+ %: run both again$/,
    );
  });

  it('are refused for times that are none', () => {
    assert.throws(() => verdict([], [1]), {
      code: 'ERR_INVALID_ARGUMENT',
      message: /^baseline must be a list/,
    });
    assert.throws(() => verdict([1], [0]), {
      code: 'ERR_INVALID_ARGUMENT',
      message: /^current: each time must be/,
    });
    assert.throws(() => verdict([1], [1], { confidence: 95 }), { code: 'ERR_INVALID_ARGUMENT' });
    assert.throws(() => verdict([1], [1], { threshold: -1 }), { code: 'ERR_INVALID_ARGUMENT' });
  });
});
