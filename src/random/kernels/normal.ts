/**
 * The standard normal by the ziggurat method, draw for draw as in NumPy: random_standard_normal of
 * numpy/random/src/distributions/distributions.c (BSD-3-Clause). A word gives 8 bits of layer, a sign, and 52 bits of
 * distance; its upper three bits are not used.
 */
import {
  type Code,
  type Local,
  type ModuleBuilder,
  breakIf,
  call,
  f64,
  i32,
  i64,
  loop,
  type,
} from '../../wasm/index.js';
import { FI, KI, NORMAL_INVERSE_R, NORMAL_R, WI } from '../ziggurat-tables.js';
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

const limits = KI.map((limit) => BigInt(limit) << 12n);
const secondDerivative = (x: number): number => (x * x - 1) * Math.exp((-x * x) / 2);

/** exp(-x²/2), whose second derivative (x² - 1) exp(-x²/2) rises up to x = sqrt(3) and falls beyond. */
const tables = tablesOf({
  // The sign is part of the place in the table, and the width has it: no branch, which would be mispredicted every
  // other time, and no instruction. Limits are moved to where the word has its distance once the unused bits are gone.
  limits: [...limits, ...limits],
  widths: [...WI, ...WI.map((width) => -width)],
  inner: KI.map((limit, i) => limit * WI[i]),
  outer: WI.map((width) => width * 2 ** 52),
  heights: FI,
  curvature: (from, to) => {
    const summit = Math.min(Math.max(from, Math.sqrt(3)), to);
    return [Math.min(secondDerivative(from), secondDerivative(to)), secondDerivative(summit)];
  },
});

export function normalZiggurat(module: ModuleBuilder, imports: Imports): Ziggurat {
  const halfSquare = (x: Local): Code => f64.mul(f64.mul(f64.const(-0.5), x.get), x.get);
  return buildZiggurat(module, tables(), imports, halfSquare);
}

/** standardNormal(state, out, count): out[i] = standard normal. */
export function standardNormal(fill: Fill, ziggurat: Ziggurat): Code {
  const { f, source, out } = fill;
  const [bits, distance] = [f.local(type.i64), f.local(type.i64)];
  const [x, size, entry, layer] = [
    f.local(type.f64),
    f.local(type.f64),
    f.local(type.i32),
    f.local(type.i32),
  ];
  const accepted = f.local(type.i32);
  return fillAccepted(fill, {
    bits,
    value: [
      entry.set(
        i32.and(i32.shl(i32.wrapI64(bits.get), i32.const(4)), i32.const(ENTRY_BYTES * (2 * LAYERS - 1))),
      ),
      distance.set(i64.shl(bits.get, i64.const(3))),
      x.set(
        f64.mul(
          f64.convertI64S(i64.shrU(distance.get, i64.const(12))),
          f64.load(entry.get, ziggurat.entries + 8),
        ),
      ),
      i64.geU(distance.get, i64.load(entry.get, ziggurat.entries)),
    ],
    otherwise: [
      size.set(f64.abs(x.get)),
      layer.set(i32.and(entry.get, i32.const(ENTRY_BYTES * (LAYERS - 1)))),
      accepted.set(
        beyondRectangle(f, source, ziggurat, { x: size, entry: layer }, [
          tailBeyondR(fill, ziggurat, size),
          // In the tail the sign is bit 8 of the distance.
          x.set(f64.copysign(size.get, f64.reinterpretI64(i64.shl(bits.get, i64.const(63 - 17))))),
        ]),
      ),
      accepted.get,
    ],
    store: f64.store(out.get, x.get),
  });
}

/** The tail beyond r, by G. Marsaglia's method: x = -ln(1 - u)/r until -2 ln(1 - v) > x². */
function tailBeyondR(fill: Fill, ziggurat: Ziggurat, x: Local): Code {
  const { f, source } = fill;
  const [bits, y] = [f.local(type.i64), f.local(type.f64)];
  const logarithm = (): Code => call(ziggurat.log1p, f64.neg(uniform(bits)));
  return [
    loop(
      source.draw(bits),
      source.aside(x.set(f64.mul(f64.const(-NORMAL_INVERSE_R), logarithm()))),
      source.draw(bits),
      source.aside(y.set(f64.neg(logarithm()))),
      breakIf(i32.eqz(f64.gt(f64.add(y.get, y.get), f64.mul(x.get, x.get))), 0),
    ),
    x.set(f64.add(f64.const(NORMAL_R), x.get)),
  ];
}
