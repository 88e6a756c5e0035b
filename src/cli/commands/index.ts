import type { AnyCommand, CommandGroup } from '../spec.js';
import { benchConverge } from './bench-converge.js';
import { benchJob } from './bench-job.js';
import { converge } from './converge.js';
import { cores } from './cores.js';
import { integrate } from './integrate.js';
import { map } from './map.js';

/** All commands of nfold, in the order of its help. */
export const commands: readonly (AnyCommand | CommandGroup)[] = [
  converge,
  integrate,
  map,
  {
    kind: 'group',
    name: 'bench',
    summary: 'times jobs: functions of your own, whole programs, nfold converge',
    commands: [benchJob(['converge']), benchConverge],
    usual: 'job',
  },
  cores,
];
