/**
 * Lets timers, signals and messages run before the computation goes on, without the millisecond or more that
 * `setTimeout(0)` would cost. Long loops in the calling thread await this every few milliseconds.
 */
export function yieldToEventLoop(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
