import { preview } from './checks.js';
import { type Tolerance, withinTolerance } from './tolerance.js';

/**
 * The first difference between two values, such as `[3].x is 2 instead of 1`, or undefined when there is none. Numbers
 * must have the same bits (NaN equals NaN, -0 is not 0) or lie within the tolerance of the expected one. Knows what
 * structured clone keeps: arrays, typed arrays and buffers, maps, sets, dates, plain objects; other objects are compared by
 * their own enumerable properties.
 */
export function firstDifference(
  expected: unknown,
  actual: unknown,
  tolerance?: Tolerance,
): string | undefined {
  return differ(expected, actual, { path: '', tolerance, seen: new Set() });
}

interface Place {
  readonly path: string;
  readonly tolerance: Tolerance | undefined;
  /** Objects on the way here, so that circles end. */
  readonly seen: ReadonlySet<unknown>;
}

function differ(a: unknown, b: unknown, place: Place): string | undefined {
  if (Object.is(a, b) || place.seen.has(a)) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && place.tolerance !== undefined) {
    return withinTolerance(a, Math.abs(a - b), place.tolerance) ? undefined : tell(a, b, place);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return tell(a, b, place);
  if (tagOf(a) !== tagOf(b)) return tell(a, b, place);
  const inside = { ...place, seen: new Set(place.seen).add(a) };
  if (a instanceof Date) return differ(a.getTime(), (b as Date).getTime(), inside);
  if (a instanceof ArrayBuffer)
    return differItems(new Uint8Array(a), new Uint8Array(b as ArrayBuffer), inside);
  if (a instanceof Map) return differItems([...a], [...(b as Map<unknown, unknown>)], inside);
  if (a instanceof Set) return differItems([...a], [...(b as Set<unknown>)], inside);
  if (Array.isArray(a) || (ArrayBuffer.isView(a) && !(a instanceof DataView))) {
    return differItems(a as ArrayLike<unknown>, b as ArrayLike<unknown>, inside);
  }
  return differProperties(a as Record<string, unknown>, b as Record<string, unknown>, inside);
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);

function differItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>, place: Place): string | undefined {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (Object.is(a[i], b[i])) continue;
    const found = differ(a[i], b[i], { ...place, path: `${place.path}[${i}]` });
    if (found !== undefined) return found;
  }
  return a.length === b.length
    ? undefined
    : tell(a.length, b.length, { ...place, path: `${place.path}.length` });
}

function differProperties(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  place: Place,
): string | undefined {
  for (const key of Object.keys(a)) {
    const path = `${place.path}.${key}`;
    if (!Object.hasOwn(b, key)) return `${path} is missing`;
    const found = differ(a[key], b[key], { ...place, path });
    if (found !== undefined) return found;
  }
  const extra = Object.keys(b).find((key) => !Object.hasOwn(a, key));
  return extra === undefined ? undefined : `${place.path}.${extra} is there unexpectedly`;
}

const show = (value: unknown): string => (Object.is(value, -0) ? '-0' : preview(value));

function tell(a: unknown, b: unknown, { path }: Place): string {
  const difference = `${show(b)} instead of ${show(a)}`;
  return path === '' ? difference : `${path} is ${difference}`;
}
