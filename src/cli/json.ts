/** How many elements of an array become one piece of text. */
const SLICE = 4096;

/**
 * JSON text in pieces, so that a million numbers need not fit into one string. Numbers keep full precision; those
 * that JSON cannot say become "inf", "-inf" and "nan"; big integers become texts of decimal digits, typed arrays
 * become arrays, and undefined members are left out.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* arrayPieces(value);
  else if (isTypedArray(value)) yield* arrayPieces(value);
  else if (typeof value === 'object' && value !== null) yield* objectPieces(value);
  else yield scalar(value);
}

function* arrayPieces(values: ArrayLike<unknown>): Generator<string> {
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
      yield* jsonPieces(element);
    }
  }
  yield ']';
}

function* objectPieces(value: object): Generator<string> {
  let separator = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || typeof member === 'function') continue;
    yield `${separator}${JSON.stringify(key)}:`;
    yield* jsonPieces(member);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
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
