// What NumPy's calls, as the vectors write them, are called here.
import { type DistributionName, type Draws, distributions } from 'nfold/random';

type Values = ArrayLike<number> | ArrayLike<bigint>;
type Call = (draws: Draws) => Values;

const WEIGHTS = [0.1, 0.2, 0.3, 0.25, 0.15];
const SIX_WEIGHTS = [0.3, 0.01, 0.04, 0.05, 0.2, 0.4];
const URN = [160, 80, 40, 300];
const COVARIANCE = [
  [4, 2, 0.6],
  [2, 3, 0.4],
  [0.6, 0.4, 1],
];
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const times = <T>(n: number, draw: () => T): T[] => range(n).map(() => draw());
const rows = (n: number, draw: () => ArrayLike<number>): number[] =>
  times(n, () => Array.from(draw())).flat();
const floats = (n: number): Float32Array => new Float32Array(n);

const SPECIAL: Readonly<Record<string, Call>> = {
  'random(20, dtype=float32)': (s) => s.fillRandom(floats(20)),
  'standard_normal(20, dtype=float32)': (s) => s.fillStandardNormal(floats(20)),
  'standard_normal(3000, dtype=float32)': (s) => s.fillStandardNormal(floats(3000)),
  'standard_exponential(20, dtype=float32)': (s) => s.fillStandardExponential(floats(20)),
  'standard_exponential(3000, dtype=float32)': (s) => s.fillStandardExponential(floats(3000)),
  "standard_exponential(20, method='inv')": (s) => times(20, () => s.standardExponential('inv')),
  "standard_exponential(200, method='inv', dtype=float32)": (s) =>
    s.fillStandardExponential(floats(200), 'inv'),
  'standard_gamma(0.4, 200, dtype=float32)': (s) => s.fillStandardGamma(floats(200), 0.4),
  'standard_gamma(3.7, 200, dtype=float32)': (s) => s.fillStandardGamma(floats(200), 3.7),
  'default: multivariate/other not covered; gumbel(20)': (s) => times(20, () => s.gumbel()),
  '[integers(0,6), random(), integers(0,6), integers(0,6), random()] mixed': (s) => [
    s.integers(0, 6),
    s.random(),
    s.integers(6),
    s.integers(0, 6),
    s.random(),
  ],
  'integers(0, 2**32, 20)': (s) => times(20, () => s.integers(0, 2 ** 32)),
  'integers(0, 2**32-1, 20)': (s) => times(20, () => s.integers(0, 2 ** 32 - 1)),
  'integers(0, 2**32+1, 20)': (s) => times(20, () => s.integers(2 ** 32 + 1)),
  'integers(0, 10**15, 20)': (s) => s.fillIntegers(new Float64Array(20), 0, 1e15),
  'integers(-2**52, 2**52 - 1, 40)': (s) => times(40, () => s.integers(-(2 ** 52), 2 ** 52 - 1)),
  'integers(0, 2**53 - 1, 200)': (s) => times(200, () => s.integers(0, 2 ** 53 - 1)),
  'integers(0, 2**53 + 2, 20)': (s) => times(20, () => s.bigIntegers(0n, 2n ** 53n + 2n)),
  'integers(0, 3*2**61, 20)': (s) => s.fillBigIntegers(new BigUint64Array(20), 0n, 3n * 2n ** 61n),
  'integers(0, 2**64, 20, dtype=uint64)': (s) => s.fillBigIntegers(new BigUint64Array(20), 0n, 2n ** 64n),
  'integers(-2**63, 2**63-1, 20, endpoint=True)': (s) =>
    s.fillBigIntegers(new BigInt64Array(20), -(2n ** 63n), 2n ** 63n - 1n, { endpoint: true }),
  'integers(0, 100, 40, dtype=uint8)': (s) => s.fillIntegers(new Uint8Array(40), 100),
  'integers(0, 256, 40, dtype=uint8)': (s) => s.fillIntegers(new Uint8ClampedArray(40), 0, 256),
  'integers(-100, 101, 40, dtype=int8)': (s) =>
    s.fillIntegers(new Int8Array(40), -100, 100, { endpoint: true }),
  'integers(-128, 128, 40, dtype=int8)': (s) => s.fillIntegers(new Int8Array(40), -128, 128),
  'integers(0, 1000, 40, dtype=uint16)': (s) => s.fillIntegers(new Uint16Array(40), 0, 1000),
  'integers(0, 65536, 40, dtype=uint16)': (s) => s.fillIntegers(new Uint16Array(40), 0, 65536),
  'integers(-30000, 30001, 40, dtype=int16)': (s) => s.fillIntegers(new Int16Array(40), -30000, 30001),
  'integers(0, 1000000, 40, dtype=uint32)': (s) => s.fillIntegers(new Uint32Array(40), 0, 1000000),
  'integers(-2**31, 2**31, 40, dtype=int32)': (s) => s.fillIntegers(new Int32Array(40), -(2 ** 31), 2 ** 31),
  'integers(0, 2, 40, dtype=bool)': (s) => s.fillIntegers(new Uint8Array(40), 0, 2, { dtype: 'bool' }),
  'permutation(10)': (s) => s.permutation(10),
  'permutation(1000)[:20]': (s) => s.permutation(range(1000)).slice(0, 20),
  'shuffle(arange(12))': (s) => s.shuffle(Uint8Array.from(range(12))),
  'permuted(arange(12).reshape(3,4),axis=1)': (s) => s.permuted(range(12), 4),
  'choice(10, 20)': (s) => s.choice(10, 20),
  'choice(10, 6, replace=False)': (s) => s.choice(range(10), 6, { replace: false }),
  'choice(10, 6, replace=False, shuffle=False)': (s) => s.choice(10, 6, { replace: false, shuffle: false }),
  'choice(100000, 6, replace=False)': (s) => s.choice(100000, 6, { replace: false }),
  'choice(20000, 30, replace=False)': (s) => s.choice(20000, 30, { replace: false }),
  'choice(20000, 500, replace=False)': (s) => s.choice(20000, 500, { replace: false }),
  'choice(20000, 1500, replace=False, shuffle=False)': (s) =>
    s.choice(20000, 1500, { replace: false, shuffle: false }),
  'choice(1000, 1000, replace=False)': (s) => s.choice(1000, 1000, { replace: false }),
  'choice(1000, 999, replace=False, shuffle=False)': (s) =>
    s.choice(1000, 999, { replace: false, shuffle: false }),
  'choice(5, 12, p=[.1,.2,.3,.25,.15])': (s) => s.choice(5, 12, { p: WEIGHTS }),
  'choice(5, 3, replace=False, p=[.1,.2,.3,.25,.15])': (s) => s.choice(5, 3, { replace: false, p: WEIGHTS }),
  'choice(6, 6, replace=False, p=[0.3, 0.01, 0.04, 0.05, 0.2, 0.4])': (s) =>
    s.choice(6, 6, { replace: false, p: SIX_WEIGHTS }),
  'bytes(16)': (s) => s.bytes(16),
  'bytes(7)': (s) => s.bytes(7),
  'dirichlet([0.5, 2, 7], 5)': (s) => rows(5, () => s.dirichlet([0.5, 2, 7])),
  'dirichlet([0.05, 0.01, 0.09, 0.02], 5)': (s) => rows(5, () => s.dirichlet([0.05, 0.01, 0.09, 0.02])),
  'dirichlet([3, 1e-3, 40, 1], 5)': (s) => rows(5, () => s.dirichlet([3, 1e-3, 40, 1])),
  'multinomial(20, [0.2, 0.3, 0.5], 6)': (s) => rows(6, () => s.multinomial(20, [0.2, 0.3, 0.5])),
  'multinomial(100000, [0.1, 0, 0.25, 0.65], 6)': (s) =>
    rows(6, () => s.multinomial(100000, [0.1, 0, 0.25, 0.65])),
  "multivariate_hypergeometric([16, 8, 4], 6, 8, method='marginals')": (s) =>
    rows(8, () => s.multivariateHypergeometric([16, 8, 4], 6)),
  "multivariate_hypergeometric([160, 80, 40, 300], 500, 8, method='marginals')": (s) =>
    rows(8, () => s.multivariateHypergeometric(URN, 500)),
  "multivariate_normal([1, -2, 3], [[4, 2, 0.6], [2, 3, 0.4], [0.6, 0.4, 1]], 20, method='cholesky')": (s) =>
    rows(20, () => s.multivariateNormal([1, -2, 3], COVARIANCE)),
};

/** `standard_gamma(3.7, 20)`: a distribution of the table, its parameters, and how many to draw. */
export function tableCall(
  call: string,
): { name: DistributionName; parameters: number[]; count: number } | undefined {
  const match = /^([a-z_]+)\(([-\d.e, ]*)\)$/.exec(call);
  const name = match?.[1].replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) ?? '';
  if (match === null || !Object.hasOwn(distributions, name)) return undefined;
  const numbers = match[2].split(',').map(Number);
  return { name: name as DistributionName, parameters: numbers.slice(0, -1), count: numbers.at(-1)! };
}

/** The call one by one, through the method of that name. */
export function drawsOf(call: string): Call | undefined {
  if (Object.hasOwn(SPECIAL, call)) return SPECIAL[call];
  const inTable = tableCall(call);
  if (inTable === undefined) return undefined;
  const { name, parameters, count } = inTable;
  return (s) => times(count, () => method(s, name)(...parameters));
}

/** `draws.gamma` as a function of any number of parameters. */
export function method(draws: Draws, name: DistributionName): (...parameters: number[]) => number {
  return (draws[name] as (...parameters: number[]) => number).bind(draws);
}

/** `draws.fillGamma` likewise. */
export function filler<Out>(
  draws: Draws,
  name: DistributionName,
): (out: Out, ...parameters: number[]) => Out {
  const fill = `fill${name[0].toUpperCase()}${name.slice(1)}` as keyof Draws;
  return (draws[fill] as (out: Out, ...parameters: number[]) => Out).bind(draws);
}
