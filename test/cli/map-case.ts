/** What the tests of `nfold map` share: a folder of texts, and the lines of a run. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CliOptions, type CliResult, runCli } from './run-cli.js';

const FUNCTIONS = fileURLToPath(new URL('map-functions.js', import.meta.url));

export interface Line {
  readonly input: string;
  readonly result?: unknown;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly code?: string;
    stack?: string;
  };
  readonly seconds: number | null;
  readonly attempts?: number;
  readonly run?: Readonly<Record<string, unknown>>;
}

export const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Inputs and results, without what differs from run to run. */
export const withoutTimes = (text: string): unknown[] =>
  linesOf(text).map(({ input, result, error }) =>
    error === undefined ? { input, result } : { input, error },
  );

/** A temporary folder with `texts/01.txt` … of 1, 2, … words. */
export class Case {
  readonly folder = mkdtempSync(join(tmpdir(), 'nfold-map-'));
  readonly paths: readonly string[];

  constructor(t: TestContext, files = 6) {
    t.after(() => rmSync(this.folder, { recursive: true }));
    mkdirSync(this.path('texts'));
    this.paths = Array.from({ length: files }, (_, i) => `texts/${String(i + 1).padStart(2, '0')}.txt`);
    for (const [i, path] of this.paths.entries()) this.write(path, 'word '.repeat(i + 1));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Runs `nfold map` with a function of `map-functions.ts`. */
  map(name: string, args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    return runCli(['map', `${FUNCTIONS}#${name}`, ...args], { cwd: this.folder, ...options });
  }

  /** The same, for a run that must end with this exit code. */
  async lines(name: string, args: readonly string[], code = 0, options: CliOptions = {}): Promise<Line[]> {
    const result = await this.map(name, args, options);
    assert.equal(result.code, code, result.stderr);
    return linesOf(result.stdout);
  }
}
