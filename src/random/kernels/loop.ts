/** The loops that all kernels share: over the doubles of a block, with and without words that are turned down. */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  block,
  breakIf,
  breakTo,
  i32,
  ifElse,
  loop,
  type,
} from '../../wasm/index.js';
import type { Source } from './source.js';

/** Doubles a turn: each turn of a loop also costs a check for interrupts. */
export const UNROLL = 4;

/** A function being built whose first parameters are the addresses of state and output, and the number of outputs. */
export interface Fill {
  readonly f: FunctionBuilder;
  readonly source: Source;
  readonly out: Local;
  readonly count: Local;
}

/** What a draw does, in terms of the word drawn and the address to write to. */
export interface Draw {
  readonly bits: Local;
  /** Leaves 1 if the word is turned down; computes the value, or leaves that to `store`. */
  readonly value: Code;
  /** After a word was turned down: leaves 1 if there is a value all the same. */
  readonly otherwise: Code;
  /** Writes the value. */
  readonly store: Code;
}

/** The address behind the output, and the address up to which no word is missing. */
function bounds(fill: Fill): { end: Local; limit: Local; begin: Code; provide: Code } {
  const { f, source, out, count } = fill;
  const [end, limit] = [f.local(type.i32), f.local(type.i32)];
  return {
    end,
    limit,
    begin: [source.load, end.set(i32.add(out.get, i32.shl(count.get, i32.const(3))))],
    provide: [source.provide(out, end, 3), limit.set(source.limit(out, end))],
  };
}

const reaches = (out: Local, doubles: number, limit: Local): Code =>
  i32.gtU(i32.add(out.get, i32.const(8 * doubles)), limit.get);

/** Fills the output with one word a double; `store` writes to `out.get` at an offset in bytes. */
export function fillEach(fill: Fill, bits: Local, store: (offset: number) => Code): Code {
  const { out, source } = fill;
  const { end, limit, begin, provide } = bounds(fill);
  const turns = (doubles: number): Code =>
    block(
      loop(
        breakIf(reaches(out, doubles, limit), 1),
        Array.from({ length: doubles }, (_, i) => [source.step(bits), store(8 * i)]),
        out.set(i32.add(out.get, i32.const(8 * doubles))),
        breakTo(0),
      ),
    );
  return [
    begin,
    block(loop(breakIf(i32.geU(out.get, end.get), 1), provide, turns(2 * UNROLL), turns(1), breakTo(0))),
    source.save,
  ];
}

/**
 * Fills the output where a word may be turned down. The fast loops hold no call, so that the compiler keeps everything in
 * registers; the few words turned down leave them and come back.
 */
export function fillAccepted(fill: Fill, draw: Draw): Code {
  const { out, source } = fill;
  const { end, limit, begin, provide } = bounds(fill);
  const store = [draw.store, out.set(i32.add(out.get, i32.const(8)))];
  // Blocks from the inside: the loop of turns, one turn's end, the word turned down.
  const turn: Code = [source.step(draw.bits), breakIf(draw.value, 2), store];
  const turns = (doubles: number): Code =>
    block(
      loop(
        breakIf(reaches(out, doubles, limit), 1),
        Array.from({ length: doubles }, () => turn),
        breakTo(0),
      ),
    );
  const again = 1;
  return [
    begin,
    block(
      loop(
        breakIf(i32.geU(out.get, end.get), 1),
        provide,
        block(turns(UNROLL), turns(1), breakTo(again)),
        ifElse(draw.otherwise, store),
        breakTo(0),
      ),
    ),
    source.save,
  ];
}
