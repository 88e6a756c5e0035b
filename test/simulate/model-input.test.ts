import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, inline, isNfoldError } from 'nfold';
import { distributions } from 'nfold/random';
import * as simulation from 'nfold/simulate';
import { drawFrom, mvnormal, normal, simulate, sweep } from 'nfold/simulate';

/** The message of what `work` throws or rejects with. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(isNfoldError(error), String(error));
    return error.message;
  }
  return assert.fail('nothing was refused');
}

const draws = { alpha: normal(15, 2), x: normal() };
const n = 10;

test('there is a maker for each distribution, which checks', () => {
  const makers = simulation as unknown as Record<string, (...parameters: number[]) => unknown>;
  for (const [name, { parameters }] of Object.entries(distributions)) {
    const values = parameters.map((_, i) => [0.5, 0.5, 0.75][i]);
    const fitting = { hypergeometric: [3, 4, 5], integers: [0, 5], zipf: [2], triangular: [0, 1, 2] };
    const given = (fitting as Record<string, number[]>)[name] ?? (name === 'binomial' ? [3, 0.5] : values);
    assert.deepEqual(makers[name](...given), { distribution: name, parameters: given });
  }
  assert.deepEqual(normal(), { distribution: 'normal', parameters: [0, 1] });
});

test('draws are checked, with what to do', async () => {
  assert.equal(
    await refusal(() => normal(1, -2)),
    'normal: scale must be a number of at least 0, got -2 (number)',
  );
  assert.match(await refusal(() => drawFrom('nromal', [1, 2])), /did you mean "normal"\?$/);
  assert.match(await refusal(() => drawFrom('standard_normal', [])), /did you mean "standardNormal"\?$/);
  assert.equal(
    await refusal(() => drawFrom('normal', [1, 2, 3])),
    'normal takes 0 to 2 parameters, got 3; write normal(loc = 0, scale = 1)',
  );
  assert.equal(
    await refusal(() => drawFrom('gamma', [])),
    'gamma takes 1 to 2 parameters, got 0; write gamma(shape, scale = 1)',
  );
  assert.match(await refusal(() => mvnormal({ a: 0, b: 0 }, [[1, 2], [2, 1]])), /positive definite/); // prettier-ignore
});

test('models are checked against their draws', async () => {
  const run = (model: string, more: object = {}) => refusal(() => simulate({ draws, model, n, ...more }));
  assert.equal(await run('y = x + alhpa'), 'alhpa is not drawn at column 9; did you mean "alpha"?');
  assert.equal(
    await run('y = x + z', { parameters: { s: 1 } }),
    'z is neither drawn nor a parameter at column 9; known are alpha, x, s, y',
  );
  assert.match(await run('a = b; b = a'), /^equations define each other in a circle/);
  assert.equal(await run('x = alpha'), 'x is drawn and defined by an equation as well; rename one of them');
  assert.match(await run('y = x', { n: 0 }), /^n must be a whole number of at least 1, got 0/);
  assert.match(await run('y = x', { seed: -1 }), /^seed must be/);
  assert.match(await run('y = x', { draws: {} }), /^draws must be an object of draws by name/);
  assert.match(
    await run('y = x', { draws: { x: 3 } }),
    /^draws\.x must be a draw such as normal\(15, 2\), got 3/,
  );
  assert.match(
    await run('y = x', { parameters: { x: 1 } }),
    /^parameters must be other names than those of draws/,
  );
  assert.match(await run('y = x', { keep: ['z'], onBlock: () => {} }), /^keep must be one of y, x/);
  const part = mvnormal({ a: 0, b: 0 }, [[1, 0], [0, 1]]); // prettier-ignore
  assert.match(await run('y = a', { draws: { a: part.a } }), /^draws\.a must be drawn together with a, b/);
  assert.match(await run('y = c', { draws: { c: part.a, b: part.b } }), /^draws\.c must be drawn together/);
  assert.match(
    await refusal(() => sweep({ draws, model: 'y = x', n, grid: { s: [] } })),
    /^grid\.s must be a list of at least one number/,
  );
});

test('what is drawn but not used is told', async () => {
  const { warnings } = await simulate({ draws, parameters: { s: 2 }, model: 'y = x', n });
  assert.deepEqual(warnings, [
    'alpha is drawn, but the model does not use it',
    's is a parameter, but the model does not use it',
  ]);
  const asFunction = await simulate({ draws, model: ({ x }) => x, n });
  assert.deepEqual(asFunction.warnings, [
    'alpha is drawn, but the model did not read it in its first 100 draws',
  ]);
});

test('functions are checked the same way with a pool and without', async () => {
  const outside = 3;
  const captures = ({ x }: { x: number }) => ({ y: outside * x });
  const misspelt = (({ alhpa }: { alhpa: number }) => ({ y: alhpa })) as unknown as typeof captures;
  const wrong = ((): string => 'text') as unknown as typeof captures;
  await using pool = new Pool(2);
  const messages: string[][] = [];
  for (const more of [{}, { pool }]) {
    const run = (model: typeof captures) => refusal(() => simulate({ draws, model, n, ...more }));
    messages.push([await run(captures), await run(misspelt), await run(wrong)]);
    const { outputs } = await simulate({
      draws,
      model: inline(captures, { scope: { outside } }),
      n,
      seed: 1,
      ...more,
    });
    const same = await simulate({ draws, model: 'y = 3*x', n, seed: 1 });
    assert.deepEqual(outputs, same.outputs);
  }
  assert.deepEqual(messages[0], messages[1]);
  const [captured, unknown, text] = messages[0];
  assert.match(captured, /uses the outer variable outside/);
  assert.equal(unknown, 'the model reads alhpa, which is not drawn; did you mean "alpha"?');
  assert.match(text, /^model must be a function that returns an object of numbers, or a number, got "text"/);
});

test('inputs and outputs are typed by the names that were given', async () => {
  const result = await simulate({
    draws,
    parameters: { s: 2 },
    model: ({ x, s }) => ({ a: s * x, b: x }),
    n,
  });
  assert.equal(result.outputs.a.n + result.outputs.b.n, 2 * n);
  // @ts-expect-error -- there is no such output
  assert.equal(result.outputs.c, undefined);
  const text = await simulate({ draws, model: 'first = x; second = first + alpha', n });
  assert.equal(text.outputs.second.n, n);
  assert.ok(text.covariance.first.second > 0);
  // @ts-expect-error -- there is no such output
  assert.equal(text.outputs.third, undefined);
  const bare = await simulate({ draws, model: 'x + alpha', n });
  assert.equal(bare.outputs.y.n, n);
  // @ts-expect-error -- z is not drawn
  await refusal(() => simulate({ draws, model: ({ z }) => ({ y: z }), n }));
  const model: string = 'y = x';
  const dynamic = await simulate({ draws, model, n });
  assert.equal(dynamic.outputs.y.n, n);
});
