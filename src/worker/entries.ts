// Where workers begin: told as URLs, since this side does not run them.

/** The module of the runtime; see `BackendOptions.runtime`. */
export const RUNTIME = new URL('./runtime.js', import.meta.url).href;

const BLOCKS = new URL('./typed-blocks.js', import.meta.url).href;

/** Functions that run in workers as any module function does. */
export const RUN_SHARED = { kind: 'module', url: BLOCKS, name: 'runShared' } as const;
export const RUN_COPIED = { kind: 'module', url: BLOCKS, name: 'runCopied' } as const;
export const FOLD_CHUNK = {
  kind: 'module',
  url: new URL('./reduce-task.js', import.meta.url).href,
  name: 'foldChunk',
} as const;
