/** Which option goes with which method: one that would be ignored is refused, with what to do instead. */
import { invalidArgument } from '../core/index.js';
import { checkParallelOptions } from '../parts/index.js';
import { ND_METHODS } from './nd/planners.js';
import type { IntegrateOptions, Method } from './options.js';

/** How an integral is computed: by `quad`, from a fixed number of points, or as one of several dimensions. */
export interface Way {
  readonly kind: 'adaptive' | 'fixed' | 'several';
  readonly method: Method;
}

type Name = keyof IntegrateOptions;

interface Rule {
  readonly allowed: (way: Way, options: IntegrateOptions) => boolean;
  readonly remedy: string;
}

const RESUMABLE: readonly Method[] = ['qmc', 'vegas', 'monte-carlo'];
const ADAPTIVE_ONLY = 'it is for methods over one range [a, b]';

const isSeveral = ({ kind }: Way): boolean => kind === 'several';

/** The options that do not go with everything. */
const RULES: Partial<Record<Name, Rule>> = {
  samples: { allowed: (way) => !isSeveral(way), remedy: 'use maxEvaluations' },
  maxEvaluations: { allowed: ({ kind }) => kind !== 'fixed', remedy: 'samples is the number of points' },
  breakpoints: {
    allowed: ({ kind }, { weight }) => kind === 'adaptive' && weight === undefined,
    remedy: `${ADAPTIVE_ONLY} without weight`,
  },
  weight: {
    allowed: ({ kind, method }, { weight }) =>
      kind === 'adaptive' && (method === 'auto' || weight?.type === 'cauchy'),
    remedy: `${ADAPTIVE_ONLY}, where cos and sin have a method of their own: leave method out`,
  },
  points: {
    allowed: ({ method }) => method === 'gauss-legendre',
    remedy: "method 'gauss-legendre' takes it",
  },
  rule: {
    allowed: ({ method }) => method === 'gauss-kronrod' || method === 'cubature',
    remedy: "methods 'gauss-kronrod' and 'cubature' take it",
  },
  variant: { allowed: ({ method }) => method === 'rectangles', remedy: "method 'rectangles' takes it" },
  resume: {
    allowed: ({ kind, method }) => kind === 'several' && RESUMABLE.includes(method),
    remedy: `methods ${RESUMABLE.join(', ')} take it`,
  },
  random: {
    allowed: (way) => isSeveral(way) && way.method === 'auto',
    remedy: "method 'auto' over several dimensions takes it",
  },
  variables: { allowed: isSeveral, remedy: 'over one range [a, b] a formula has one variable of any name' },
  block: { allowed: isSeveral, remedy: `methods ${ND_METHODS.join(', ')} take blocks` },
  components: {
    allowed: isSeveral,
    remedy: `let f return an array, or use one of ${ND_METHODS.join(', ')}`,
  },
};

const EVERYWHERE: readonly Name[] = [
  'method',
  'rtol',
  'atol',
  'maxSeconds',
  'seed',
  'bitGenerator',
  'trace',
  'onIteration',
];

/** The options of `integrate`. */
export const OPTION_NAMES: readonly string[] = [...EVERYWHERE, ...Object.keys(RULES)];

/** Options that exist. */
export function checkNames(options: IntegrateOptions, known = OPTION_NAMES): void {
  checkParallelOptions(options, known);
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for an option that the method would not look at */
export function checkFit(way: Way, options: IntegrateOptions): void {
  for (const [name, { allowed, remedy }] of Object.entries(RULES) as [Name, Rule][]) {
    if (options[name] === undefined || options[name] === false || allowed(way, options)) continue;
    throw invalidArgument(name, `left out ${inWords(way)}`, options[name], remedy);
  }
}

function inWords({ kind, method }: Way): string {
  if (kind === 'fixed') return `for ${method} with a fixed number of points`;
  return `for ${method} over ${kind === 'several' ? 'a list of ranges' : 'one range'}`;
}

export function isOneOf<T extends string>(word: string, words: readonly T[]): word is T {
  return words.some((one) => one === word);
}
