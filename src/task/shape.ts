/** Why a function of some shape cannot travel as source text, and what to do instead. */
interface Obstacle {
  readonly found: (source: string, fn: unknown) => boolean;
  readonly reason: string;
  readonly remedy: string;
}

const BARE_METHOD =
  /^(?:async\s+)?\*?\s*(?:get\s+|set\s+)?(?:[\w$]+|\[[^\]]*\]|"[^"]*"|'[^']*'|#[\w$]+)\s*\(/;

/** Shapes that are recognised without parsing; the first that fits is reported. */
export const OBSTACLES: readonly Obstacle[] = [
  {
    found: (source, fn) => isNative(source) && nameOf(fn).startsWith('bound '),
    reason: 'is a bound function, whose code and `this` cannot be read',
    remedy: 'pass an arrow function, or partial(fn, ...args)',
  },
  {
    found: (source) => isNative(source),
    reason: 'is built into the runtime, so its source cannot be read',
    remedy: 'wrap it: (x) => Math.sqrt(x)',
  },
  {
    found: (source) => /^class\b/.test(source),
    reason: 'is a class, which cannot be called',
    remedy: 'pass a function that creates the object and returns plain data',
  },
  {
    found: (source) => /^(?:get|set)\s+[\w$#['"]/.test(source),
    reason: 'is a getter or setter',
    remedy: 'pass a function or an arrow function',
  },
  {
    found: (source) => isMethod(source),
    reason: 'is a method, whose source does not stand on its own',
    remedy: 'write it as a property: { name: (x) => ... }, or as a function of its own',
  },
  {
    found: (source) => /^(?:async\s+)?function\s*\*|^async\s*function\s*\*/.test(source),
    reason: 'is a generator function, whose result cannot be sent',
    remedy: 'return an array, for instance [...generate()]',
  },
];

/** True when the runtime shows `[native code]` instead of a body. */
function isNative(source: string): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(source);
}

function isMethod(source: string): boolean {
  if (/^(?:async\s+)?function\b/.test(source)) return false;
  if (/^(?:async\s*)?(?:\([^]*?\)|[\w$]+)\s*=>/.test(source) && !BARE_METHOD.test(source)) return false;
  return BARE_METHOD.test(source) && !/^(?:async\s*)?\(/.test(source);
}

function nameOf(fn: unknown): string {
  return typeof fn === 'function' ? fn.name : '';
}
