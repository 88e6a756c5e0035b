import type { NonFinite } from '../core/index.js';
import type { BitGeneratorName, Seed } from '../random/index.js';
import type { AnyFunction, ModuleFunction } from '../task/index.js';
import type { Draw } from './draw.js';
import type { Output } from './output.js';
import type { ParallelOptions } from '../parts/index.js';
import type { Theory } from './theory.js';

/** Draws by the names of the model's variables. */
export type DrawTable = Readonly<Record<string, Draw>>;
/** Numbers that are the same for all draws, by name. */
export type ParameterTable = Readonly<Record<string, number>>;
/** What a model as a function returns: outputs by name, or a number, which is then named `y`. */
export type ModelResult = Readonly<Record<string, number>> | number;
/** What a model as a function is given: a number for each draw and each parameter. */
export type ModelInputs<D, P> = { readonly [Name in keyof D | keyof P]: number };

/** A model as a function: itself, or a reference to a module's export. */
export type PortableModel<F extends AnyFunction> = F | ModuleFunction<F>;

type Trim<S extends string> = S extends ` ${infer R}` | `\n${infer R}` | `\t${infer R}`
  ? Trim<R>
  : S extends `${infer R} ` | `${infer R}\n` | `${infer R}\t`
    ? Trim<R>
    : S;
type NameOf<S extends string> = S extends `${infer Name}=${string}` ? Trim<Name> : 'y';
type Lines<S extends string> = S extends `${infer Head}\n${infer Rest}` ? Head | Lines<Rest> : S;
type Pieces<S extends string> = S extends `${infer Head};${infer Rest}`
  ? Lines<Head> | Pieces<Rest>
  : Lines<S>;

/** The names that a text of equations defines; `string` unless the text is known to the compiler. */
export type TextOutputs<S extends string> = string extends S
  ? string
  : Pieces<S> extends infer Piece
    ? Piece extends string
      ? Trim<Piece> extends ''
        ? never
        : NameOf<Piece>
      : never
    : never;

/** The names of a function model's outputs. */
export type ResultOutputs<R> = R extends number ? 'y' : keyof R & string;

/** Consecutive draws themselves. */
export interface DrawBlock {
  /** Index of the first draw, from 0. */
  readonly first: number;
  readonly count: number;
  /** The numbers by the names of {@link SimulateOptions.keep}. */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

export interface SimulateOptions<D extends DrawTable, P extends ParameterTable> extends ParallelOptions {
  /** How each variable is drawn. */
  readonly draws: D;
  /** Numbers that the model uses beside the draws. */
  readonly parameters?: P;
  /** How many draws of all variables; a whole number of at least 1. */
  readonly n: number;
  /** Variable k of draw i is number i mod 8192 of the stream (seed, k, floor(i / 8192)). Default: 53 bits from the system. */
  readonly seed?: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /** Hears how many draws are done: at the beginning, and after each share of the work. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Gets the draws themselves, block after block in their order; the next one waits for its promise. */
  readonly onBlock?: (block: DrawBlock) => void | Promise<void>;
  /** Names of outputs and draws that {@link onBlock} gets. Default: all outputs. */
  readonly keep?: readonly string[];
}

/** Results of an output that are NaN or infinite; all else leaves them out. */
export interface NonFiniteOutput extends NonFinite {
  /** The draw that the first of them came from, which {@link Simulation.draw} makes again. */
  readonly draw?: SingleDraw;
}

/** One draw: what was drawn, and what the model made of it. */
export interface SingleDraw {
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/** What is known of the outputs. None of it depends on who computed it. */
export interface Simulation<Names extends string = string> {
  readonly n: number;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  /** The outputs' names in the order of the model. */
  readonly names: readonly Names[];
  readonly outputs: { readonly [Name in Names]: Output };
  /** Sample covariance of two outputs, over the draws in which all outputs are finite: `covariance.a.b`. */
  readonly covariance: { readonly [Name in Names]: { readonly [Other in Names]: number } };
  /** Pearson's correlation of two outputs. */
  readonly correlation: { readonly [Name in Names]: { readonly [Other in Names]: number } };
  /** Mean and standard deviation from theory, for outputs of a text model that are linear in the draws. */
  readonly theory: { readonly [Name in Names]?: Theory };
  /** Results that are NaN or infinite, which are left out of all else; `count` is 0 where there are none. */
  readonly nonFinite: { readonly [Name in Names]: NonFiniteOutput };
  /** What the user should know: variables that are not used, results that are not finite. */
  readonly warnings: readonly string[];
  /** Computes draw `index`, from 0 to n - 1, again. */
  readonly draw: (index: number) => SingleDraw;
}
