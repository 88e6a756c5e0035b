// What the scripts in bench/ share: where results go, and on which machine they were made.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The machine behind the numbers. */
export function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memory: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    date: new Date().toISOString(),
  };
}

/** Writes bench/results/NAME.json with the machine, and says where. Returns the path. */
export function writeResult(name, data) {
  const folder = new URL('results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.json`, folder));
  writeFileSync(path, `${JSON.stringify({ name, machine: machine(), ...data }, null, 2)}\n`);
  process.stderr.write(`wrote ${path}\n`);
  return path;
}
