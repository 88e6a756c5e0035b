import type { Processors } from '../../executor/index.js';
import { environment } from '../environment.js';
import { defineCommand } from '../spec.js';

/** `nfold cores`: how many processors there are, and how many may be used. */
export const cores = defineCommand({
  name: 'cores',
  summary: 'the processors usable here, and what limits them',
  description:
    'The processors usable here: those of the machine, those this process may run on (affinity mask), and the time that the control group grants (cgroup quota). With --workers auto nfold uses the smallest of the three.',
  arguments: {},
  options: {},
  examples: [
    ['cores', 'a short table'],
    ['cores --json', 'the same for programs: available, hardware, affinity, quota'],
  ],
  run(_, { processors }) {
    return Promise.resolve({ result: processors, lines: describe(processors) });
  },
});

function describe(processors: Processors): string[] {
  const { available, hardware, affinity, quota } = processors;
  const rows: readonly (readonly [label: string, value: string, meaning: string])[] = [
    ['hardware', String(hardware), `logical processors (${environment(processors).cpu})`],
    ['affinity mask', String(affinity), 'of them open to this process'],
    [
      'cgroup quota',
      quota === null ? 'none' : digits(quota),
      quota === null ? '' : "processors' worth of time",
    ],
    [
      'nfold uses',
      String(available),
      `worker${available === 1 ? '' : 's'} with --workers auto${limit(processors)}`,
    ],
  ];
  const widest = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(([label, value, meaning]) =>
    `${label.padEnd(15)}${value.padStart(widest)}  ${meaning}`.trimEnd(),
  );
}

/** What keeps nfold from using the whole machine. */
function limit({ available, hardware, affinity, quota }: Processors): string {
  if (available >= hardware) return '';
  return quota !== null && Math.ceil(quota) < affinity ? ': the quota, rounded up' : ': the affinity mask';
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
