import type { AnyCommand, CommandGroup } from '../spec.js';
import { benchConverge } from './bench-converge.js';
import { benchJob } from './bench-job.js';
import { benchProgram } from './bench-program.js';
import { benchTaskCost } from './bench-task-cost.js';
import { converge } from './converge.js';
import { bootstrap } from './bootstrap.js';
import { cores } from './cores.js';
import { integrate } from './integrate.js';
import { simulate } from './simulate.js';
import { map } from './map.js';

/** All commands of nfold, in the order of its help. */
export const commands: readonly (AnyCommand | CommandGroup)[] = [
  converge,
  integrate,
  simulate,
  map,
  bootstrap,
  {
    kind: 'group',
    name: 'bench',
    summary: 'times jobs: functions of your own, whole programs, commands of nfold',
    commands: [
      benchJob(['converge', 'integrate', 'simulate', 'map', 'bootstrap', 'task-cost']),
      benchConverge,
      benchProgram(integrate),
      benchProgram(simulate),
      benchProgram(map),
      benchProgram(bootstrap),
      benchTaskCost,
    ],
    usual: 'job',
    byOption: ['task-cost'],
  },
  cores,
];
