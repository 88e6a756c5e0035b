import type { Code, FunctionBuilder, Local, ModuleBuilder } from '../../wasm/index.js';

/**
 * Random words in a function that is being built. Between `load` and `save` the generator lives in local variables, or
 * in a buffer of words made beforehand.
 */
export interface Source {
  /** Takes the state from memory. */
  readonly load: Code;
  /** Puts the state back. */
  readonly save: Code;
  /** Provides for one step at least, at best for all of the output from `out` to `end`, at 2^log2Bytes bytes a step. */
  provide(out: Local, end: Local, log2Bytes: number): Code;
  /** The address up to which doubles can be filled from `out` on, at one step each, as provided for; not beyond `end`. */
  limit(out: Local, end: Local): Code;
  /** Whether the condition holds and that many steps are provided for. */
  andProvided(steps: number, condition: Code): Code;
  /** 64 random bits; only as often as {@link provide} and {@link limit} allow. */
  step(bits: Local): Code;
  /** 64 random bits, whatever has been provided for. */
  draw(bits: Local): Code;
  /** Rare work that calls a function: the state waits in memory, so that it need not leave registers for its sake. */
  aside(work: Code): Code;
}

/** A bit generator as its kernels see it. */
export interface Generator {
  /** Bytes of the state, a multiple of 8. Two 32-bit words follow: whether a half of 32 bits is kept, and that half. */
  readonly stateBytes: number;
  /** Adds what the generator needs to a module, and returns how a function of that module draws from the state at an address. */
  prepare(module: ModuleBuilder): (f: FunctionBuilder, state: Local) => Source;
}

/** What a generator has that keeps all of its state in local variables. */
export function registerSource(load: Code, save: Code, step: (bits: Local) => Code): Source {
  return {
    load,
    save,
    step,
    draw: step,
    provide: () => [],
    limit: (_out, end) => end.get,
    andProvided: (_steps, condition) => condition,
    aside: (work) => [save, work, load],
  };
}
