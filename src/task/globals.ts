/**
 * Names that every runtime of nfold provides, in a worker as in the main thread: ECMAScript's, the web platform's that
 * Node.js shares, and Node.js's own. A function may use them without listing them.
 */
const NAMES = `
  globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
  AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
  FinalizationRegistry Float16Array Float32Array Float64Array Function Int16Array Int32Array Int8Array Intl Iterator
  JSON Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String
  Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet
  AbortController AbortSignal Blob BroadcastChannel ByteLengthQueuingStrategy CompressionStream
  CountQueuingStrategy Crypto CryptoKey CustomEvent DecompressionStream DOMException Event EventTarget FormData
  Headers MessageChannel MessageEvent MessagePort Performance ReadableStream Request Response SubtleCrypto TextDecoder
  TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLSearchParams WebAssembly WebSocket
  WritableStream atob btoa clearInterval clearTimeout console crypto fetch navigator performance queueMicrotask
  reportError self setInterval setTimeout structuredClone
  Buffer clearImmediate global process setImmediate
  AsyncDisposableStack Bun CloseEvent Deno DisposableStack ErrorEvent EventSource MessageEvent PerformanceEntry
  PerformanceObserver PromiseRejectionEvent ReadableStreamBYOBReader ReadableStreamDefaultReader Storage SuppressedError
  Temporal URLPattern WritableStreamDefaultWriter
`;

/** Names that browsers' pages have and workers do not. */
const PAGE = `
  alert cancelAnimationFrame confirm document history HTMLElement Image localStorage parent prompt
  requestAnimationFrame sessionStorage window
`;

export const RUNTIME_NAMES: ReadonlySet<string> = new Set(words(NAMES));
export const PAGE_NAMES: ReadonlySet<string> = new Set(words(PAGE));

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
