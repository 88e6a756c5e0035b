import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DomainN,
  type IntegralN,
  cross,
  cubature,
  integrateN,
  monteCarloN,
  qmc,
  vegas,
} from 'nfold/integrate';

const cube = (d: number): DomainN => Array.from({ length: d }, () => [0, 1] as const);

/** Not off by more than five estimates where it says that it has converged. */
function assertHonest({ value, error, status }: IntegralN, exact: number, what: string): void {
  const off = Math.abs(value - exact);
  assert.ok(
    status !== 'converged' || off <= 5 * error + 1e-15 * Math.abs(exact),
    `${what}: off by ${off}, ${error}`,
  );
}

test('kinks and steps across the axes are seen by product rules although each marginal is smooth', async () => {
  const cases: readonly (readonly [
    name: string,
    d: number,
    f: (x: Float64Array) => number,
    exact: number,
  ])[] = [
    ['|x - y|', 2, ([x, y]) => Math.abs(x - y), 1 / 3],
    ['|x - y| in space', 3, ([x, y, z]) => Math.abs(x - y) + z, 1 / 3 + 1 / 2],
    ['max', 2, ([x, y]) => Math.max(x, y), 2 / 3],
    ['max in space', 3, ([x, y, z]) => Math.max(x, y, z), 3 / 4],
    ['step', 2, ([x, y]) => (x < y ? 1.5 : 0.5), 1],
    ['step in space', 3, ([x, y, z]) => (x < y ? 1.5 : 0.5) * (1 + z), 1.5],
  ];
  for (const [name, d, f, exact] of cases) {
    for (const rtol of [1e-2, 1e-3, 1e-4, 1e-5]) {
      const options = { rtol, maxEvaluations: 100_000 };
      assertHonest(await integrateN(f, cube(d), options), exact, `${name}, auto, ${rtol}`);
      const rule = 'gauss-kronrod';
      assertHonest(
        await cubature(f, cube(d), { ...options, rule }),
        exact,
        `${name}, products of Kronrod's rule, ${rtol}`,
      );
    }
  }
});

test('cross interpolation looks for what its crosses have missed', async () => {
  // A corner with the share s^5 / 5! of the cube, where f is 0 instead of 1.
  const s = 0.7;
  const corner = (x: Float64Array): number => (x.reduce((sum, t) => sum + 1 - t, 0) < s ? 0 : 1);
  assertHonest(await cross(corner, cube(5)), 1 - s ** 5 / 120, 'corner');
  // A peak on a polynomial of rank 2: erf(7) is 1 to the last digit.
  const peak = ([x, y, z]: Float64Array): number =>
    1 + x * y + y * z + 20 * Math.exp(-400 * ((x - 0.35) ** 2 + (y - 0.65) ** 2 + (z - 0.5) ** 2));
  const found = await cross(peak, cube(3), { rtol: 1e-10 });
  const exact = 1.5 + 20 * (Math.sqrt(Math.PI) / 20) ** 3;
  assert.equal(found.status, 'converged');
  assert.ok(Math.abs(found.value - exact) <= 1e-10 * exact, String(found));
});

test('vegas does not lose peaks on a diagonal without saying so', async () => {
  const width = 100;
  const f = (x: Float64Array): number => {
    let total = 0;
    for (const c of [0.25, 0.5, 0.75]) {
      let r2 = 0;
      for (const t of x) r2 += (t - c) ** 2;
      total += Math.exp(-width * r2);
    }
    return total;
  };
  // The sides cut off 4e-4 of the outer ones: (erf(2.5) + erf(7.5)) / 2 = 0.999796524 along each axis.
  const exact = (Math.sqrt(Math.PI) / 10) ** 6 * (1 + 2 * 0.9997965239912775 ** 6);
  const ratios: number[] = [];
  for (let seed = 1; seed <= 30; seed++) {
    const { value, error } = await vegas(f, cube(6), { rtol: 0, maxEvaluations: 150_000, seed });
    ratios.push(Math.abs(value - exact) / error);
  }
  assert.ok(Math.max(...ratios) < 6, `off by ${Math.max(...ratios)} errors`);
  assert.ok(ratios.filter((ratio) => ratio <= 2).length >= 24, ratios.map((r) => r.toFixed(1)).join(' '));
});

test('sequences that agree by chance about a jump do not pass for exact', async () => {
  // 8192 points of a sequence leave 0.05 / 8192 between the jump and the next point in most of them: all 24 agree with some seeds.
  const jump = 4000.95 / 8192;
  const step = ([x]: Float64Array): number => (x < jump ? 1 : 0);
  let alike = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { value, error, state } = await qmc(step, cube(2), { rtol: 0, maxEvaluations: 200_000, seed });
    const ratio = Math.abs(value - jump) / error;
    assert.ok(ratio < 5, `seed ${seed}: off by ${ratio} errors`);
    const { plan } = state!;
    if (plan.method === 'qmc' && new Set(plan.sums).size === 1) alike++;
  }
  assert.ok(alike > 0, 'no seed shows the case');
});

test('a function that was 0 at all points is suspect, unless an absolute tolerance says what counts', async () => {
  const corner = (x: Float64Array): number => (x.every((t) => t > 0.999) ? 1 : 0);
  for (const method of [integrateN, cubature, qmc, vegas, monteCarloN]) {
    const found = await method(corner, cube(4));
    assert.deepEqual([found.value, found.status], [0, 'suspect'], method.name);
    assert.match(found.message!, /^the integrand was 0 at all \d+ points; /);
    const tolerant = await method(corner, cube(4), { atol: 1e-6 });
    assert.equal(tolerant.status, 'converged', method.name);
  }
});
