import { type QuotaFiles, quotaFromFiles } from './cgroup.js';

/** How many processors there are, and how many may be used. */
export interface Processors {
  /** What a program should use: at least 1, and no more than any of the limits below. */
  readonly available: number;
  /** Logical processors of the machine. */
  readonly hardware: number;
  /** Processors that the process may run on (its affinity mask). */
  readonly affinity: number;
  /** Processors' worth of time that the control group grants, such as 1.5; null when it sets no limit. */
  readonly quota: number | null;
}

interface NodeProcess {
  getBuiltinModule?: (name: string) => unknown;
  versions?: { node?: string };
}

type Os = typeof import('node:os');
type Fs = typeof import('node:fs');

/** The processors usable here: hardware, affinity mask and the quota of the control group (v1 and v2). */
export async function processors(): Promise<Processors> {
  const now = processorsNow();
  if (now !== undefined) return now;
  // Node.js before 20.16 hands out its own modules to `import` alone; the names keep bundlers from following them.
  const [os, fs] = ['node:os', 'node:fs'];
  return fromNode((await import(os)) as Os, (await import(fs)) as Fs);
}

/** The same without waiting, where the runtime allows it. */
export function processorsNow(): Processors | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  if (process?.versions?.node === undefined) return fromNavigator();
  if (process.getBuiltinModule === undefined) return undefined;
  return fromNode(process.getBuiltinModule('node:os') as Os, process.getBuiltinModule('node:fs') as Fs);
}

function fromNavigator(): Processors {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  const count = Math.max(1, navigator?.hardwareConcurrency ?? 1);
  return { available: count, hardware: count, affinity: count, quota: null };
}

function fromNode(os: Os, fs: Fs): Processors {
  const read = (path: string): string | undefined => {
    try {
      return fs.readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  };
  const hardware = Math.max(1, os.cpus().length);
  const affinity = affinityFromStatus(read('/proc/self/status')) ?? os.availableParallelism();
  const quota = quotaFromFiles(read satisfies QuotaFiles);
  return { available: usable(hardware, affinity, quota), hardware, affinity, quota };
}

/** A part of a processor still deserves a worker: the quota is rounded up. */
export function usable(hardware: number, affinity: number, quota: number | null): number {
  return Math.max(1, Math.min(hardware, affinity, quota === null ? Infinity : Math.ceil(quota)));
}

/** How many processors `Cpus_allowed_list` of /proc/self/status names, such as 6 for `0-3,8,10`. */
export function affinityFromStatus(status: string | undefined): number | undefined {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(status ?? '')?.[1];
  if (list === undefined) return undefined;
  let count = 0;
  for (const range of list.split(',')) {
    const [from, to = from] = range.split('-').map(Number);
    count += to - from + 1;
  }
  return count > 0 ? count : undefined;
}
