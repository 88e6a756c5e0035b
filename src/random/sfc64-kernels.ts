/**
 * The bulk side of a stream in WebAssembly: the same draws as sfc64.ts and exponential.ts give one by one, bit for
 * bit, with the generator's state in registers.
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
  i32,
  i64,
  ifElse,
  instantiate,
  loop,
  type,
  whileLoop,
  workspace,
} from '../wasm/index.js';
import { EXPONENTIAL_R, FE, KE, WE } from './ziggurat-tables.js';

/** Addresses are byte offsets into the workspace; counts are numbers of doubles. */
export interface Sfc64Kernels {
  /** Where a generator's words are put before a call and taken from after it. */
  readonly stateAddress: number;
  /** out[i] = 64 random bits. */
  raw(state: number, out: number, count: number): void;
  /** out[i] = uniform in [0, 1). */
  random(state: number, out: number, count: number): void;
  /** out[i] = standard exponential. */
  exponential(state: number, out: number, count: number): void;
  /** out[i] = out[i - 1] + standard exponential, beginning from `start`; returns the last sum. */
  partialSums(state: number, out: number, count: number, start: number): number;
}

/** The generator's four 64-bit words, and the half that its 32-bit draws keep, which the kernels leave alone. */
const STATE_BYTES = 40;
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

/** Byte offsets of the ziggurat's tables, each with one entry of two or four doubles for a layer. */
interface Tables {
  /** Acceptance limit (a whole number of 64 bits) and width. */
  readonly layers: number;
  /** See {@link Wedge}. */
  readonly wedges: number;
  /** Density at the upper edge, and the step down to it from the layer before. */
  readonly densities: number;
}

/**
 * Beyond its rectangle a layer has a wedge under the curve exp(-x), between the edges `inner` and `outer`. A point at
 * the share t of that way and the share u of the wedge's height lies above the curve if u > 1 - t, the chord, and under
 * it if u < 1 - t - sag, where `sag` is the greatest distance between chord and curve. Only in between, for one point
 * in some six thousand draws, does the method need exp(-x) to decide; either way it decides as NumPy does.
 */
interface Wedge {
  readonly inner: number;
  /** 1 / (outer - inner). */
  readonly scale: number;
  readonly sag: number;
}

/** Rounding in t and u is below this; points as close to a bound count as undecided. */
const MARGIN = 1e-9;

function wedge(layer: number): Wedge {
  const outer = WE[layer] * 2 ** 53;
  const inner = WE[layer] * KE[layer];
  const d = outer - inner;
  // chord - curve = 1 - t - (exp(-d t) - exp(-d)) / (1 - exp(-d)) is greatest where exp(-d t) = (1 - exp(-d)) / d.
  const height = -Math.expm1(-d);
  const t = -Math.log(height / d) / d;
  return { inner, scale: 1 / d, sag: 1 - t - (height / d - Math.exp(-d)) / height };
}

function placeTables(): Tables {
  const layers = workspace().reserve(16 * LAYERS);
  const wedges = workspace().reserve(32 * LAYERS);
  const densities = workspace().reserve(16 * LAYERS);
  const limits = new BigInt64Array(workspace().memory.buffer, layers, 2 * LAYERS);
  const widths = workspace().doubles(layers, 2 * LAYERS);
  for (let i = 0; i < LAYERS; i++) {
    limits[2 * i] = BigInt(KE[i]);
    widths[2 * i + 1] = WE[i];
    // Layer 0 is the tail and has no wedge.
    if (i === 0) continue;
    const { inner, scale, sag } = wedge(i);
    workspace()
      .doubles(wedges + 32 * i, 3)
      .set([inner, scale, sag + MARGIN]);
    workspace()
      .doubles(densities + 16 * i, 2)
      .set([FE[i], FE[i - 1] - FE[i]]);
  }
  return { layers, wedges, densities };
}

const shifted = (bits: Local): Code => i64.shrU(bits.get, i64.const(11));
const uniform = (bits: Local): Code => f64.mul(f64.convertI64S(shifted(bits)), f64.const(TWO_M53));

/**
 * undecided(x, entry, u): whether the point at x and the share u of its wedge's height lies under the curve; for the
 * few points that the wedge's bounds leave undecided.
 */
function buildUndecided(module: ModuleBuilder, tables: Tables, exp: number): number {
  const f = module.function('undecided', [type.f64, type.i32, type.f64], [type.i32]);
  const [x, entry, u] = f.parameters;
  const step = f64.load(entry.get, tables.densities + 8);
  f.body(
    f64.lt(f64.add(f64.mul(step, u.get), f64.load(entry.get, tables.densities)), call(exp, f64.neg(x.get))),
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

/** A function that draws `count` times and stores what becomes of each output. */
function buildEach(module: ModuleBuilder, name: string, store: (out: Local, bits: Local) => Code): void {
  const f = module.function(name, [type.i32, type.i32, type.i32], []);
  const [state, out, count] = f.parameters;
  const [bits, end] = [f.local(type.i64), f.local(type.i32)];
  const registers = new Registers(f);
  f.body(
    registers.load(state.get),
    overDoubles(out, count, end, [registers.step(bits), store(out, bits)]),
    registers.save(state.get),
  );
}

/** Indices of the functions that the exponential loop calls now and then. */
interface Helpers {
  readonly undecided: number;
  readonly log1p: number;
}

/**
 * The common loop of `exponential` and `partialSums`: `use(x)` stores a draw. The fast loop holds no call, so that the
 * compiler keeps everything in registers; one draw in 46 leaves it for the wedge or the tail and comes back. It is
 * unrolled because every turn of a loop also costs a check for interrupts.
 */
function exponentialLoop(
  f: FunctionBuilder,
  tables: Tables,
  helpers: Helpers,
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
  const beyond = beyondRectangle(f, tables, helpers, { state, x, entry, registers });
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
        ifElse(beyond, store),
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

interface DrawLocals {
  readonly state: Local;
  readonly x: Local;
  readonly entry: Local;
  readonly registers: Registers;
}

/** 1 when the point beyond its layer's rectangle is accepted, as `x`; 0 when a new draw is needed. */
function beyondRectangle(f: FunctionBuilder, tables: Tables, helpers: Helpers, locals: DrawLocals): Code {
  const { state, x, entry, registers } = locals;
  const [bits, u, slack, accepted] = [
    f.local(type.i64),
    f.local(type.f64),
    f.local(type.f64),
    f.local(type.i32),
  ];
  // An entry of the wedges is twice as long as one of the layers.
  const place = i32.shl(entry.get, i32.const(1));
  const [inner, scale, sag] = [0, 8, 16].map((offset) => f64.load(place, tables.wedges + offset));
  // The state waits in memory during the rare calls, so that it need not be kept out of registers for their sake.
  const aside = (work: Code): Code => [registers.save(state.get), work, registers.load(state.get)];
  return [
    registers.step(bits),
    u.set(uniform(bits)),
    ifElse(
      i32.eqz(entry.get),
      aside([
        x.set(f64.sub(f64.const(EXPONENTIAL_R), call(helpers.log1p, f64.neg(u.get)))),
        accepted.set(i32.const(1)),
      ]),
      [
        // 1 - t - u: how far the point lies below the chord
        slack.set(f64.sub(f64.sub(f64.const(1), f64.mul(f64.sub(x.get, inner), scale)), u.get)),
        accepted.set(f64.gt(slack.get, sag)),
        ifElse(i32.and(i32.eqz(accepted.get), f64.gt(slack.get, f64.const(-MARGIN))), [
          aside(accepted.set(call(helpers.undecided, x.get, entry.get, u.get))),
        ]),
      ],
    ),
    accepted.get,
  ];
}

function buildExponential(module: ModuleBuilder, tables: Tables, helpers: Helpers): void {
  const f = module.function('exponential', [type.i32, type.i32, type.i32], []);
  f.body(exponentialLoop(f, tables, helpers, (x, out) => f64.store(out.get, x.get)));
}

function buildPartialSums(module: ModuleBuilder, tables: Tables, helpers: Helpers): void {
  const f = module.function('partialSums', [type.i32, type.i32, type.i32, type.f64], [type.f64]);
  const sum = f.parameters[3];
  f.body(
    exponentialLoop(f, tables, helpers, (x, out) => f64.store(out.get, sum.tee(f64.add(sum.get, x.get)))),
    sum.get,
  );
}

let kernels: Sfc64Kernels | undefined;

/** The kernels of this thread, built on first use. */
export function sfc64Kernels(): Sfc64Kernels {
  kernels ??= build();
  return kernels;
}

/** Whether they are there already: building them takes some 5 ms. */
export function sfc64KernelsBuilt(): boolean {
  return kernels !== undefined;
}

function build(): Sfc64Kernels {
  const tables = placeTables();
  const stateAddress = workspace().reserve(STATE_BYTES);
  const module = new ModuleBuilder();
  const exp = module.importFunction('math', 'exp', [type.f64], [type.f64]);
  const log1p = module.importFunction('math', 'log1p', [type.f64], [type.f64]);
  const helpers = { undecided: buildUndecided(module, tables, exp), log1p };
  buildEach(module, 'raw', (out, bits) => i64.store(out.get, bits.get));
  buildEach(module, 'random', (out, bits) => f64.store(out.get, uniform(bits)));
  buildExponential(module, tables, helpers);
  buildPartialSums(module, tables, helpers);
  const linked = instantiate<Omit<Sfc64Kernels, 'stateAddress'>>(module.encode(), {
    math: { exp: Math.exp, log1p: Math.log1p },
  });
  return { ...linked, stateAddress };
}
