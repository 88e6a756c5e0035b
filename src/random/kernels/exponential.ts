/** The standard exponential, draw for draw as exponential.ts gives it: NumPy's random_standard_exponential. */
import { type Code, type Local, type ModuleBuilder, call, f64, i32, i64, type } from '../../wasm/index.js';
import { EXPONENTIAL_R, FE, KE, WE } from '../ziggurat-tables.js';
import { type Fill, fillAccepted } from './loop.js';
import { uniform } from './uniform.js';
import {
  ENTRY_BYTES,
  type Imports,
  LAYERS,
  type Ziggurat,
  beyondRectangle,
  buildZiggurat,
  tablesOf,
} from './ziggurat.js';

/** exp(-x), whose second derivative falls with x. */
const tables = tablesOf({
  // Whether the upper 53 bits are below a limit shows in the whole word, with the limit moved to where they are.
  limits: KE.map((limit) => BigInt(limit) << 11n),
  widths: WE,
  inner: KE.map((limit, i) => limit * WE[i]),
  outer: WE.map((width) => width * 2 ** 53),
  heights: FE,
  curvature: (from, to) => [Math.exp(-to), Math.exp(-from)],
});

export function exponentialZiggurat(module: ModuleBuilder, imports: Imports): Ziggurat {
  return buildZiggurat(module, tables(), imports, (x) => f64.neg(x.get));
}

function drawExponential(fill: Fill, ziggurat: Ziggurat, store: (x: Local) => Code): Code {
  const { f, source } = fill;
  const [bits, tailBits] = [f.local(type.i64), f.local(type.i64)];
  const [x, entry] = [f.local(type.f64), f.local(type.i32)];
  return fillAccepted(fill, {
    bits,
    value: [
      // The layer is (bits >> 3) & 255.
      entry.set(i32.and(i32.shl(i32.wrapI64(bits.get), i32.const(1)), i32.const(ENTRY_BYTES * (LAYERS - 1)))),
      x.set(
        f64.mul(
          f64.convertI64S(i64.shrU(bits.get, i64.const(11))),
          f64.load(entry.get, ziggurat.entries + 8),
        ),
      ),
      i64.geU(bits.get, i64.load(entry.get, ziggurat.entries)),
    ],
    otherwise: beyondRectangle(f, source, ziggurat, { x, entry }, [
      // The tail is exponential again.
      source.draw(tailBits),
      source.aside(
        x.set(f64.sub(f64.const(EXPONENTIAL_R), call(ziggurat.log1p, f64.neg(uniform(tailBits))))),
      ),
    ]),
    store: store(x),
  });
}

/** standardExponential(state, out, count): out[i] = standard exponential. */
export function standardExponential(fill: Fill, ziggurat: Ziggurat): Code {
  return drawExponential(fill, ziggurat, (x) => f64.store(fill.out.get, x.get));
}

/** partialSums(state, out, count, start): out[i] = out[i - 1] + standard exponential, beginning from `start`; leaves the last sum. */
export function partialSums(fill: Fill, ziggurat: Ziggurat): Code {
  const sum = fill.f.parameters[3];
  return [
    drawExponential(fill, ziggurat, (x) => f64.store(fill.out.get, sum.tee(f64.add(sum.get, x.get)))),
    sum.get,
  ];
}
