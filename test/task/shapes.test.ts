/* oxlint-disable typescript/unbound-method, typescript/no-implied-eval -- odd functions are what is tested */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFunction } from '#nfold/task';
import { inline, isNfoldError, partial, tasks } from 'nfold';

const outer = 3;
const helper = (x: number): number => x + 1;
const object = {
  method(x: number): number {
    return x;
  },
  async later(x: number): Promise<number> {
    return x;
  },
  get value(): number {
    return 1;
  },
  arrow: (x: number): number => x,
  ['computed name'](x: number): number {
    return x;
  },
};
class Thing {
  #secret = 1;
  static make(): Thing {
    return new Thing();
  }
  arrowWithThis = (): unknown => this;
  reach = (): number => this.#secret;
}
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const getter = Object.getOwnPropertyDescriptor(object, 'value')!.get!;
/** Functions whose text TypeScript would not let stand here. */
const text = (source: string): never => new Function(`return (${source})`)() as never;

const portable: readonly [name: string, fn: unknown][] = [
  ['arrow with expression', (x: number) => x * x],
  ['arrow with block', (x: number) => { const y = x; return y; }], // prettier-ignore
  ['async arrow', async (x: number) => x],
  ['arrow with one bare parameter', text('x => x')],
  ['function expression', function (x: number) { return x; }], // prettier-ignore
  ['named function that calls itself', function fact(n: number): number { return n < 2 ? 1 : n * fact(n - 1); }], // prettier-ignore
  ['async function', async function (x: number) { return x; }], // prettier-ignore
  ['runtime names', (x: number) => Math.sqrt(x) + Float64Array.of(x).length + JSON.stringify(x).length],
  ['arguments of its own', text('function () { return arguments.length }')],
  ['this of an inner function', text('() => { function F() { this.a = 1 } return new F().a }')],
  ['class inside', text('() => { class A { #p = 1; get() { return this.#p } } return new A().get() }')],
  ['default and rest parameters', (x = 1, ...rest: number[]) => x + rest.length],
  ['destructuring', ({ a, b: { c } }: { a: number; b: { c: number } }) => a + c],
  ['property that is an arrow', object.arrow],
  [
    'labels, catch and closures',
    text('(x) => { a: for (;;) { try { throw x } catch (e) { break a } } return () => x }'),
  ],
  ['typeof of an unknown name', (x: number) => typeof x],
  ['module reference', tasks<{ f: () => void }>('file:///work.js').f],
  ['partial', partial((a: number, b: number) => a + b, 1)],
  ['inline with scope', inline((x: number) => x * outer, { scope: { outer } })],
  ['function in a scope', inline((x: number) => helper(x), { scope: { helper } })],
];

const refused: readonly [name: string, fn: unknown, message: RegExp][] = [
  [
    'captured variable',
    (x: number) => x * outer,
    /uses the outer variable outer \(line 1 of the function\); use inline\(fn, \{ scope: \{ outer \} \}\)/,
  ],
  [
    'two captured variables',
    (x: number) => helper(x) * outer,
    /uses the outer variables helper \(line 1.*\), outer \(line 1/,
  ],
  [
    'arrow that calls itself',
    factorial,
    /calls itself through the outer variable factorial .* write it as function factorial/,
  ],
  ['native function', Math.sin, /is built into the runtime.*\(x\) => Math\.sqrt\(x\)/],
  ['bound function', object.arrow.bind(null), /is a bound function/],
  ['method', object.method, /is a method/],
  ['async method', object.later, /is a method/],
  ['method with a computed name', object['computed name'], /is a method/],
  ['static method', Thing.make, /is a method/], // oxlint-disable-line unbound-method
  ['getter', getter, /is a getter or setter/],
  ['class', Thing, /is a class/],
  ['generator', text('function* () { yield 1 }'), /is a generator/],
  ['async generator', text('async function* () { yield 1 }'), /is a generator/],
  ['generator method', text('{ *g() { yield 1 } }.g'), /is a (method|generator)/],
  ['this in an arrow', new Thing().arrowWithThis, /uses `this`/],
  ['this in a function', text('function () { return this.x }'), /uses `this`/],
  ['private name', new Thing().reach, /private name/],
  ['super', text('{ m: { f() { return () => super.x } }.f() }.m'), /super/],
  ['import.meta', null, /import\.meta/],
  [
    'unlisted variable of an inline function',
    inline((x: number) => x * outer + helper(x), { scope: { outer } }),
    /variable helper/,
  ],
  [
    'function in a scope that captures',
    inline((x: number) => helper(x), { scope: { helper: (x: number) => x * outer } }),
    /outer/,
  ],
  [
    'bound argument that captures',
    partial(
      (f: (x: number) => number, x: number) => f(x),
      (x: number) => x * outer,
    ),
    /outer/,
  ],
];

describe('functions that travel', () => {
  for (const [name, fn] of portable) {
    it(name, async () => {
      assert.ok(structuredClone(await describeFunction(fn)));
    });
  }
});

describe('functions that cannot travel say why', () => {
  for (const [name, fn, message] of refused) {
    if (fn === null) continue;
    it(name, async () => {
      await assert.rejects(
        async () => await describeFunction(fn),
        (error) => {
          assert.ok(isNfoldError(error, 'ERR_TASK_NOT_PORTABLE'), String(error));
          assert.match(error.message, message);
          assert.equal(error.message.includes('\n'), false);
          return true;
        },
      );
    });
  }

  it('import.meta', async () => {
    const { importsMeta } = await import('./fixtures/import-meta.js');
    await assert.rejects(
      async () => await describeFunction(importsMeta),
      /import\.meta, which exists in modules alone/,
    );
  });

  it('names the line', async () => {
    const fn = text('function f(x) {\n  const y = x;\n  return y + far;\n}');
    await assert.rejects(
      async () => await describeFunction(fn),
      (error) => {
        assert.ok(isNfoldError(error));
        assert.match(error.message, /function f .* far \(line 3 of the function\)/);
        assert.deepEqual(error.details['captures'], [{ kind: 'variable', name: 'far', line: 3 }]);
        return true;
      },
    );
  });

  it('something that is no function', () => {
    for (const value of [1, null, undefined, 'x', {}, { kind: 'module', url: 1, name: 'f' }]) {
      assert.throws(() => describeFunction(value), { code: 'ERR_INVALID_ARGUMENT' });
    }
  });
});

describe('makers', () => {
  it('inline and partial give functions that also work here', () => {
    assert.equal(inline((x: number) => x * outer, { scope: { outer } })(2), 6);
    assert.equal(partial((a: number, b: number) => a - b, 10)(3), 7);
  });

  it('a module reference says what it is when it is called here', () => {
    const work = tasks<{ f: (x: number) => number }>('file:///work.js');
    assert.throws(() => work.f(1), {
      code: 'ERR_TASK_NOT_FOUND',
      message: /^f is a reference to an export of file:\/\/\/work\.js/,
    });
  });

  it('tasks wants an absolute URL and survives being awaited', async () => {
    assert.throws(() => tasks('./work.js'), { code: 'ERR_INVALID_ARGUMENT', message: /import\.meta\.url/ });
    const work = tasks<{ f: () => void }>('file:///work.js');
    // oxlint-disable-next-line await-thenable -- that it is none is the point
    assert.equal(await work, work);
  });
});
