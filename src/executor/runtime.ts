// What not every JavaScript runtime can do, found out in one place.

interface Runtime {
  readonly versions?: Readonly<Record<string, string | undefined>>;
  readonly allowedNodeEnvironmentFlags?: ReadonlySet<string>;
}

const runtime = (): Runtime | undefined => (globalThis as { process?: Runtime }).process;

/** Name and version, such as `Bun 1.4.5`, for messages. */
export function runtimeName(): string {
  const { bun, deno, node } = runtime()?.versions ?? {};
  if (bun !== undefined) return `Bun ${bun}`;
  if (deno !== undefined) return `Deno ${deno}`;
  if (node !== undefined) return `Node.js ${node}`;
  return typeof location === 'undefined' ? 'this runtime' : 'a web page';
}

/** Whether the modules of Node.js are there: Deno and Bun have them, a web page has not. */
export function hasNodeModules(): boolean {
  return runtime()?.versions?.node !== undefined;
}

/**
 * Whether the memory of threads and processes can be limited. Runtimes that can do it know V8's flag for it by name; Bun
 * takes limits and ignores them.
 */
export function limitsMemory(): boolean {
  return runtime()?.allowedNodeEnvironmentFlags?.has('--max-old-space-size') === true;
}
