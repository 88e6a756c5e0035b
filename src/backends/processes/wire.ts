// How messages become bytes. V8's own serializer, which is what structured clone uses: both ends see exactly what
// threads would see (views of one buffer stay views of one buffer), only that no memory can be shared or handed over.
import { Deserializer, Serializer, deserialize, serialize } from 'node:v8';

/**
 * On V8 the functions `serialize` and `deserialize` would give each view a copy of its own. Bun has nothing but them, and
 * there they are structured clone.
 */
const hasClasses = isConstructible(() => new Serializer());

function isConstructible(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

export function encode(value: unknown): Buffer {
  if (!hasClasses) return serialize(value);
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

export function decode(bytes: Uint8Array): unknown {
  if (!hasClasses) return deserialize(bytes);
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** Whether a process can be sent the value; shared memory, for one, it cannot. */
export function isSendable(value: unknown): boolean {
  try {
    encode(value);
    return true;
  } catch {
    return false;
  }
}

/** Bytes of the length that goes before each message. */
const LENGTH = 4;

/** A message with its length before it, for a stream. */
export function frame(message: unknown): Buffer {
  const body = encode(message);
  const framed = Buffer.allocUnsafe(LENGTH + body.length);
  framed.writeUInt32LE(body.length);
  body.copy(framed, LENGTH);
  return framed;
}

/** Puts the messages of a stream together again. */
export class Frames {
  #chunks: Buffer[] = [];
  #size = 0;
  /** What the message that comes next needs; its length first. */
  #needed = LENGTH;
  #inBody = false;

  /** Takes what has arrived; calls back with each message that is complete. */
  take(chunk: Buffer, each: (message: unknown) => void): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= this.#needed) {
      const part = this.#cut(this.#needed);
      if (this.#inBody) each(decode(part));
      this.#needed = this.#inBody ? LENGTH : part.readUInt32LE();
      this.#inBody = !this.#inBody;
    }
  }

  #cut(length: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = all.length === length ? [] : [all.subarray(length)];
    this.#size -= length;
    return all.subarray(0, length);
  }
}
