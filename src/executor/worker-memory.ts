// How much memory a worker holds, in bytes. Garbage that nobody has collected yet is no reason to replace a worker: a
// measurement above the limit is taken again after a collection, as loky (the processes of joblib) does.

/** What the heap of this thread holds, with the memory of its typed arrays. */
export function heapSize(limit: number): number {
  return settled(limit, () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  });
}

/** What the system has given to this process. */
export function residentSize(limit: number): number {
  return settled(limit, () => process.memoryUsage.rss());
}

function settled(limit: number, measure: () => number): number {
  const bytes = measure();
  if (bytes <= limit || !collectGarbage()) return bytes;
  return measure();
}

/** Collects all garbage of this thread now, where the runtime can be told to. */
function collectGarbage(): boolean {
  const gc = (globalThis as { gc?: () => void }).gc ?? hiddenCollector();
  gc?.();
  return gc !== undefined;
}

let hidden: (() => void) | undefined;

/** V8 shows its collector to contexts that are made while this flag is set. */
function hiddenCollector(): (() => void) | undefined {
  if (hidden !== undefined) return hidden;
  try {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    setFlagsFromString('--expose-gc');
    hidden = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  } catch {
    // Before Node.js 20.16, and in runtimes that are not built on V8: what was measured stands.
  }
  return hidden;
}
