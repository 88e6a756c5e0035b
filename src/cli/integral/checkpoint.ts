/** Runs of random methods that go on where an earlier command ended: the state, and of which integral it is. */
import { existsSync, readFileSync } from 'node:fs';
import type { RunState } from '../../integrate/index.js';
import { refuse } from '../refuse.js';

interface Checkpoint {
  readonly schema: 'nfold-checkpoint/1';
  readonly expression: string;
  /** The limits as text: they may be infinite, or formulas. */
  readonly domain: string;
  readonly state: RunState;
}

/** What a checkpoint has to be of. */
export interface CheckpointOf {
  readonly expression: string;
  readonly domain: unknown;
}

const FLAG = '--checkpoint';

/** The state in the file; undefined if there is no file yet. */
export function readCheckpoint(path: string, { expression, domain }: CheckpointOf): RunState | undefined {
  if (!existsSync(path)) return undefined;
  const found = parsed(readFileSync(path, 'utf8'));
  if (found?.schema !== 'nfold-checkpoint/1' || typeof found.state !== 'object') {
    throw refuse(FLAG, 'a file that this option has written, or a new one', path);
  }
  if (found.expression !== expression || found.domain !== domainText(domain)) {
    const rule = `of this integral; it is of ${found.expression} over ${found.domain}`;
    throw refuse(FLAG, rule, path, 'name another file');
  }
  return found.state;
}

export function writtenCheckpoint({ expression, domain }: CheckpointOf, state: RunState): string {
  const checkpoint: Checkpoint = {
    schema: 'nfold-checkpoint/1',
    expression,
    domain: domainText(domain),
    state,
  };
  return `${JSON.stringify(checkpoint)}\n`;
}

function domainText(domain: unknown): string {
  return JSON.stringify(domain, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

function parsed(text: string): Partial<Checkpoint> | undefined {
  try {
    return JSON.parse(text) as Partial<Checkpoint>;
  } catch {
    return undefined;
  }
}
