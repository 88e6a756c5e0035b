/** How many elements of an array become one piece of text. */
const SLICE = 4096;
/** Values inside each other at most; what contains itself exceeds it. */
const DEEPEST = 1000;

/**
 * JSON text in pieces, so that a million numbers need not fit into one string. Numbers keep full precision; those
 * that JSON cannot say become "inf", "-inf" and "nan"; big integers become texts of decimal digits, typed arrays
 * become arrays, and undefined members are left out. Objects say themselves what they are by `toJSON`, as dates do; sets
 * become arrays, and maps objects.
 *
 * @throws TypeError for a map with keys that are no texts, and for what contains itself or is nested more than 1000 deep
 */
export function* jsonPieces(value: unknown, depth = 0): Generator<string> {
  if (depth > DEEPEST) throw new TypeError('the value contains itself, or is nested too deeply for JSON');
  if (Array.isArray(value)) yield* arrayPieces(value, depth);
  else if (isTypedArray(value)) yield* arrayPieces(value, depth);
  else if (value instanceof Set) yield* arrayPieces([...value], depth);
  else if (value instanceof Map) yield* objectPieces(objectOf(value), depth);
  else if (typeof value === 'object' && value !== null) {
    const { toJSON } = value as { readonly toJSON?: unknown };
    if (typeof toJSON === 'function') yield* jsonPieces(toJSON.call(value), depth + 1);
    else yield* objectPieces(value, depth);
  } else yield scalar(value);
}

function* arrayPieces(values: ArrayLike<unknown>, depth: number): Generator<string> {
  yield '[';
  for (let start = 0; start < values.length; start += SLICE) {
    if (start > 0) yield ',';
    const slice = Array.prototype.slice.call(values, start, start + SLICE) as unknown[];
    if (slice.every((element) => typeof element !== 'object')) {
      yield slice.map(scalar).join(',');
      continue;
    }
    for (const [i, element] of slice.entries()) {
      if (i > 0) yield ',';
      yield* jsonPieces(element, depth + 1);
    }
  }
  yield ']';
}

function* objectPieces(value: object, depth: number): Generator<string> {
  let separator = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || typeof member === 'function') continue;
    yield `${separator}${JSON.stringify(key)}:`;
    yield* jsonPieces(member, depth + 1);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}

function objectOf(map: ReadonlyMap<unknown, unknown>): object {
  for (const key of map.keys()) {
    if (typeof key !== 'string')
      throw new TypeError(`a Map becomes JSON when its keys are texts, got a ${typeof key}`);
  }
  // Defines members, so that a key __proto__ is one like others.
  return Object.fromEntries(map as ReadonlyMap<string, unknown>);
}

function scalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? '"nan"' : value > 0 ? '"inf"' : '"-inf"';
  }
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'bigint') return `"${value}"`;
  return JSON.stringify(value) ?? 'null';
}

function isTypedArray(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
