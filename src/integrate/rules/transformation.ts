/** The step of the first level; the coarsest that sees enough of an integrand to stop the scan for negligible terms. */
export const FIRST_STEP = 0.5;

/** What the nodes that a level adds have in common for all ranges, from the middle outwards. */
export interface LevelNodes {
  readonly cosh: Float64Array;
  readonly distance: Float64Array;
  readonly slope: Float64Array;
}

const NONE = new Float64Array(0);

/** One half of a double exponential transformation, apart from the range, as functions of sinh t. */
export class Transformation {
  readonly #levels: LevelNodes[] = [];

  constructor(
    readonly distance: (sinh: number) => number,
    readonly slope: (sinh: number) => number,
  ) {}

  /** The first `count` or more nodes that a level adds; made once, because exp and sinh cost more than most integrands. */
  nodes(level: number, count: number): LevelNodes {
    const known = this.#levels[level];
    if (known !== undefined && known.cosh.length >= count) return known;
    const made = this.#extended(known?.cosh.length ?? 0, known, level, count);
    this.#levels[level] = made;
    return made;
  }

  #extended(from: number, known: LevelNodes | undefined, level: number, count: number): LevelNodes {
    const copy = (old: Float64Array = NONE): Float64Array => {
      const larger = new Float64Array(count);
      larger.set(old);
      return larger;
    };
    const made = { cosh: copy(known?.cosh), distance: copy(known?.distance), slope: copy(known?.slope) };
    for (let i = from; i < count; i++) {
      const t = nodeAt(level, i);
      const sinh = Math.sinh(t);
      made.cosh[i] = Math.cosh(t);
      made.distance[i] = this.distance(sinh);
      made.slope[i] = this.slope(sinh);
    }
    return made;
  }
}

/** The i-th node of a level in t: all multiples of the first step, then the odd ones of ever smaller steps. */
function nodeAt(level: number, i: number): number {
  return level === 0 ? FIRST_STEP * (i + 1) : (FIRST_STEP / 2 ** level) * (2 * i + 1);
}

const exponential = (rate: number): ((sinh: number) => number) => {
  return (sinh) => Math.exp(rate * sinh);
};

/** Towards an end of a finite range. */
export const TANH = new Transformation(exponential(-Math.PI), exponential(-Math.PI));
/** Towards the finite end of a half-line, and towards its infinite end. */
export const EXP_NEAR = new Transformation(exponential(-Math.PI / 2), exponential(-Math.PI / 2));
export const EXP_FAR = new Transformation(exponential(Math.PI / 2), exponential(Math.PI / 2));
/** Towards an end of the whole line. */
export const SINH = new Transformation(
  (sinh) => Math.sinh((Math.PI / 2) * sinh),
  (sinh) => Math.cosh((Math.PI / 2) * sinh),
);
