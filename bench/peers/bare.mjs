// A worker thread without any pool: what all pools are made of. It runs one task of tasks.mjs, one call at a time.
import { MessageChannel, Worker } from 'node:worker_threads';

/**
 * `call(x)` resolves to the result. `ownPort`: over a MessageChannel instead of the worker's own port; `transfer`: hands the
 * memory of the argument and the result over.
 */
export function bareWorker(task, { ownPort = false, transfer = false } = {}) {
  const channel = ownPort ? new MessageChannel() : undefined;
  const worker = new Worker(new URL('workers/bare.mjs', import.meta.url), {
    workerData: { task, transfer, port: channel?.port2 },
    transferList: channel ? [channel.port2] : [],
  });
  const port = channel?.port1 ?? worker;
  let settle;
  port.on('message', (result) => settle(result));
  const executor = (resolve) => (settle = resolve);
  return {
    call(x) {
      const promise = new Promise(executor);
      port.postMessage(x, transfer ? [x] : undefined);
      return promise;
    },
    async end() {
      channel?.port1.close();
      await worker.terminate();
    },
  };
}
