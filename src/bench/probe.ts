import { yieldToEventLoop } from '../core/index.js';

/** What a runtime tells besides the time; every reading may be missing. */
export interface Probe {
  /** Seconds on the clock of the collections. */
  readonly now: () => number;
  /** Seconds of processor time that all threads of this process have taken so far. */
  readonly cpu?: () => { readonly user: number; readonly system: number };
  /** Bytes of memory that the process holds now, and the most that it has held so far. */
  readonly memory?: () => { readonly now: number; readonly peak: number };
  /** Calls back with the start and the length of each garbage collection of this thread, in seconds, until stopped. */
  readonly collections?: (found: (start: number, seconds: number) => void) => { stop(): Promise<void> };
  /** Programs that wanted a processor during the last minute, on average, and the processors there are. */
  readonly load?: () => { readonly average: number; readonly processors: number };
}

/** What this runtime tells: all of it in Node.js on Unix, the garbage collections or nothing in a browser. */
export function runtimeProbe(): Probe {
  return { now: () => performance.now() / 1000, ...processProbe(), ...collectionProbe(), ...loadProbe() };
}

const MICRO = 1e-6;

function processProbe(): Pick<Probe, 'cpu' | 'memory'> {
  const process = globalThis.process as NodeJS.Process | undefined;
  if (typeof process?.cpuUsage !== 'function' || typeof process.resourceUsage !== 'function') return {};
  return {
    cpu() {
      const { user, system } = process.cpuUsage();
      return { user: user * MICRO, system: system * MICRO };
    },
    memory: () => ({ now: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 }),
  };
}

function collectionProbe(): Pick<Probe, 'collections'> {
  if (typeof PerformanceObserver !== 'function') return {};
  if (!PerformanceObserver.supportedEntryTypes.includes('gc')) return {};
  return {
    collections(found) {
      const report = (entries: PerformanceEntryList): void => {
        for (const { startTime, duration } of entries) found(startTime / 1000, duration / 1000);
      };
      const observer = new PerformanceObserver((list) => report(list.getEntries()));
      observer.observe({ entryTypes: ['gc'] });
      return {
        async stop() {
          // A collection becomes an entry in one turn of the event loop, and is reported in the next one.
          await yieldToEventLoop();
          await yieldToEventLoop();
          report(observer.takeRecords());
          observer.disconnect();
        },
      };
    },
  };
}

function loadProbe(): Pick<Probe, 'load'> {
  // Node.js 20.16 and later; a static import would keep this file from browsers.
  const os = (globalThis.process as Partial<NodeJS.Process> | undefined)?.getBuiltinModule?.('node:os');
  if (os === undefined || os.platform() === 'win32') return {};
  return { load: () => ({ average: os.loadavg()[0], processors: os.availableParallelism() }) };
}
