/** Bytes of WebAssembly, nested as they were composed; {@link flatten} turns them into one array. */
export type Code = readonly (number | Code)[];

/** Appends the bytes of nested code to a flat list. */
export function flatten(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === 'number') into.push(part);
    else flatten(part, into);
  }
  return into;
}

/** Unsigned LEB128. */
export function u32(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of up to 64 bits. */
export function s64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, value);
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

/** Signed LEB128 of 32 bits. */
export function s32(value: number): number[] {
  return s64(BigInt(value | 0));
}

/** The eight little-endian bytes of a double. */
export function doubleBytes(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return Array.from(bytes);
}

/** The eight little-endian bytes of a 64-bit word. */
export function wordBytes(value: bigint | number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true);
  return Array.from(bytes);
}

/** A vector of items, preceded by their number. */
export function vector(items: readonly Code[]): Code {
  return [u32(items.length), ...items];
}

/** A name, as UTF-8 bytes preceded by their number. */
export function name(text: string): Code {
  const bytes = new TextEncoder().encode(text);
  return [u32(bytes.length), Array.from(bytes)];
}

/** A section, or anything else that is preceded by its length in bytes. */
export function sized(content: Code): Code {
  const bytes = flatten(content);
  return [u32(bytes.length), bytes];
}
