// Backends as a stranger would write them.
import { type Backend, type Executor, type RuntimeModule, WorkerExecutor } from 'nfold/executor';

/** One "worker" in this very thread that keeps to the rules: messages arrive later, in order, and as copies. */
export const stranger: Backend = {
  name: 'stranger',
  async start({ runtime, life }) {
    const { createRuntime } = (await import(runtime)) as RuntimeModule;
    const later = <M>(take: (copy: M) => void, sent: M): void =>
      void setImmediate(take, structuredClone(sent));
    return new WorkerExecutor(
      1,
      (worker, { ready, message, lost }) => {
        const inside = createRuntime({ worker, send: (sent) => later(message, sent) });
        const end = (): void => void setImmediate(lost, {});
        setImmediate(ready);
        return {
          post: (sent) => later((copy) => inside.receive(copy), sent),
          hold: () => {},
          stop: end,
          kill: end,
        };
      },
      { life },
    );
  },
};

/** The stranger's backend with some of its executor's methods replaced. */
export function altered(name: string, change: (executor: Executor) => Partial<Executor>): Backend {
  return {
    name,
    async start(options) {
      const executor = await stranger.start(options);
      const own: Executor = {
        workers: executor.workers,
        submit: (chunk, observer) => executor.submit(chunk, observer),
        close: () => executor.close(),
        terminate: () => executor.terminate(),
      };
      return { ...own, ...change(own) };
    },
  };
}
