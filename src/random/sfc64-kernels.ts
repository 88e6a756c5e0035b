/**
 * The bulk side of a stream in WebAssembly: the same draws as sfc64.ts and exponential.ts give one by one, bit for
 * bit, with the generator's state in registers. `bench/random.mjs` compares them with NumPy.
 */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  ModuleBuilder,
  block,
  breakIf,
  breakTo,
  call,
  f64,
  forever,
  i32,
  i64,
  ifElse,
  instantiate,
  loop,
  returnValue,
  type,
  whileLoop,
  workspace,
} from '../wasm/index.js';
import { EXPONENTIAL_R, FE, KE, WE } from './ziggurat-tables.js';

/** Addresses are byte offsets into the workspace; counts are numbers of doubles. */
export interface Sfc64Kernels {
  /** Where a stream's four state words are put before a call and taken from after it. */
  readonly stateAddress: number;
  /** out[i] = uniform in [0, 1). */
  random(state: number, out: number, count: number): void;
  /** out[i] = standard exponential. */
  exponential(state: number, out: number, count: number): void;
  /** out[i] = out[i - 1] + standard exponential, beginning from `start`; returns the last sum. */
  partialSums(state: number, out: number, count: number, start: number): number;
}

const STATE_BYTES = 32;
const LAYERS = 256;
const TWO_M53 = 2 ** -53;
const UNROLL = 4;

/** sfc64's state in local variables of one function. */
class Registers {
  readonly #words: readonly Local[];
  readonly #out: Local;

  constructor(builder: FunctionBuilder) {
    this.#words = [0, 1, 2, 3].map(() => builder.local(type.i64));
    this.#out = builder.local(type.i64);
  }

  load(address: Code): Code {
    return this.#words.map((word, i) => word.set(i64.load(address, 8 * i)));
  }

  save(address: Code): Code {
    return this.#words.map((word, i) => i64.store(address, word.get, 8 * i));
  }

  /** One step; the output is left in `out`. */
  step(out: Local = this.#out): Code {
    const [a, b, c, counter] = this.#words;
    return [
      // a + b + counter, with b last: it is the one that the step before has just computed.
      out.set(i64.add(i64.add(a.get, counter.get), b.get)),
      counter.set(i64.add(counter.get, i64.const(1))),
      a.set(i64.xor(b.get, i64.shrU(b.get, i64.const(11)))),
      b.set(i64.add(c.get, i64.shl(c.get, i64.const(3)))),
      c.set(i64.add(i64.rotl(c.get, i64.const(24)), out.get)),
    ];
  }
}

/** Byte offsets of the ziggurat's tables: acceptance limit and width of a layer side by side, densities apart. */
interface Tables {
  readonly layers: number;
  readonly densities: number;
}

function placeTables(): Tables {
  const layers = workspace().reserve(16 * LAYERS);
  const densities = workspace().reserve(8 * LAYERS);
  const limits = new BigInt64Array(workspace().memory.buffer, layers, 2 * LAYERS);
  const widths = workspace().doubles(layers, 2 * LAYERS);
  for (let i = 0; i < LAYERS; i++) {
    limits[2 * i] = BigInt(KE[i]);
    widths[2 * i + 1] = WE[i];
  }
  workspace().doubles(densities, LAYERS).set(FE);
  return { layers, densities };
}

const shifted = (bits: Local): Code => i64.shrU(bits.get, i64.const(11));
const uniform = (bits: Local): Code => f64.mul(f64.convertI64S(shifted(bits)), f64.const(TWO_M53));

/**
 * exponentialRest(state, x, entry): what follows when the first test of the ziggurat fails (1.1 % of the draws), with
 * the generator's state in memory.
 */
function buildRest(module: ModuleBuilder, tables: Tables, exp: number, log1p: number): number {
  const f = module.function('exponentialRest', [type.i32, type.f64, type.i32], [type.f64]);
  const [state, x, entry] = f.parameters;
  const bits = f.local(type.i64);
  const registers = new Registers(f);
  const step = [registers.load(state.get), registers.step(bits), registers.save(state.get)];
  const density = (offset: number): Code =>
    f64.load(i32.shrU(entry.get, i32.const(1)), tables.densities + offset);
  f.body(
    forever([
      step,
      ifElse(i32.eqz(entry.get), [
        returnValue(f64.sub(f64.const(EXPONENTIAL_R), call(log1p, f64.neg(uniform(bits))))),
      ]),
      ifElse(
        f64.lt(
          f64.add(f64.mul(f64.sub(density(-8), density(0)), uniform(bits)), density(0)),
          call(exp, f64.neg(x.get)),
        ),
        [returnValue(x.get)],
      ),
      step,
      entry.set(entryOf(bits)),
      x.set(f64.mul(f64.convertI64S(shifted(bits)), f64.load(entry.get, tables.layers + 8))),
      ifElse(i64.ltS(shifted(bits), i64.load(entry.get, tables.layers)), [returnValue(x.get)]),
    ]),
  );
  return f.index;
}

/** Offset of the table entry of the layer (bits >> 3) & 255; an entry has 16 bytes. */
function entryOf(bits: Local): Code {
  return i32.and(i32.shl(i32.wrapI64(bits.get), i32.const(1)), i32.const(16 * (LAYERS - 1)));
}

/** A loop over `count` doubles from `out` on; the body may use `out.get` as the address of the current one. */
function overDoubles(out: Local, count: Local, end: Local, body: Code): Code {
  return [
    end.set(i32.add(out.get, i32.shl(count.get, i32.const(3)))),
    whileLoop(i32.ltU(out.get, end.get), [body, out.set(i32.add(out.get, i32.const(8)))]),
  ];
}

function buildRandom(module: ModuleBuilder): void {
  const f = module.function('random', [type.i32, type.i32, type.i32], []);
  const [state, out, count] = f.parameters;
  const [bits, end] = [f.local(type.i64), f.local(type.i32)];
  const registers = new Registers(f);
  f.body(
    registers.load(state.get),
    overDoubles(out, count, end, [registers.step(bits), f64.store(out.get, uniform(bits))]),
    registers.save(state.get),
  );
}

/**
 * The common loop of `exponential` and `partialSums`: `use(x)` stores a draw. The fast loop holds no call, so that the
 * compiler keeps everything in registers; one draw in ninety leaves it for the rest of the method and comes back. It
 * is unrolled because every turn of a loop also costs a check for interrupts.
 */
function exponentialLoop(
  f: FunctionBuilder,
  tables: Tables,
  rest: number,
  use: (x: Local, out: Local) => Code,
): Code {
  const [state, out, count] = f.parameters;
  const [bits, random53] = [f.local(type.i64), f.local(type.i64)];
  const [end, entry, x] = [f.local(type.i32), f.local(type.i32), f.local(type.f64)];
  const registers = new Registers(f);
  const store = [use(x, out), out.set(i32.add(out.get, i32.const(8)))];
  const [again, rejected, done] = [0, 1, 3];
  const draw: Code = [
    registers.step(bits),
    entry.set(entryOf(bits)),
    random53.set(shifted(bits)),
    x.set(f64.mul(f64.convertI64S(random53.get), f64.load(entry.get, tables.layers + 8))),
    breakIf(i64.geS(random53.get, i64.load(entry.get, tables.layers)), rejected),
    store,
  ];
  const drawWhile = (room: number): Code =>
    block(
      loop(
        block(
          loop(
            breakIf(i32.gtU(i32.add(out.get, i32.const(8 * room)), end.get), done),
            Array.from({ length: room }, () => draw),
            breakTo(again),
          ),
        ),
        registers.save(state.get),
        x.set(call(rest, state.get, x.get, entry.get)),
        registers.load(state.get),
        store,
        breakTo(again),
      ),
    );
  return [
    registers.load(state.get),
    end.set(i32.add(out.get, i32.shl(count.get, i32.const(3)))),
    drawWhile(UNROLL),
    drawWhile(1),
    registers.save(state.get),
  ];
}

function buildExponential(module: ModuleBuilder, tables: Tables, rest: number): void {
  const f = module.function('exponential', [type.i32, type.i32, type.i32], []);
  f.body(exponentialLoop(f, tables, rest, (x, out) => f64.store(out.get, x.get)));
}

function buildPartialSums(module: ModuleBuilder, tables: Tables, rest: number): void {
  const f = module.function('partialSums', [type.i32, type.i32, type.i32, type.f64], [type.f64]);
  const sum = f.parameters[3];
  f.body(
    exponentialLoop(f, tables, rest, (x, out) => f64.store(out.get, sum.tee(f64.add(sum.get, x.get)))),
    sum.get,
  );
}

let kernels: Sfc64Kernels | undefined;

/** The kernels of this thread, built on first use. */
export function sfc64Kernels(): Sfc64Kernels {
  kernels ??= build();
  return kernels;
}

function build(): Sfc64Kernels {
  const tables = placeTables();
  const stateAddress = workspace().reserve(STATE_BYTES);
  const module = new ModuleBuilder();
  const exp = module.importFunction('math', 'exp', [type.f64], [type.f64]);
  const log1p = module.importFunction('math', 'log1p', [type.f64], [type.f64]);
  const rest = buildRest(module, tables, exp, log1p);
  buildRandom(module);
  buildExponential(module, tables, rest);
  buildPartialSums(module, tables, rest);
  const linked = instantiate<Omit<Sfc64Kernels, 'stateAddress'>>(module.encode(), {
    math: { exp: Math.exp, log1p: Math.log1p },
  });
  return { ...linked, stateAddress };
}
