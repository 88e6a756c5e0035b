/** A function that expressions may call. */
export interface FunctionEntry {
  /** The name of the same function in JavaScript's `Math`. */
  readonly math: string;
  /** The smallest number of arguments. */
  readonly min: number;
  /** The largest number of arguments. */
  readonly max: number;
}

const one = (math: string): FunctionEntry => ({ math, min: 1, max: 1 });
const two = (math: string): FunctionEntry => ({ math, min: 2, max: 2 });
const many = (math: string): FunctionEntry => ({ math, min: 1, max: 255 });

/** Every function of the language under its canonical name. `pow(a, b)` is not here: it is read as `a^b`. */
export const FUNCTIONS = {
  abs: one('abs'),
  acos: one('acos'),
  acosh: one('acosh'),
  asin: one('asin'),
  asinh: one('asinh'),
  atan: one('atan'),
  atan2: two('atan2'),
  atanh: one('atanh'),
  cbrt: one('cbrt'),
  ceil: one('ceil'),
  cos: one('cos'),
  cosh: one('cosh'),
  exp: one('exp'),
  expm1: one('expm1'),
  floor: one('floor'),
  hypot: many('hypot'),
  ln: one('log'),
  log10: one('log10'),
  log1p: one('log1p'),
  log2: one('log2'),
  max: many('max'),
  min: many('min'),
  round: one('round'),
  sign: one('sign'),
  sin: one('sin'),
  sinh: one('sinh'),
  sqrt: one('sqrt'),
  tan: one('tan'),
  tanh: one('tanh'),
  trunc: one('trunc'),
} as const satisfies Readonly<Record<string, FunctionEntry>>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Other names under which a function is known, with its canonical name. */
export const SYNONYMS: ReadonlyMap<string, FunctionName> = new Map([
  ['log', 'ln'],
  ['arccos', 'acos'],
  ['arccosh', 'acosh'],
  ['arcosh', 'acosh'],
  ['arcsin', 'asin'],
  ['arcsinh', 'asinh'],
  ['arsinh', 'asinh'],
  ['arctan', 'atan'],
  ['arctan2', 'atan2'],
  ['arctanh', 'atanh'],
  ['artanh', 'atanh'],
]);

/**
 * `tau` is not among them on purpose: it names a parameter far more often than 2 pi, and a parameter that silently
 * became a number would be a wrong answer.
 */
export const CONSTANTS = { pi: Math.PI, e: Math.E, inf: Infinity } as const;

export type ConstantName = keyof typeof CONSTANTS;

/** The words that are operators. */
export const WORD_OPERATORS: readonly string[] = ['and', 'or', 'not'];

/** The canonical name of the function that a name stands for, `pow` for a power, undefined for no function. */
export function functionNamed(name: string): FunctionName | 'pow' | undefined {
  if (name === 'pow') return 'pow';
  return SYNONYMS.get(name) ?? (Object.hasOwn(FUNCTIONS, name) ? (name as FunctionName) : undefined);
}

export function isConstant(name: string): name is ConstantName {
  return Object.hasOwn(CONSTANTS, name);
}

/** Every name by which a function can be called. */
export const functionNames: readonly string[] = [...Object.keys(FUNCTIONS), ...SYNONYMS.keys(), 'pow'];

/** True for the names that cannot be variables: functions, constants and operators. */
export function isReserved(name: string): boolean {
  return functionNamed(name) !== undefined || isConstant(name) || WORD_OPERATORS.includes(name);
}
