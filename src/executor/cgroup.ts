// The limits that Linux control groups put on processor time. Formats: the kernel's documentation,
// admin-guide/cgroup-v2.rst ("cpu.max") and scheduler/sched-bwc.rst ("cpu.cfs_quota_us").

/** Reads a file as text; undefined when it does not exist or must not be read. */
export type QuotaFiles = (path: string) => string | undefined;

const ROOT = '/sys/fs/cgroup';

/**
 * The smallest limit on the process's way from its own group up to the root, in processors; null when there is none.
 * Looks at both hierarchies: some machines run them side by side.
 */
export function quotaFromFiles(read: QuotaFiles): number | null {
  const { v1, v2 } = groupsFromText(read('/proc/self/cgroup') ?? '');
  const limits = [
    ...ancestors(v2).map((path) => parseCpuMax(read(`${ROOT}${path}/cpu.max`))),
    ...['cpu', 'cpu,cpuacct', 'cpuacct,cpu'].flatMap((controller) =>
      ancestors(v1).map((path) => quotaV1(`${ROOT}/${controller}${path}`, read)),
    ),
  ];
  const set = limits.filter((limit) => limit !== undefined);
  return set.length === 0 ? null : Math.min(...set);
}

function quotaV1(folder: string, read: QuotaFiles): number | undefined {
  return parseCfs(read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`));
}

/** The process's groups from /proc/self/cgroup, whose lines are `id:controllers:path`; v2 has id 0 and no controllers. */
export function groupsFromText(text: string): { readonly v1: string; readonly v2: string } {
  let [v1, v2] = ['/', '/'];
  for (const line of text.split('\n')) {
    const [id, controllers, ...path] = line.split(':');
    if (path.length === 0) continue;
    if (id === '0' && controllers === '') v2 = path.join(':');
    else if (controllers.split(',').includes('cpu')) v1 = path.join(':');
  }
  return { v1, v2 };
}

/** A group and all groups above it, as folders below the root: `/a/b` gives `/a/b`, `/a` and the root itself. */
export function ancestors(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '..');
  return Array.from({ length: parts.length + 1 }, (_, i) =>
    parts.slice(0, parts.length - i).reduce((folder, part) => `${folder}/${part}`, ''),
  );
}

/** The limit in `cpu.max`: `max 100000` is none, `150000 100000` is 1.5 processors. */
export function parseCpuMax(text: string | undefined): number | undefined {
  const [quota, period = '100000'] = (text ?? 'max').trim().split(/\s+/);
  return ratio(Number(quota), Number(period));
}

/** The limit of v1's two files, in microseconds; a quota of -1 is none. */
export function parseCfs(quota: string | undefined, period: string | undefined): number | undefined {
  if (quota === undefined || period === undefined) return undefined;
  return ratio(Number(quota.trim()), Number(period.trim()));
}

function ratio(quota: number, period: number): number | undefined {
  return quota > 0 && period > 0 && Number.isFinite(quota) ? quota / period : undefined;
}
