#!/usr/bin/env node
import { commands } from './commands/index.js';
import { startCli } from './index.js';

await startCli(commands);
