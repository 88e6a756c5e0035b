#!/usr/bin/env node
import { benchConverge } from './commands/bench-converge.js';
import { converge } from './commands/converge.js';
import { cores } from './commands/cores.js';
import { integrate } from './commands/integrate.js';
import { startCli } from './index.js';

await startCli([
  converge,
  integrate,
  {
    kind: 'group',
    name: 'bench',
    summary: 'times a job serially and in parallel',
    commands: [benchConverge],
  },
  cores,
]);
