/** The exit code of a run that Ctrl-C ended: 128 plus the number of SIGINT. */
export const INTERRUPTED = 130;

export interface Interrupts {
  /** Aborted by the first SIGINT. */
  readonly signal: AbortSignal;
  /** Gives SIGINT its usual meaning back. */
  dispose(): void;
}

/**
 * The first Ctrl-C aborts the signal, so that the command can return what it has; a second one ends the process at
 * once. Node.js handles signals between two turns of the event loop: code that computes for long without a pause on
 * the main thread must run elsewhere or pause, or Ctrl-C waits for it.
 */
export function handleInterrupts(onFirst: () => void): Interrupts {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    onFirst();
    controller.abort();
  };
  process.on('SIGINT', listener);
  return { signal: controller.signal, dispose: () => process.off('SIGINT', listener) };
}
