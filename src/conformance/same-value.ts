// Equality of what structured clone carries.

/**
 * Whether two values have the same structure and the same values in it, numbers to the last bit. Of classes it knows
 * those that structured clone keeps: arrays, typed arrays and buffers, maps, sets, dates, plain objects.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof ArrayBuffer) return sameItems(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  if (Array.isArray(a) || (ArrayBuffer.isView(a) && !(a instanceof DataView)))
    return sameItems(a as ArrayLike<unknown>, b as ArrayLike<unknown>);
  if (a instanceof Map) return sameItems([...a], [...(b as Map<unknown, unknown>)]);
  if (a instanceof Set) return sameItems([...a], [...(b as Set<unknown>)]);
  return sameProperties(a as Record<string, unknown>, b as Record<string, unknown>);
}

function sameItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false;
  return true;
}

function sameProperties(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}
