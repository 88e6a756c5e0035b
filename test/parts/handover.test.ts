// Whoever does the work, and from wherever on: the results have the same bits.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Pool, compareSettings, converge, fillParallel, runs, summarizeDraws, tasks } from 'nfold';
import { integrateMany, integrateN, vegas } from 'nfold/integrate';
import { bootstrap, jackknife, permutationTest } from 'nfold/resample';
import { normal, simulate, sweep } from 'nfold/simulate';
import { Crew } from '#nfold/parts';

const pool = new Pool({ workers: 2 });
after(() => pool.close());

/** Hands over to the pool after so many parts. */
class After extends Crew<Pool> {
  constructor(private parts: number) {
    super(pool);
  }
  override poolFor(): Promise<Pool | undefined> {
    return Promise.resolve(this.parts-- > 0 ? undefined : pool);
  }
}

const data = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i * i));
const model = { draws: { x: normal(), z: normal(1, 2) }, n: 300_000, seed: 1 } as const;
const squares = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0);

type Call = (parallel: { pool?: Pool }) => Promise<unknown>;
const calls: Readonly<Record<string, Call>> = {
  simulate: async (how) => {
    const { outputs } = await simulate({ ...model, model: 'y = x*z', ...how });
    return [outputs.y.mean, outputs.y.sd, outputs.y.quantile(0.1)];
  },
  'simulate a function': async (how) => {
    const small = { ...model, n: 100_000 };
    const { outputs } = await simulate({ ...small, model: ({ x, z }) => ({ y: x * z }), ...how });
    return [outputs.y.mean, outputs.y.sd];
  },
  sweep: async (how) => {
    const points = await sweep({ ...model, n: 80_000, model: 'y = k*x + z', grid: { k: [1, 2] }, ...how });
    return points.map(({ at, result }) => [at, result.outputs.y.mean]);
  },
  runs: (how) => runs(1000, ({ random }) => ({ x: random.normal() }), { seed: 1, keepValues: true, ...how }),
  'runs that stop': (how) =>
    runs(10_000, ({ random }) => random.normal(), {
      seed: 1,
      stopWhen: { output: 'value', halfWidth: 0.05 },
      ...how,
    }),
  compareSettings: (how) =>
    compareSettings(500, ({ random, setting }) => setting * random.random(), {
      settings: [1, 2],
      seed: 1,
      ...how,
    }),
  fillParallel: (how) => fillParallel(500_000, 'normal', [3, 5], { seed: 1, ...how }),
  summarizeDraws: async (how) =>
    (await summarizeDraws('normal', [3, 5], { draws: 500_000, seed: 1, ...how })).moments.state,
  bootstrap: (how) => bootstrap(data, squares, { n: 2000, seed: 1, keep: true, ...how }),
  permutationTest: (how) =>
    permutationTest([data, data.map((x) => x + 0.1)], 'differenceOfMeans', { n: 20_000, seed: 1, ...how }),
  jackknife: (how) => jackknife(data, squares, how),
  converge: (how) => converge('1/(1+x^2)', [0, 1], { samples: 3000, ...how }),
  integrateN: async (how) =>
    plain(
      await integrateN(
        'exp(-x*y)/(1e-2+z^2)',
        [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
        { rtol: 1e-9, maxEvaluations: 200_000, ...how },
      ),
    ),
  vegas: async (how) =>
    plain(
      await vegas(
        'exp(-x*y*z*w)',
        [
          [0, 1],
          [0, 1],
          [0, 1],
          [0, 1],
        ],
        { rtol: 1e-5, maxEvaluations: 300_000, seed: 2, ...how },
      ),
    ),
  integrateMany: async (how) => {
    const parameters = Array.from({ length: 1000 }, (_, i) => ({ a: i + 1 }));
    return (await integrateMany('exp(-a*x)', parameters, { domain: [0, 1], ...how })).map(plain);
  },
};

function plain({
  value,
  error,
  evaluations,
  status,
}: {
  value: unknown;
  error: number;
  evaluations: number;
  status: string;
}) {
  return { value, error, evaluations, status };
}

/** Functions are not compared. */
function bits(result: unknown): unknown {
  return JSON.parse(
    JSON.stringify(result, (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ),
  );
}

describe('the bits are the same', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`for ${name}`, async () => {
      const expected = bits(await call({}));
      for (const parts of [0, 1, 2, 5, Infinity]) {
        const crew = new After(parts) as unknown as Pool;
        assert.deepEqual(bits(await call({ pool: crew })), expected, `handed over after ${parts} parts`);
      }
      const said: string[] = [];
      const auto: object = {
        workers: 'auto',
        onWorkers: ({ sentence }: { sentence: string }) => said.push(sentence),
      };
      assert.deepEqual(bits(await call(auto)), expected, 'auto');
      assert.deepEqual(bits(await call({ ...auto, pool })), expected, 'auto with a pool');
      assert.equal(said.length, 2);
      for (const sentence of said) assert.match(sentence, /^(serially|with \d+ workers?): ./);
    });
  }
});

describe('workers', () => {
  it('may be a number: they start for the call and end with it', async () => {
    let said: unknown;
    const onWorkers = (used: object): void => void (said = used);
    const many = await simulate({ ...model, model: 'y = x*z', workers: 2, onWorkers });
    const one = await simulate({ ...model, model: 'y = x*z' });
    assert.equal(many.outputs.y.mean, one.outputs.y.mean);
    assert.deepEqual(said, { workers: 2, sentence: 'with 2 workers, as asked for' });
  });

  it('are refused where they make no sense', async () => {
    const call = (extra: object): Promise<unknown> => simulate({ ...model, n: 10, model: 'y = x', ...extra });
    const code = 'ERR_INVALID_ARGUMENT';
    await assert.rejects(call({ workers: 0 }), {
      code,
      message: "workers must be a whole number of at least 1, or 'auto', got 0 (number)",
    });
    await assert.rejects(call({ workers: 'all' }), { code, message: /^workers must be .*got "all"/ });
    await assert.rejects(call({ workers: 2, pool }), {
      code,
      message: /^workers must be 'auto' beside a pool/,
    });
  });

  it('do what this thread cannot: a function of a module is loaded by them alone', async () => {
    const { half } = tasks<typeof import('../simulate/fixtures/replications.js')>(
      new URL('../simulate/fixtures/replications.js', import.meta.url),
    );
    let said = '';
    const onWorkers = ({ sentence }: { sentence: string }): void => void (said = sentence);
    const found = await runs(20, half, { seed: 1, workers: 'auto', pool, onWorkers });
    assert.equal(found.runs, 20);
    assert.equal(said, 'with 2 workers, which alone load the function of a module');
  });

  it('have nothing to do for an integral over a range, which is told', async () => {
    const { integrate } = await import('nfold/integrate');
    let said: unknown;
    await integrate('x', [0, 1], { workers: 'auto', onWorkers: (used) => (said = used) });
    assert.deepEqual(said, {
      workers: 0,
      sentence: 'serially: an integral over a range is computed in one piece',
    });
  });
});
