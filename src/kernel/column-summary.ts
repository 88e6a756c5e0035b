/**
 * What a summary needs of a column of doubles in the workspace, two at a time: the same sums in the same order as
 * `Moments`, `QuantileSketch` and `productSum` of src/stats give for the column as an array.
 */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  ModuleBuilder,
  f64,
  f64x2,
  i32,
  i32x4,
  ifElse,
  instantiate,
  type,
  v128,
  whileLoop,
} from '../wasm/index.js';

/** Addresses are byte offsets into the workspace; `count` is a number of doubles, at least 1. */
export interface ColumnSummary {
  /** Puts the sum, the least and the greatest into the three doubles at `out`. */
  range(this: void, column: number, count: number, out: number): void;
  /** Puts the sums of the first four powers of (x - guess) into the four doubles at `out`. */
  powers(this: void, column: number, count: number, out: number, guess: number): void;
  /**
   * Counts each x in bin floor((x - low) perWidth) + 1 of the 32-bit `counts`; those below the first bin in place 0, those
   * above the last in place bins + 1. None may be NaN.
   */
  bins(
    this: void,
    column: number,
    count: number,
    counts: number,
    low: number,
    perWidth: number,
    bins: number,
  ): void;
  /** The sum of (x - meanX) (y - meanY). */
  products(this: void, x: number, y: number, count: number, meanX: number, meanY: number): number;
}

let built: ColumnSummary | undefined;

/** The functions of this thread, built on first use; needs WebAssembly. */
export function columnSummary(): ColumnSummary {
  if (built === undefined) {
    const module = new ModuleBuilder();
    buildRange(module);
    buildPowers(module);
    buildBins(module);
    buildProducts(module);
    built = instantiate<ColumnSummary>(module.encode());
  }
  return built;
}

const PAIR = 16;
/** A pair of the double at an address and another one. */
const single = (at: Local, partner: Code): Code =>
  f64x2.replaceLane(f64x2.splat(f64.load(at.get)), 1, partner);
const addLanes = ({ get }: Local): Code => f64.add(f64x2.extractLane(get, 0), f64x2.extractLane(get, 1));

/** Takes the addresses through their columns by pairs; an odd count leaves one more double each for `rest`. */
function overPairs(
  f: FunctionBuilder,
  columns: readonly Local[],
  count: Local,
  pair: Code,
  rest: Code,
): Code {
  const end = f.local(type.i32);
  const [first] = columns;
  return [
    end.set(i32.add(first.get, i32.shl(i32.and(count.get, i32.const(-2)), i32.const(3)))),
    whileLoop(i32.ltU(first.get, end.get), [
      pair,
      columns.map((column) => column.set(i32.add(column.get, i32.const(PAIR)))),
    ]),
    ifElse(i32.and(count.get, i32.const(1)), rest),
  ];
}

function buildRange(module: ModuleBuilder): void {
  const f = module.function('range', [type.i32, type.i32, type.i32], []);
  const [column, count, out] = f.parameters;
  const [x, sum, least, greatest] = [0, 1, 2, 3].map(() => f.local(type.v128));
  const add = sum.set(f64x2.add(sum.get, x.get));
  const range = [least.set(f64x2.pmin(least.get, x.get)), greatest.set(f64x2.pmax(greatest.get, x.get))];
  const ofLanes = (pick: typeof f64x2.pmin, { get }: Local): Code =>
    f64x2.extractLane(pick(get, f64x2.highLow(get, get)), 0);
  f.body(
    least.set(f64x2.const(Infinity)),
    greatest.set(f64x2.const(-Infinity)),
    overPairs(
      f,
      [column],
      count,
      [x.set(v128.load(column.get)), add, range],
      // 0 leaves a sum as it is, NaN a range.
      [x.set(single(column, f64.const(0))), add, x.set(single(column, f64.const(NaN))), range],
    ),
    f64.store(out.get, addLanes(sum)),
    f64.store(out.get, ofLanes(f64x2.pmin, least), 8),
    f64.store(out.get, ofLanes(f64x2.pmax, greatest), 16),
  );
}

function buildPowers(module: ModuleBuilder): void {
  const f = module.function('powers', [type.i32, type.i32, type.i32, type.f64], []);
  const [column, count, out, guess] = f.parameters;
  const [x, guesses, d, d2] = [0, 1, 2, 3].map(() => f.local(type.v128));
  const sums = [0, 1, 2, 3].map(() => f.local(type.v128));
  const powers = [d.get, d2.get, f64x2.mul(d2.get, d.get), f64x2.mul(d2.get, d2.get)];
  const add = [
    d.set(f64x2.sub(x.get, guesses.get)),
    d2.set(f64x2.mul(d.get, d.get)),
    sums.map((sum, i) => sum.set(f64x2.add(sum.get, powers[i]))),
  ];
  f.body(
    guesses.set(f64x2.splat(guess.get)),
    overPairs(
      f,
      [column],
      count,
      [x.set(v128.load(column.get)), add],
      [x.set(single(column, guess.get)), add],
    ),
    sums.map((sum, i) => f64.store(out.get, addLanes(sum), 8 * i)),
  );
}

function buildBins(module: ModuleBuilder): void {
  const f = module.function('bins', [type.i32, type.i32, type.i32, type.f64, type.f64, type.i32], []);
  const [column, count, counts, low, perWidth, bins] = f.parameters;
  const [lows, factors, places] = [0, 1, 2].map(() => f.local(type.v128));
  const [place, slot] = [f.local(type.i32), f.local(type.i32)];
  const find = (value: Code): Code =>
    places.set(f64x2.truncI32(f64x2.floor(f64x2.mul(f64x2.sub(value, lows.get), factors.get))));
  // A negative place is a large unsigned number.
  const beyond = i32.select(
    i32.const(0),
    i32.add(bins.get, i32.const(1)),
    i32.shrU(place.get, i32.const(31)),
  );
  const inside = i32.add(place.get, i32.const(1));
  const increment = (lane: 0 | 1): Code => [
    place.set(i32x4.extractLane(places.get, lane)),
    slot.set(i32.shl(i32.select(inside, beyond, i32.ltU(place.get, bins.get)), i32.const(2))),
    slot.set(i32.add(counts.get, slot.get)),
    i32.store(slot.get, i32.add(i32.load(slot.get), i32.const(1))),
  ];
  f.body(
    lows.set(f64x2.splat(low.get)),
    factors.set(f64x2.splat(perWidth.get)),
    overPairs(
      f,
      [column],
      count,
      [find(v128.load(column.get)), increment(0), increment(1)],
      [find(f64x2.splat(f64.load(column.get))), increment(0)],
    ),
  );
}

function buildProducts(module: ModuleBuilder): void {
  const f = module.function('products', [type.i32, type.i32, type.i32, type.f64, type.f64], [type.f64]);
  const [x, y, count, meanX, meanY] = f.parameters;
  const [a, b, meansX, meansY, sum] = [0, 1, 2, 3, 4].map(() => f.local(type.v128));
  const deviations = f64x2.mul(f64x2.sub(a.get, meansX.get), f64x2.sub(b.get, meansY.get));
  const add = sum.set(f64x2.add(sum.get, deviations));
  f.body(
    meansX.set(f64x2.splat(meanX.get)),
    meansY.set(f64x2.splat(meanY.get)),
    overPairs(
      f,
      [x, y],
      count,
      [a.set(v128.load(x.get)), b.set(v128.load(y.get)), add],
      [a.set(single(x, meanX.get)), b.set(single(y, meanY.get)), add],
    ),
    addLanes(sum),
  );
}
