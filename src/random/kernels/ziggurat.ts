/**
 * The ziggurat method (G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
 * Statistical Software 5, 2000) with the decisions of NumPy, and nearly always without its exponential function.
 *
 * Beyond its rectangle a layer has a wedge under the density, between the edges `inner` and `outer`. A point at the
 * share t of the way between them and the share u of the wedge's height lies below the chord by 1 - t - u of that
 * height. Chord and density differ by at most max|f''| (outer - inner)² / 8: where the density is convex it lies below the
 * chord, where it is concave above. Only a point as close to the chord as that needs the density to decide.
 */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  type ModuleBuilder,
  call,
  f64,
  i32,
  ifElse,
  type,
  workspace,
} from '../../wasm/index.js';
import type { Source } from './source.js';
import { uniform } from './uniform.js';

export const LAYERS = 256;
/** An entry holds an acceptance limit, as a whole number of 64 bits, and a width. */
export const ENTRY_BYTES = 16;
/** Rounding in t and u is below this; points as close to a bound count as undecided. */
const MARGIN = 1e-9;

/** One side of a density, as a ziggurat sees it. */
export interface Density {
  /** For each place in the table of entries: words below the limit, unsigned, are accepted at once. */
  readonly limits: readonly bigint[];
  /** For each place in the table of entries: what a unit of the word's distance is worth. */
  readonly widths: readonly number[];
  /** Layer i reaches from 0 to outer[i], and its rectangle to inner[i]. */
  readonly inner: readonly number[];
  readonly outer: readonly number[];
  /** Density at the outer edges. */
  readonly heights: readonly number[];
  /** Least and greatest second derivative of the density between two points. */
  curvature(from: number, to: number): readonly [number, number];
}

function placeEntries({ limits, widths }: Density): number {
  const address = workspace().reserve(ENTRY_BYTES * limits.length);
  const words = new BigUint64Array(workspace().memory.buffer, address, 2 * limits.length);
  const doubles = workspace().doubles(address, 2 * limits.length);
  limits.forEach((limit, i) => {
    words[2 * i] = limit;
    doubles[2 * i + 1] = widths[i];
  });
  return address;
}

/** Bytes a wedge: inner edge, 1 / (outer - inner), the two bounds, density at the outer edge, and the step up from it. */
const WEDGE_BYTES = 48;

function placeWedges(density: Density): number {
  const address = workspace().reserve(WEDGE_BYTES * LAYERS);
  // Layer 0 is the tail and has no wedge.
  for (let i = 1; i < LAYERS; i++) {
    const [inner, outer, low] = [density.inner[i], density.outer[i], density.heights[i]];
    const step = density.heights[i - 1] - low;
    const [least, greatest] = density
      .curvature(inner, outer)
      .map((f) => (f * (outer - inner) ** 2) / 8 / step);
    const bounds = [Math.max(0, greatest) + MARGIN, Math.min(0, least) - MARGIN];
    workspace()
      .doubles(address + WEDGE_BYTES * i, 6)
      .set([inner, 1 / (outer - inner), ...bounds, low, step]);
  }
  return address;
}

/** Addresses of a density's tables in the workspace. */
export interface Tables {
  readonly entries: number;
  readonly wedges: number;
}

/** Places a density's tables once a thread, for the kernels of every generator. */
export function tablesOf(density: Density): () => Tables {
  let placed: Tables | undefined;
  return () => {
    placed ??= { entries: placeEntries(density), wedges: placeWedges(density) };
    return placed;
  };
}

/** Indices of the functions of `Math` that rare cases call. */
export interface Imports {
  readonly exp: number;
  readonly log1p: number;
}

/** What the loop of one distribution needs: its tables, and the functions that its rare cases call. */
export interface Ziggurat extends Tables {
  /** undecided(x, wedge, u): whether the point at x and the share u of its wedge's height lies under the density. */
  readonly undecided: number;
  readonly log1p: number;
}

/** Adds the function that decides what the bounds leave open; `exponent` is the density's logarithm at x. */
export function buildZiggurat(
  module: ModuleBuilder,
  tables: Tables,
  imports: Imports,
  exponent: (x: Local) => Code,
): Ziggurat {
  const f = module.function(undefined, [type.f64, type.i32, type.f64], [type.i32]);
  const [x, wedge, u] = f.parameters;
  const [low, step] = [32, 40].map((offset) => f64.load(wedge.get, tables.wedges + offset));
  f.body(f64.lt(f64.add(f64.mul(step, u.get), low), call(imports.exp, exponent(x))));
  return { ...tables, undecided: f.index, log1p: imports.log1p };
}

/**
 * Leaves 1 when the point beyond its layer's rectangle is accepted. `entry` is the offset of the layer's entry, `x` at
 * least 0; `tail` sets `x` to a point of the tail.
 */
export function beyondRectangle(
  f: FunctionBuilder,
  source: Source,
  ziggurat: Ziggurat,
  locals: { x: Local; entry: Local },
  tail: Code,
): Code {
  const { x, entry } = locals;
  const [bits, wedge, accepted] = [f.local(type.i64), f.local(type.i32), f.local(type.i32)];
  const [u, slack] = [f.local(type.f64), f.local(type.f64)];
  const field = (index: number): Code => f64.load(wedge.get, ziggurat.wedges + 8 * index);
  return [
    ifElse(
      i32.eqz(entry.get),
      [tail, accepted.set(i32.const(1))],
      [
        source.draw(bits),
        u.set(uniform(bits)),
        wedge.set(i32.mul(entry.get, i32.const(WEDGE_BYTES / ENTRY_BYTES))),
        // 1 - t - u: how far the point lies below the chord
        slack.set(f64.sub(f64.sub(f64.const(1), f64.mul(f64.sub(x.get, field(0)), field(1))), u.get)),
        accepted.set(f64.gt(slack.get, field(2))),
        ifElse(i32.and(i32.eqz(accepted.get), f64.gt(slack.get, field(3))), [
          source.aside(accepted.set(call(ziggurat.undecided, x.get, wedge.get, u.get))),
        ]),
      ],
    ),
    accepted.get,
  ];
}
