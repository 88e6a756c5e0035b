import { NfoldError, preview } from '../core/index.js';
import { Unreadable, attempt } from './attempt.js';

/** True when structured clone takes the value. */
export function isClonable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * The error for a value that cannot be sent: names the innermost property that stands in the way. `sendable` says what
 * the transport takes.
 */
export function notClonable(
  what: string,
  value: unknown,
  sendable: (value: unknown) => boolean = isClonable,
): NfoldError {
  const { path, culprit } = findCulprit(value, '', 0, sendable);
  const where = path === '' ? '' : ` at ${path.replace(/^\./, '')}`;
  const kind = attempt(preview(culprit), () => kindOf(culprit));
  return new NfoldError(
    'ERR_NOT_CLONABLE',
    `${what} cannot be sent between threads: ${kind instanceof Unreadable ? kind.text : kind}${where}; return or pass plain data instead`,
    { path: path.replace(/^\./, ''), culprit: preview(culprit) },
  );
}

function kindOf(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value === 'symbol') return `the symbol ${String(value)}`;
  if (isDetached(value)) return 'memory that has been handed over before (see the option transfer)';
  const name = (value as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  if (typeof name === 'string' && name !== '') return `an object of class ${name}`;
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return tag === 'Object' ? 'an object' : `an object of class ${tag}`;
}

/** True for an ArrayBuffer whose memory has gone to another thread, and for views of one. */
function isDetached(value: unknown): boolean {
  const buffer: unknown = ArrayBuffer.isView(value) ? value.buffer : value;
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength > 0) return false;
  try {
    void new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

const DEEPEST = 50;

function findCulprit(
  value: unknown,
  path: string,
  depth: number,
  sendable: (value: unknown) => boolean,
): { path: string; culprit: unknown } {
  if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    const inside = attempt('value', () => entries(value));
    for (const [step, inner] of inside instanceof Unreadable ? [] : inside) {
      if (!sendable(inner)) return findCulprit(inner, path + step, depth + 1, sendable);
    }
  }
  return { path, culprit: value };
}

function entries(value: object): [step: string, inner: unknown][] {
  if (Array.isArray(value)) return value.map((inner, i) => [`[${i}]`, inner]);
  if (value instanceof Map) return [...value].flatMap(([key, inner]) => [[`.get(${preview(key)})`, inner]]);
  if (value instanceof Set) return [...value].map((inner, i) => [`.values[${i}]`, inner]);
  return Object.entries(value).map(([key, inner]) => [
    /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    inner,
  ]);
}
