/**
 * Equations over columns of numbers: one loop computes all of them, two rows at a time in WebAssembly, or one by one in
 * plain JavaScript with the same bits.
 */
import { ownLoop } from '../core/index.js';
import { type Equation, javaScriptName, toJavaScript } from '../expression/index.js';
import {
  type Code,
  type FunctionBuilder,
  type Local,
  ModuleBuilder,
  f64,
  f64x2,
  i32,
  instantiate,
  type,
  v128,
  webAssemblyUsable,
  whileLoop,
  workspace,
} from '../wasm/index.js';
import { SimdWriter, importKey, mathImports } from './simd.js';

/** What a loop reads and writes. */
export interface ColumnEquations {
  /** Names of the columns that are read, in their order. */
  readonly inputs: readonly string[];
  /** For each of them, whether a row is offset + scale * what the column holds, rather than that itself. */
  readonly scaled: readonly boolean[];
  /** Names of numbers that are the same for all rows. */
  readonly constants: readonly string[];
  /** In an order in which each uses only what is before it. */
  readonly equations: readonly Equation[];
  /** The names of the equations in the order of their columns, which come after the inputs'. */
  readonly outputs: readonly string[];
}

/** Numbers for a call: those of the constants, then offset and scale of each input. */
export type ColumnNumbers = readonly number[];

/** Columns of one length, each with its address in the workspace; no address without WebAssembly. */
export interface Columns {
  readonly arrays: readonly Float64Array[];
  readonly addresses: readonly number[];
}

/** Computes the first `count` rows. An odd count also overwrites the row after the last, which must be there. */
export type ColumnLoop = (columns: Columns, count: number, numbers: ColumnNumbers) => void;

/** Between columns: at distances of a power of two they would share the sets of the first-level cache. */
const GAP = 64;

/** Runs `work` with columns for `rows` rows, an even number; they may be reused afterwards. */
export function withColumns<T>(count: number, rows: number, work: (columns: Columns) => T): T {
  if (!webAssemblyUsable()) {
    return work({ arrays: Array.from({ length: count }, () => new Float64Array(rows)), addresses: [] });
  }
  const stride = 8 * rows + GAP;
  return workspace().withScratch(stride * count, (start) => {
    const addresses = Array.from({ length: count }, (_, i) => start + i * stride);
    return work({ arrays: addresses.map((address) => workspace().doubles(address, rows)), addresses });
  });
}

/** The loop of some equations, in WebAssembly where that is possible. */
export function columnLoop(equations: ColumnEquations): ColumnLoop {
  return webAssemblyUsable() ? pairLoop(equations) : scalarLoop(equations);
}

/** The plain JavaScript form. */
export function scalarLoop({ inputs, scaled, constants, equations, outputs }: ColumnEquations): ColumnLoop {
  const number = (i: number): string => `numbers[${constants.length + i}]`;
  const before = [
    ...constants.map((name, i) => `const ${javaScriptName(name)} = numbers[${i}];`),
    ...inputs.map(
      (_, i) => `const x${i} = arrays[${i}], o${i} = ${number(2 * i)}, s${i} = ${number(2 * i + 1)};`,
    ),
    ...outputs.map((_, i) => `const y${i} = arrays[${inputs.length + i}];`),
  ];
  const rows = [
    ...inputs.map((name, i) => {
      const value = scaled[i] ? `o${i} + s${i} * x${i}[i]` : `x${i}[i]`;
      return `const ${javaScriptName(name)} = ${value};`;
    }),
    ...equations.map(({ name, expression }) => {
      const { temporaries, value } = toJavaScript(expression.root);
      const variable = javaScriptName(name);
      const own = temporaries.length === 0 ? '' : `let ${temporaries.join(', ')}; `;
      return `let ${variable}; { ${own}${variable} = (${value}); } y${outputs.indexOf(name)}[i] = ${variable};`;
    }),
  ];
  return ownLoop<ColumnLoop>(`({ arrays }, count, numbers) => {
    ${before.join('\n')}
    for (let i = 0; i < count; i++) {
      ${rows.join('\n')}
    }
  }`);
}

interface PairLoop {
  run(this: void, first: number, count: number, stride: number, numbers: number): void;
}

function pairLoop(equations: ColumnEquations): ColumnLoop {
  const module = new ModuleBuilder();
  const math: Record<string, (...values: number[]) => number> = {};
  const imports = new Map<string, number>();
  for (const needed of equations.equations.flatMap(({ expression }) => mathImports(expression.root))) {
    const key = importKey(needed);
    if (imports.has(key)) continue;
    math[key] = Math[needed.name as 'pow'];
    const parameters = Array.from({ length: needed.arity }, () => type.f64);
    imports.set(key, module.importFunction('math', key, parameters, [type.f64]));
  }
  buildRun(module, equations, imports);
  const { run } = instantiate<PairLoop>(module.encode(), { math });
  return ({ addresses }, count, numbers) => {
    const stride = addresses.length > 1 ? addresses[1] - addresses[0] : 0;
    workspace().withScratch(8 * numbers.length, (at) => {
      workspace().doubles(at, numbers.length).set(numbers);
      run(addresses[0], count + (count % 2), stride, at);
    });
  };
}

const PAIR_BYTES = 16;

/** run(first, count, stride, numbers): the columns lie `stride` bytes apart from `first` on. */
function buildRun(
  module: ModuleBuilder,
  { inputs, scaled, constants, equations, outputs }: ColumnEquations,
  imports: ReadonlyMap<string, number>,
): void {
  const f = module.function('run', [type.i32, type.i32, type.i32, type.i32], []);
  const [first, count, stride, numbers] = f.parameters;
  const number = (i: number): Code => f64x2.splat(f64.load(numbers.get, 8 * i));
  const variables = new Map<string, Local>();
  const begin: Code[] = [];
  for (const [i, name] of constants.entries()) {
    const local = f.local(type.v128);
    variables.set(name, local);
    begin.push(local.set(number(i)));
  }
  const places = new Places(f, first, stride);
  const rows: Code[] = [];
  for (const [i, name] of inputs.entries()) {
    const [x, at] = [f.local(type.v128), places.next()];
    variables.set(name, x);
    if (!scaled[i]) rows.push(x.set(v128.load(at.get)));
    else {
      const [offset, scale] = [f.local(type.v128), f.local(type.v128)];
      begin.push(
        offset.set(number(constants.length + 2 * i)),
        scale.set(number(constants.length + 2 * i + 1)),
      );
      rows.push(x.set(f64x2.add(offset.get, f64x2.mul(scale.get, v128.load(at.get)))));
    }
  }
  const writer = new SimdWriter(f, variables, imports);
  const targets = new Map(outputs.map((name) => [name, places.next()]));
  for (const { name, expression } of equations) {
    const [y, at] = [f.local(type.v128), targets.get(name)!];
    rows.push(y.set(writer.write(expression.root)), v128.store(at.get, y.get));
    variables.set(name, y);
  }
  const end = f.local(type.i32);
  f.body(
    begin,
    writer.prologue(),
    places.begin,
    end.set(i32.add(first.get, i32.shl(count.get, i32.const(3)))),
    whileLoop(i32.ltU(first.get, end.get), [
      rows,
      places.advance,
      first.set(i32.add(first.get, i32.const(PAIR_BYTES))),
    ]),
  );
}

/** A cursor a column. */
class Places {
  readonly #cursors: Local[] = [];

  constructor(
    readonly f: FunctionBuilder,
    readonly first: Local,
    readonly stride: Local,
  ) {}

  next(): Local {
    const cursor = this.#cursors.length === 0 ? this.first : this.f.local(type.i32);
    this.#cursors.push(cursor);
    return cursor;
  }

  get begin(): Code {
    return this.#cursors
      .slice(1)
      .map((cursor, i) => cursor.set(i32.add(this.#cursors[i].get, this.stride.get)));
  }

  get advance(): Code {
    return this.#cursors.slice(1).map((cursor) => cursor.set(i32.add(cursor.get, i32.const(PAIR_BYTES))));
  }
}
