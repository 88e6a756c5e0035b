#!/usr/bin/env node
import { cores } from './commands/cores.js';
import { startCli } from './index.js';

await startCli([cores]);
