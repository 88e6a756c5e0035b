import type { Capture } from './captures.js';
import type { Explanation } from './compiler-names.js';

/** Why a function has no text of its own, and what to do instead; undefined when it has one. */
export function nativeObstacle(source: string, fn: { readonly name: string }): Explanation | undefined {
  // The runtime shows this instead of a body.
  if (!/\{\s*\[native code\]\s*\}$/.test(source)) return undefined;
  if (fn.name.startsWith('bound '))
    return [
      'is a bound function, whose code and `this` cannot be read',
      'pass an arrow function, or partial(fn, ...args)',
    ];
  return [
    'is built into the runtime, or a Proxy, so its source cannot be read',
    `wrap it: (x) => ${wellKnownName(fn) ?? 'Math.sqrt'}(x)`,
  ];
}

const NAMESPACES = [
  'Math',
  'Number',
  'JSON',
  'Object',
  'Array',
  'BigInt',
  'Date',
  'String',
  'Atomics',
] as const;

/** How programs write a built-in function, such as `Math.sin`. */
function wellKnownName(fn: { readonly name: string }): string | undefined {
  const global = globalThis as unknown as Record<string, Record<string, unknown> | undefined>;
  if (global[fn.name] === (fn as unknown)) return fn.name;
  const home = NAMESPACES.find((namespace) => global[namespace]?.[fn.name] === fn);
  return home === undefined ? undefined : `${home}.${fn.name}`;
}

const TO_ARGUMENT = 'pass what it needs as an argument';
const TO_MODULE = 'move the function to a module and use tasks()';

/** What to say of everything that is no variable, given the capture's name. */
export const SENTENCES: Record<Exclude<Capture['kind'], 'variable'>, (name: string) => Explanation> = {
  this: () => ['uses `this`, which does not travel', TO_ARGUMENT],
  arguments: () => [
    'is an arrow function that uses the `arguments` of the function around it',
    'write (...args) => ...',
  ],
  super: () => ['uses `super`, which only works inside its class', TO_ARGUMENT],
  private: (name) => [
    `uses the private name ${name}, which only works inside its class`,
    'pass the value as an argument',
  ],
  'import.meta': () => ['uses import.meta, which exists in modules alone', TO_MODULE],
  'new.target': () => ['uses the new.target of the function around it', TO_ARGUMENT],
  'relative import': (name) => [
    `imports ${JSON.stringify(name)}, a path relative to this file, which a worker does not know`,
    `${TO_MODULE}, or pass new URL(..., import.meta.url).href as an argument and import that`,
  ],
  method: () => [
    'is a method, whose source does not stand on its own',
    'write it as a property: { name: (x) => ... }, or as a function of its own',
  ],
  accessor: () => ['is a getter or setter', 'pass a function or an arrow function'],
  class: () => [
    'is a class, which cannot be called',
    'pass a function that creates the object and returns plain data',
  ],
  generator: () => [
    'is a generator function, whose result cannot be sent',
    'return an array, for instance [...generate()]',
  ],
  syntax: (message) => [
    `has source text that does not stand on its own in strict mode: ${message}`,
    `write it for strict mode, or ${TO_MODULE}`,
  ],
};

/** Kinds that are about the function as a whole: no line is worth telling. */
export const WHOLE: ReadonlySet<Capture['kind']> = new Set(['method', 'accessor', 'class', 'generator']);
