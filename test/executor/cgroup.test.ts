import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  affinityFromStatus,
  ancestors,
  groupsFromText,
  parseCfs,
  parseCpuMax,
  processors,
  quotaFromFiles,
  usable,
} from '#nfold/executor';

type Files = Readonly<Record<string, string>>;
const quota = (files: Files): number | null => quotaFromFiles((path) => files[path]);

describe('control groups', () => {
  it('reads cpu.max', () => {
    assert.equal(parseCpuMax('150000 100000\n'), 1.5);
    assert.equal(parseCpuMax('max 100000\n'), undefined);
    assert.equal(parseCpuMax('200000'), 2);
    assert.equal(parseCpuMax(''), undefined);
    assert.equal(parseCpuMax(undefined), undefined);
    assert.equal(parseCpuMax('nonsense'), undefined);
  });

  it("reads v1's two files", () => {
    assert.equal(parseCfs('250000\n', '100000\n'), 2.5);
    assert.equal(parseCfs('-1\n', '100000\n'), undefined);
    assert.equal(parseCfs('100000', undefined), undefined);
  });

  it('finds the groups of both versions', () => {
    const text = '12:cpu,cpuacct:/docker/abc\n3:memory:/other\n0::/user.slice/run:1.scope\n';
    assert.deepEqual(groupsFromText(text), { v1: '/docker/abc', v2: '/user.slice/run:1.scope' });
    assert.deepEqual(groupsFromText(''), { v1: '/', v2: '/' });
  });

  it('walks up to the root', () => {
    assert.deepEqual(ancestors('/a/b'), ['/a/b', '/a', '']);
    assert.deepEqual(ancestors('/'), ['']);
    assert.deepEqual(ancestors('/../x'), ['/x', '']);
  });

  const cases: readonly [name: string, files: Files, expected: number | null][] = [
    ['nothing readable', {}, null],
    ['v2 without a limit', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, null],
    [
      'v2 in a container',
      { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' },
      1.5,
    ],
    [
      'v2 nested: the smallest on the way up',
      {
        '/proc/self/cgroup': '0::/a/b/c\n',
        '/sys/fs/cgroup/a/b/c/cpu.max': '400000 100000\n',
        '/sys/fs/cgroup/a/b/cpu.max': '50000 100000\n',
        '/sys/fs/cgroup/a/cpu.max': 'max 100000\n',
      },
      0.5,
    ],
    [
      'v1',
      {
        '/proc/self/cgroup': '4:cpu,cpuacct:/docker/x\n',
        '/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_period_us': '100000\n',
        '/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us': '300000\n',
        '/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_period_us': '100000\n',
      },
      3,
    ],
    [
      'v1 seen from inside its own container, where the path is not mounted',
      {
        '/proc/self/cgroup': '4:cpu:/docker/x\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '120000\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
      1.2,
    ],
  ];
  for (const [name, files, expected] of cases) it(name, () => assert.equal(quota(files), expected));
});

describe('processors', () => {
  it('reads the affinity mask', () => {
    assert.equal(affinityFromStatus('Name:\tnode\nCpus_allowed_list:\t0-3,8,10\n'), 6);
    assert.equal(affinityFromStatus('Cpus_allowed_list:\t5\n'), 1);
    assert.equal(affinityFromStatus('Name:\tnode\n'), undefined);
    assert.equal(affinityFromStatus(undefined), undefined);
  });

  it('uses no more than any limit, a part of a processor counting as one', () => {
    assert.equal(usable(8, 8, null), 8);
    assert.equal(usable(8, 4, null), 4);
    assert.equal(usable(8, 4, 1.5), 2);
    assert.equal(usable(8, 8, 0.2), 1);
  });

  it('tells those of this machine', async () => {
    const { available, hardware, affinity, quota: limit } = await processors();
    assert.ok(Number.isInteger(available) && available >= 1 && available <= Math.min(hardware, affinity));
    assert.ok(limit === null || limit > 0);
  });
});
