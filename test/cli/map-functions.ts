/** What the tests of `nfold map` map with. */
import { appendFileSync, existsSync, readFileSync, watch } from 'node:fs';
import type { TaskContext } from 'nfold';

export const words = (path: string): number => readFileSync(path, 'utf8').split(/\s+/).filter(Boolean).length;
export const upper = (line: string): string => line.toUpperCase();
export default (path: string): string => `default ${path}`;
export const draw = (input: string, { index, random }: TaskContext): unknown => [
  input,
  index,
  random.integers(0, 1e6),
];
export const answer = 42;
export const quit = (path: string): string => (path.endsWith('03.txt') ? process.exit(3) : path);

export function odd(path: string): string {
  if (/[13579]\.txt$/.test(path)) throw Object.assign(new RangeError(`${path} is odd`), { code: 'ERR_ODD' });
  return path;
}

export function endless(path: string): string {
  while (path.endsWith('03.txt'));
  return path;
}

const VALUES: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  nan: () => [NaN, Infinity, -Infinity, -0],
  bigint: () => 2n ** 70n,
  typed: () => new Float32Array([0.5, 2]),
  map: () => new Map([['a', 1]]),
  'map of numbers': () => new Map([[1, 1]]),
  set: () => new Set(['a']),
  date: () => new Date(0),
  function: () => upper,
  symbol: () => Symbol('s'),
  cycle() {
    const value: { self?: unknown } = {};
    value.self = value;
    return value;
  },
  thrown() {
    // oxlint-disable-next-line no-throw-literal -- users may
    throw 'a text';
  },
  promise: () => Promise.resolve({ a: undefined, b: [null] }),
};
export const value = (name: string): unknown => VALUES[name]();

/** Fails for the file that TEST_FAILING names, until its path has been logged so often as TEST_TIMES says. */
export function flaky(path: string): number {
  const log = process.env['TEST_LOG']!;
  appendFileSync(log, `${path}\n`);
  const calls = readFileSync(log, 'utf8').split('\n');
  const times = calls.filter((line) => line === path).length;
  if (path === process.env['TEST_FAILING'] && times <= Number(process.env['TEST_TIMES']))
    throw new Error(`attempt ${times}`);
  return times;
}

/** Logs its input, and for the file that TEST_BLOCKING names waits for a file that nobody makes. */
export async function blocking(path: string): Promise<number> {
  appendFileSync(process.env['TEST_LOG']!, `${path}\n`);
  if (path !== process.env['TEST_BLOCKING']) return words(path);
  // The first line of results must be there before the test may go on.
  const results = process.env['TEST_RESULTS']!;
  if (!hasLine(results)) await lineIn(results);
  process.stderr.write('blocked\n');
  return new Promise(() => setInterval(() => {}, 1 << 30));
}

function lineIn(file: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!hasLine(file)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(file, look);
    look();
  });
}

const hasLine = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').includes('\n');
