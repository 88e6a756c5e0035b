/* oxlint-disable typescript/unbound-method, typescript/no-implied-eval -- odd functions are what is tested */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFunction, describeFunction } from '#nfold/task';
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
  ['global that is shadowed inside', text('(x) => { const Math = { sqrt: () => x }; return Math.sqrt(4) }')],
  ['global that the scope replaces', inline(text('(x) => Math.sqrt(x)'), { scope: { Math: { PI: 3 } } })],
  ['question whether there is a page', text('(x) => typeof window === "undefined" ? x : window.innerWidth')],
  ['arrow with an object as its body', (x: number) => ({ x })],
  ['optional chaining and tagged template', text('(x) => x?.y?.[0] ?? String.raw`a${x}`')],
  ['static block, fields with this', text('() => { class A { static v; static { this.v = 1 } w = this } return A.v }')], // prettier-ignore
  ['class expression that is returned', text('() => new (class { x = 1 })().x')],
  ['inner generators', text('(x) => { function* g() { yield x } return [...g()] }')],
  ['inner asynchronous generator', text('async (x) => { async function* g() { yield x } for await (const v of g()) return v }')], // prettier-ignore
  ['arguments of a function around an arrow', text('function (x) { return (() => arguments[0])() }')],
  ['new.target of its own', text('function (x) { return new.target ?? x }')],
  ['comments in all places', text('async /* 1 */ (x /* => 2 */) => /* 3 */ x // 4\n')],
  ['import of a built-in module', text('async () => (await import("node:os")).EOL')],
  ['eval of what is inside', text('(x) => eval("x + 1")')],
  ['names that are no ASCII', text('é => é + 1')],
  ['a parameter called async', text('async => async')],
  ['a function made of text', new Function('x', 'return x')],
  [
    "esbuild's names of inner functions",
    text('(x) => { const g = __name((y) => y, "g"); return g(x) + g.name }'),
  ],
  ['regular expressions with arrows', text('(x) => /(a)=>/.test(x)')],
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
  ['native function', Math.sin, /is built into the runtime.*\(x\) => Math\.sin\(x\)/],
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
  ['captured by a default', text('(x = outer) => x'), /outer variable outer/],
  ['captured by a destructuring default', text('({ a = outer }) => a'), /outer variable outer/],
  ['captured by an inner function', text('(x) => { const g = () => far; return g() }'), /outer variable far/],
  ['captured by a static block', text('(x) => { class A { static { far } } }'), /outer variable far/],
  ['captured tag of a template', text('(x) => html`${x}`'), /outer variable html/],
  ['typeof of a variable that may be outside', text('(x) => typeof far === "number" ? far : x'), /outer variable far/], // prettier-ignore
  ['assignment to a variable outside', text('(x) => { total = x }'), /outer variable total/],
  ['enumeration of TypeScript', text('(x) => Color.Red + x'), /outer variable Color .*inline/],
  ['page', text('(x) => document.title'), /uses document, which belongs to a page/],
  ['arguments of the function around', text('(function () { return () => arguments[0] })(1)'), /`arguments` of the function around it .*\(\.\.\.args\)/], // prettier-ignore
  ['new.target of the function around', text('(function () { return () => new.target })()'), /new\.target of the function around/], // prettier-ignore
  ['private name that is asked for', text('(() => { class A { #p; f = (o) => #p in o } return new A().f })()'), /private name #p/], // prettier-ignore
  ['super call', text('(() => { let f; class A extends Object { constructor() { f = () => super(); f() } } new A(); return f })()'), /`super`/], // prettier-ignore
  ['super property', text('(() => { class A extends Array { f = () => super.at(0) } return new A().f })()'), /`super`/], // prettier-ignore
  ['this in a default', text('(x = this) => x'), /uses `this`/],
  ['this in the computed name of a method', text('() => { class A { [this.k]() {} } }'), /uses `this`/],
  ['relative import', text('async (x) => (await import("./work.js")).f(x)'), /imports "\.\/work\.js", a path relative.*\(line 1.*tasks\(\)/], // prettier-ignore
  ['relative import with a part that varies', text('async (x) => import(`../${x}.js`)'), /imports "\.\.\/"/],
  ['method called async', text('({ async(x) { return x } }).async'), /is a method/],
  ['method called class', text('({ class(x) { return x } }).class'), /is a method/],
  ['method with a number as its name', text('({ 1.5(x) { return x } })[1.5]'), /is a method/],
  ['method with a long computed name', text('({ [["a"][0]](x) { return x } }).a'), /is a method/],
  ['asynchronous generator method', text('({ async *g(x) { yield x } }).g'), /is a method/],
  ['private method', text('(() => { class A { #m() {} get() { return this.#m } } return new A().get() })()'), /is a method/], // prettier-ignore
  ['setter', text('Object.getOwnPropertyDescriptor({ set a(x) {} }, "a").set'), /is a getter or setter/],
  ['static getter', text('Object.getOwnPropertyDescriptor(class { static get a() { return 1 } }, "a").get'), /is a getter or setter/], // prettier-ignore
  ['generator with comments', text('function /* f */ * g() { yield 1 }'), /is a generator/],
  ['class expression', text('class extends Array {}'), /is a class/],
  ['proxy', new Proxy((x: number) => x, {}), /or a Proxy/],
  ['with', text('function (x) { with (x) { return 1 } }'), /in strict mode: 'with' in strict mode \(line 1/],
  ['octal number', text('function (x) { return 010 }'), /in strict mode: .* \(line 1 of the function\)/],
  ['parameters of one name', text('function (a, a) { return a }'), /in strict mode: Argument name clash/],
  ...(
    [
      ['TypeScript, asynchronous', '(x) => __awaiter(this, void 0, void 0, function* () { return x })', /__awaiter, a helper that the TypeScript compiler adds.*"target": "ES2022"/],
      ['TypeScript, generators', '(x) => __generator(this, function (_a) { return [2, x] })', /__generator, a helper that the TypeScript/],
      ['TypeScript, spread', '(x) => __spreadArray([], x, true)', /__spreadArray, a helper that the TypeScript/],
      ['TypeScript, default import', '(x) => (0, work_js_1.default)(x)', /work_js_1, by its looks .* import; imports do not travel.*tasks\(\)/],
      ['TypeScript, imported namespace', '(x) => work_1.f(x)', /work_1, by its looks/],
      ['Istanbul', 'function f(x) { cov_1ab2().f[0]++; cov_1ab2().s[0]++; return x }', /coverage counters of Istanbul \(cov_1ab2\).*c8/],
      ['esbuild', '(x) => __spreadValues({}, x)', /__spreadValues, a helper that esbuild adds/],
      ['esbuild, asynchronous', '(x) => __async(this, null, function* () { return x })', /__async, a helper that esbuild adds/],
      ['esbuild, import', '(x) => import_work.f(x)', /import_work, by its looks/],
      ['Babel', '(x) => _objectSpread({}, x)', /_objectSpread, a helper that Babel or SWC adds/],
      ['SWC', '(x) => _async_to_generator(function* () {})()', /_async_to_generator, a helper that Babel or SWC adds/],
      ['Vite', '(x) => __vite_ssr_import_0__.f(x)', /__vite_ssr_import_0__, which a compiler made of an import/],
      ['webpack', '(x) => _work__WEBPACK_IMPORTED_MODULE_0__.f(x)', /which a compiler made of an import/],
      ['CommonJS', '(x) => require("fs").readFileSync(x)', /uses require, which CommonJS modules alone have.*await import/],
    ] as const
  ).map(([name, source, message]) => [`compiled: ${name}`, text(source), message] as [string, unknown, RegExp]), // prettier-ignore
];

describe('functions that travel', () => {
  for (const [name, fn] of portable) {
    it(name, async () => {
      assert.ok(structuredClone(await describeFunction(fn)));
    });
  }

  it("run as they were written, with esbuild's helper for names", async () => {
    const wire = await describeFunction(
      text('(x) => { const g = __name((y) => y + 1, "g"); return g.name + g(x) }'),
    );
    const { call, parameters, stateless } = await compileFunction(wire);
    assert.deepEqual([call(1), parameters, stateless], ['g2', 1, true]);
  });
});

describe('functions that cannot travel say why', () => {
  for (const [name, fn, message] of refused) {
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

  it('names in the scope count, whatever they look like', async () => {
    const fn = inline(text('(x) => work_1.f(x) + require(x)'), { scope: { work_1: {}, require: 1 } });
    assert.equal((await describeFunction(fn)).kind, 'source');
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
