import { readFileSync } from 'node:fs';
import { arch, cpus, release, type } from 'node:os';
import type { Processors } from '../executor/index.js';

/** `env` of the JSON document: where a result was computed. */
export interface Environment {
  readonly node: string;
  readonly os: string;
  readonly cpu: string;
  /** Processors that this process may use. */
  readonly cores: number;
}

export function environment({ available }: Processors): Environment {
  return {
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: available,
  };
}

/** The version of the installed package. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
