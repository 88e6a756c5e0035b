import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Standard input; empty without it. */
  readonly input?: string;
  /** Called with all of standard error so far, each time that more comes. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
  /** Called with all of standard output so far, each time that more comes. */
  readonly onStdout?: (text: string, child: ChildProcess) => void;
}

/** The built nfold. */
export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const EACH = fileURLToPath(new URL('each.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('fixture.js', import.meta.url));

/** Runs the built nfold as a child process. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return runScript(MAIN, args, options);
}

/** Runs the frame with the commands of `fixture.ts`. */
export function runFixture(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return runScript(FIXTURE, args, options);
}

/** Runs command lines that print no result, in one process. */
export async function runEach(
  lines: readonly (readonly string[])[],
  options: CliOptions = {},
): Promise<{ code: number; stderr: string }[]> {
  const { stdout } = await runScript(EACH, [JSON.stringify(lines)], options);
  return JSON.parse(stdout) as { code: number; stderr: string }[];
}

function runScript(script: string, args: readonly string[], options: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NFOLD_DEBUG: undefined, NO_COLOR: undefined, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that needs no more of it may end before it has read everything.
  child.stdin.on('error', () => {}).end(options.input);
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
    options.onStdout?.(text.stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
    options.onStderr?.(text.stderr, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...text }));
  });
}
