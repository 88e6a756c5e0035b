import type { Processors } from '../executor/index.js';
import { environment, version } from './environment.js';

/** Where a run took place, as reports tell it. */
export function machineOf(processors: Processors): Readonly<Record<string, string | number>> {
  const { node, os, cpu, cores } = environment(processors);
  return {
    Processor: cpu,
    'Usable processors': cores,
    'Operating system': os,
    'Node.js': node,
    nfold: version(),
  };
}

/** The command line with its seed, so that it gives the same numbers again. */
export function repeatable(commandLine: string, seed: string): string {
  return / --seed[ =]/.test(commandLine) ? commandLine : `${commandLine} --seed ${seed}`;
}
