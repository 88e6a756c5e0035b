import { type BitGeneratorName, AntitheticStream, RandomStream, type Seed } from '../random/index.js';

/** What a run is given. */
export interface RunContext<S = undefined> {
  /** Number of the run, from 0. */
  readonly index: number;
  /**
   * The run's own stream: `stream(seed, index)` whichever worker makes the run, and under every setting. With antithetic pairs
   * runs 2k and 2k + 1 have the two streams of the pair (seed, k), an {@link AntitheticStream} each.
   */
  readonly random: RandomStream;
  /** The setting of the comparison that the run is made under. */
  readonly setting: S;
  /** Aborts when the run is not wanted any more. */
  readonly signal: AbortSignal;
}

/** What decides the numbers that a run draws, beside its index. */
export interface RunStreams {
  readonly seed: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /** Default: false. */
  readonly antithetic?: boolean;
}

/**
 * The context of one run, to repeat it alone: `run(runContext(17, { seed: 42 }))` draws what run 17 of `runs(n, run, { seed: 42
 * })` has drawn. `antithetic`, `bitGenerator` and the setting must be those of that call.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`
 */
export function runContext(index: number, streams: RunStreams): RunContext;
export function runContext<S>(
  index: number,
  streams: RunStreams & { readonly setting: S },
): RunContext<NoInfer<S>>;
export function runContext(
  index: number,
  { setting, ...streams }: RunStreams & { readonly setting?: unknown },
): RunContext<unknown> {
  return new OwnContext(index, streams, setting, undefined);
}

/** Makes its stream and its signal when they are asked for. */
export class OwnContext implements RunContext<unknown> {
  #random: RandomStream | undefined;

  constructor(
    readonly index: number,
    private readonly streams: RunStreams,
    readonly setting: unknown,
    private readonly caller: { readonly signal?: AbortSignal } | undefined,
  ) {}

  get random(): RandomStream {
    return (this.#random ??= streamOf(this.index, this.streams));
  }

  get signal(): AbortSignal {
    return this.caller?.signal ?? new AbortController().signal;
  }
}

function streamOf(index: number, { seed, bitGenerator, antithetic = false }: RunStreams): RandomStream {
  if (!antithetic) return new RandomStream(seed, [index], { bitGenerator });
  return new AntitheticStream(seed, [Math.floor(index / 2)], { bitGenerator, mirrored: index % 2 === 1 });
}
