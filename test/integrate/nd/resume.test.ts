import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNfoldError } from 'nfold';
import {
  type DomainN,
  type NdOptions,
  type RunState,
  cross,
  cubature,
  integrate,
  integrateN,
  monteCarloN,
  qmc,
  vegas,
} from 'nfold/integrate';

const METHODS = { 'monte-carlo': monteCarloN, qmc, vegas } as const;
const SQUARE: DomainN = [
  [0, 1],
  [0, 1],
];
const f = ([x, y]: Float64Array): number => Math.exp(x * y) / (0.1 + (x - 0.3) ** 2);
const OPTIONS: NdOptions = { rtol: 0, maxEvaluations: 60_000, seed: 5 };

const throughJson = (state: unknown): RunState => JSON.parse(JSON.stringify(state)) as RunState;

async function refused(call: () => Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(
    call,
    (error) => isNfoldError(error, 'ERR_INVALID_ARGUMENT') && message.test(error.message),
  );
}

test('a run that was stopped before its first batch resumes with the bits of one that was not', async () => {
  for (const [name, method] of Object.entries(METHODS)) {
    const none = await method(f, SQUARE, { ...OPTIONS, signal: AbortSignal.abort() });
    assert.equal(none.evaluations, 0, name);
    const resumed = await method(f, SQUARE, { ...OPTIONS, resume: throughJson(none.state) });
    const whole = await method(f, SQUARE, OPTIONS);
    assert.deepEqual(resumed.state, whole.state, name);
    assert.deepEqual(
      [resumed.value, resumed.error, resumed.status],
      [whole.value, whole.error, whole.status],
      name,
    );
  }
});

test('vector-valued runs over an infinite range resume with the same bits, whichever batch they were stopped after', async () => {
  const pair = ([x, y]: Float64Array, out: Float64Array): void => {
    out[0] = Math.exp(-x * x - y);
    out[1] = x * x * out[0];
  };
  const strip: DomainN = [
    [-Infinity, Infinity],
    [0, (x) => 1 + x[0] * x[0]],
  ];
  for (const [name, method] of Object.entries(METHODS)) {
    const options: NdOptions = { ...OPTIONS, components: 2, maxEvaluations: 400_000 };
    const whole = await method(pair, strip, options);
    for (let after = 1; after < 20; after += 3) {
      const controller = new AbortController();
      let batches = 0;
      const onIteration = (): void => {
        if (++batches === after) controller.abort();
      };
      const part = await method(pair, strip, { ...options, signal: controller.signal, onIteration });
      const resumed = await method(pair, strip, { ...options, resume: throughJson(part.state) });
      assert.deepEqual(resumed.components, whole.components, `${name} after ${after}`);
      assert.deepEqual(resumed.state, whole.state, `${name} after ${after}`);
      if (part.status !== 'aborted') break;
    }
  }
});

test('states of other versions, other problems and other shapes are refused in one line', async () => {
  const { state } = await monteCarloN(f, SQUARE, { ...OPTIONS, maxEvaluations: 1000 });
  assert.equal(state!.schema, 'nfold-integral/2');
  const older = { ...state, schema: 'nfold-integral/1' } as unknown as RunState;
  const message =
    /^resume\.schema must be nfold-integral\/2, got "nfold-integral\/1" .*another version of nfold wrote this state: start anew$/;
  await refused(() => monteCarloN(f, SQUARE, { resume: older }), message);
  await refused(() => integrate(f, SQUARE, { resume: older }), message);
  await refused(
    () => integrate(f, SQUARE, { resume: {} as RunState }),
    /^resume must be the state of an earlier result/,
  );
  const overflowed = afterOverflow(state!);
  await refused(
    () => monteCarloN(f, SQUARE, { resume: overflowed }),
    /^resume\.plan\.spreads\[0\]\.m2 must be a finite number, got null/,
  );
  await refused(
    () => monteCarloN(f, [...SQUARE, [0, 1]], { resume: state }),
    /^resume\.dimension must be 3, as this run's, got 2/,
  );
  await refused(
    () => monteCarloN(f, SQUARE, { resume: state, bitGenerator: 'philox' }),
    /^bitGenerator must be sfc64 as in resume, or left out, got "philox"/,
  );
  for (const method of [cubature, cross, integrateN])
    await refused(
      () => method(f, SQUARE, { resume: state }),
      /^resume must be left out for \w+, .*only qmc, vegas and monte-carlo can resume$/,
    );
});

/** The state after a sum that has overflowed, as JSON has it. */
function afterOverflow(state: RunState): RunState {
  const copy = throughJson(state) as unknown as { plan: { spreads: { m2: number | null }[] } };
  copy.plan.spreads[0].m2 = null;
  return copy as unknown as RunState;
}
