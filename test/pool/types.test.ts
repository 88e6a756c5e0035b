/* oxlint-disable no-new, typescript/no-floating-promises, typescript/no-unnecessary-type-parameters -- nothing here runs */
// What must compile, and what must not: the compiler is the test. The functions are never called.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  AsyncResult,
  type ModuleFunction,
  Pool,
  type SettledCall,
  type TaskContext,
  inline,
  partial,
  tasks,
} from 'nfold';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only if the value has exactly the expected type. */
const exactly = <Expected>() => <Actual>(_value: Actual & (Equal<Actual, Expected> extends true ? Actual : never)): void => {}; // prettier-ignore

declare const pool: Pool;
const work = tasks<typeof import('../../dist/conformance/work.js')>(new URL('file:///work.js'));
declare const texts: ModuleFunction<(x: string) => number>;
declare const named: ModuleFunction<(x: number) => string>;
declare const blocks: ModuleFunction<(input: Float32Array, output: Float32Array, offset: number) => void>;
const sum = (a: number, b: string): string => a + b;

export function infers(): void {
  exactly<AsyncResult<number[]>>()(pool.map((x) => x * x, [1, 2]));
  exactly<AsyncResult<string[]>>()(pool.map(async (x) => `${x}`, new Set([1])));
  exactly<AsyncResult<number[]>>()(pool.map((x) => 2 * x, new Float64Array(1)));
  exactly<AsyncResult<number[]>>()(pool.map((x, { random, index }) => x + index + random.random(), [1]));
  exactly<AsyncResult<string>>()(pool.apply(sum, [1, 'a']));
  exactly<AsyncResult<string>>()(pool.applyAsync(sum, [1, 'a']));
  exactly<AsyncResult<number>>()(pool.apply(() => 1, []));
  exactly<AsyncResult<string[]>>()(pool.starmap(sum, [[1, 'a']]));
  exactly<AsyncResult<number[]>>()(pool.map(work.square, [1, 2]));
  exactly<AsyncResult<[number, number][]>>()(pool.mapAsync(work.draw, [1]));
  exactly<AsyncResult<number>>()(pool.apply(work.integral, [10, (x) => x, 0, 1]));
  exactly<AsyncResult<number[]>>()(
    pool.map(
      inline((x: number) => x + 1, { scope: {} }),
      [1],
    ),
  );
  exactly<AsyncResult<string[]>>()(pool.map(partial(sum, 1), ['a']));
  exactly<AsyncResult<string>>()(pool.apply((x: number, { index }: TaskContext) => `${x}${index}`, [1]));
  const plain: ModuleFunction<(x: number) => boolean> = { kind: 'module', url: 'file:///w.js', name: 'f' };
  exactly<AsyncResult<boolean[]>>()(pool.map(plain, [1]));
  exactly<AsyncGenerator<number, void, undefined>>()(pool.imap((x) => x + 1, [1]));
  exactly<AsyncGenerator<string, void, undefined>>()(pool.imapUnordered((x) => `${x}`, [1]));
  exactly<AsyncGenerator<SettledCall<string>, void, undefined>>()(
    pool.imap((x) => `${x}`, [1], { settle: true }),
  );
  exactly<AsyncResult<number>>()(
    pool.reduce(
      (x) => 2 * x,
      [1],
      (a, b) => a + b,
    ),
  );
  exactly<AsyncResult<number>>()(pool.reduceAsync(work.square, [1], work.add, { initial: 0 }));
  exactly<number[]>()(pool.mapSync(async (x) => 2 * x, [1]));
  exactly<AsyncResult<string[]>>()(pool.broadcast(sum, [1, 'a']));
  exactly<Promise<number>>()(pool.apply(() => 1, []).get(5));
  const options = { cost: (x: number, i: number) => x + i };
  exactly<AsyncResult<number[]>>()(pool.map((x) => x, [1], options));
}

export function refuses(): void {
  // @ts-expect-error an argument of the wrong type
  pool.apply(sum, ['a', 'b']);
  // @ts-expect-error an argument is missing
  pool.apply(sum, [1]);
  // @ts-expect-error one argument too many
  pool.apply(sum, [1, 'a', 2]);
  // @ts-expect-error arguments come in an array
  pool.apply(sum, 1, 'a');
  // @ts-expect-error items of the wrong type
  pool.map(work.square, ['a']);
  // @ts-expect-error the item has no such property
  pool.map((x) => x.nothing, [1]);
  // @ts-expect-error items are not iterable
  pool.map((x) => x, 5);
  // @ts-expect-error the module has no such export
  pool.map(work.cube, [1]);
  // @ts-expect-error the export is no function
  pool.map(work.notAFunction, [1]);
  // @ts-expect-error a bound argument of the wrong type
  partial(sum, 'a');
  // @ts-expect-error what remains after binding has another type
  pool.map(partial(sum, 1), [1]);
  // @ts-expect-error arguments of a tuple in the wrong order
  pool.starmap(sum, [['a', 1]]);
  // @ts-expect-error an asynchronous source cannot be waited for
  pool.mapSync(work.square, (async function* () { yield 1; })()); // prettier-ignore
  // @ts-expect-error a reducer of other values than the function returns
  pool.reduce(work.square, [1], (a: string, b: string) => a + b);
  // @ts-expect-error an initial value of another type
  pool.reduce(work.square, [1], work.add, { initial: 'a' });
  // @ts-expect-error an argument of the wrong type
  pool.broadcast(sum, ['a', 'b']);
  // @ts-expect-error an option that does not exist
  pool.map((x) => x, [1], { chunks: 3 });
  // @ts-expect-error an option of the wrong type
  new Pool({ workers: 'many' });
  // @ts-expect-error a backend that does not exist
  new Pool({ backend: 'cluster' });
  // @ts-expect-error a kernel that returns no number
  pool.mapTyped((x) => String(x), new Float64Array(1));
  // @ts-expect-error a plain array
  pool.mapTyped((x) => x, [1, 2]);
  // @ts-expect-error out of another kind
  pool.mapTyped((x) => x, new Float64Array(1), { out: new Float32Array(1) });
  // @ts-expect-error a kernel for numbers where one for blocks is announced
  pool.mapTyped((x: number) => x, new Float64Array(1), { block: true });
  // @ts-expect-error a module's kernel for texts
  pool.mapTyped(texts, new Float64Array(1));
  // @ts-expect-error a module's kernel that returns no number
  pool.mapTyped(named, new Float64Array(1));
  // @ts-expect-error a module's kernel for blocks of another kind
  pool.mapTyped(blocks, new Float64Array(1), { block: true });
  // @ts-expect-error a tuple that is too short
  pool.starmap(sum, [[1]]);
  // @ts-expect-error a tuple that is too long
  pool.starmap(sum, [[1, 'a', 2]]);
  // @ts-expect-error items that are no tuples
  pool.starmap(sum, [1]);
  // @ts-expect-error the context comes last
  pool.map((_context: TaskContext, x: number) => x, [1]);
  // @ts-expect-error the context comes last
  pool.apply((_context: TaskContext, x: number) => x, [1]);
  // @ts-expect-error the module has no such export
  pool.apply(work.cube, [1]);
  // @ts-expect-error items of the wrong type
  pool.imap(work.square, ['a']);
  // @ts-expect-error items of the wrong type, from an asynchronous source
  pool.imapUnordered(work.square, (async function* () { yield 'a'; })()); // prettier-ignore
  // @ts-expect-error a reducer that returns another type than it takes
  pool.reduce(work.square, [1], (a: number, b: number) => `${a}${b}`);
  // @ts-expect-error an initializer that is no function
  new Pool({ initializer: 'start' });
  // @ts-expect-error a bound argument of an initializer, which partial() checks
  new Pool({ initializer: partial(sum, 'a') });
  // @ts-expect-error results are made by pools
  new AsyncResult();
}

it('misuse does not compile', () => {
  assert.equal(typeof infers, 'function');
  assert.equal(typeof refuses, 'function');
});
