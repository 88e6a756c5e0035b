/** Shapes of the JSON documents, and the steps that tests of the commands share. */
import assert from 'node:assert/strict';
import { type CliOptions, type CliResult, runCli } from './run-cli.js';

export interface Document<R> {
  readonly schema: string;
  readonly command: string;
  readonly params: Record<string, unknown>;
  readonly env: Record<string, unknown>;
  readonly seed?: number | string;
  readonly result: R;
  readonly timings: Record<string, number>;
  readonly warnings: string[];
  readonly partial: boolean;
}

export function documentOf<R>({ stdout }: CliResult): Document<R> {
  return JSON.parse(stdout) as Document<R>;
}

/** Runs a command with --json. */
export async function runJson<R>(args: readonly string[], code = 0): Promise<Document<R>> {
  const result = await runCli([...args, '--json', '--quiet']);
  assert.equal(result.code, code, result.stderr);
  return documentOf<R>(result);
}

/** Sends Ctrl-C when standard error shows the pattern for the first time. */
export function interruptWhen(
  pattern: RegExp,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  let sent = false;
  return runCli(args, {
    ...options,
    onStderr(text, child) {
      if (sent || !pattern.test(text)) return;
      sent = true;
      child.kill('SIGINT');
    },
  });
}
