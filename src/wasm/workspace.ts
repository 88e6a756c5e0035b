import { NfoldError } from '../core/index.js';
import { f64x2, type } from './instructions.js';
import { ModuleBuilder } from './module.js';

const PAGE = 65_536;
/** 4 GiB: all that a 32-bit address reaches. */
const MAX_PAGES = 65_536;
const ALIGNMENT = 64;

/** The low part of the memory, for tables and states; what lies above is scratch. */
const RESERVED = PAGE;

/**
 * The memory that the WebAssembly modules of one thread share: what one writes, the next reads in place. Tables and
 * generator states live in its low part as long as the thread does. Above them lies scratch, a stack of areas that
 * belong to whoever is computing right now: nothing keeps scratch across an `await`.
 */
export class Workspace {
  readonly memory = new WebAssembly.Memory({ initial: 4, maximum: MAX_PAGES });
  /** The whole memory as doubles; replaced when the memory grows, so do not keep it. */
  allDoubles = new Float64Array(this.memory.buffer);
  /** The whole memory as 32-bit words; replaced when the memory grows, so do not keep it. */
  allWords = new Int32Array(this.memory.buffer);
  #reserved = ALIGNMENT;
  #scratch = RESERVED;
  #size = this.memory.buffer.byteLength;

  /** Reserves bytes for good and returns their address. */
  reserve(bytes: number): number {
    const address = this.#reserved;
    this.#reserved += aligned(bytes);
    if (this.#reserved > RESERVED)
      throw new NfoldError('ERR_INTERNAL', `workspace: tables exceed ${RESERVED} bytes`);
    return address;
  }

  /** Runs `work` with the address of a scratch area of that many bytes; the area may be reused afterwards. */
  withScratch<T>(bytes: number, work: (address: number) => T): T {
    const address = this.#scratch;
    this.#scratch += aligned(bytes);
    try {
      this.#grow(this.#scratch);
      return work(address);
    } finally {
      this.#scratch = address;
    }
  }

  /** A view of doubles; valid until the memory grows, so take it anew for each use. */
  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.memory.buffer, address, length);
  }

  #grow(bytes: number): void {
    if (bytes <= this.#size) return;
    const missing = Math.ceil((bytes - this.#size) / PAGE);
    try {
      this.memory.grow(missing);
      this.allDoubles = new Float64Array(this.memory.buffer);
      this.allWords = new Int32Array(this.memory.buffer);
      this.#size = this.memory.buffer.byteLength;
    } catch (cause) {
      const wanted = `${Math.ceil(bytes / 2 ** 20)} MiB`;
      throw new NfoldError(
        'ERR_INVALID_ARGUMENT',
        `a block of ${wanted} does not fit into WebAssembly's 4 GiB; ask for fewer samples at once`,
        { bytes },
        { cause },
      );
    }
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

let ofThisThread: Workspace | undefined;

/** The workspace of this thread, made on first use. */
export function workspace(): Workspace {
  ofThisThread ??= new Workspace();
  return ofThisThread;
}

/** Compiles and links a module against this thread's workspace. Kernels are small: compiling blocks for about a millisecond. */
export function instantiate<Exports>(
  bytes: Uint8Array<ArrayBuffer>,
  functions: Record<string, Record<string, (...args: number[]) => number>> = {},
): Exports {
  const module = new WebAssembly.Module(bytes);
  const imports = { workspace: { memory: workspace().memory }, ...functions };
  return new WebAssembly.Instance(module, imports).exports as Exports;
}

let usable: boolean | undefined;

/**
 * Whether this engine compiles WebAssembly with SIMD here; a content security policy, an old browser or a build without
 * it can forbid that. Everything built on this folder has a plain JavaScript path that gives the same bits.
 */
export function webAssemblyUsable(): boolean {
  usable ??= probe();
  return usable;
}

function probe(): boolean {
  const module = new ModuleBuilder();
  module.function('lane', [], [type.f64]).body(f64x2.extractLane(f64x2.const(0), 0));
  try {
    const compiled = new WebAssembly.Module(module.encode());
    return WebAssembly.Module.exports(compiled).length === 1;
  } catch {
    return false;
  }
}
