import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Probe, runtimeProbe } from '../../bench/index.js';
import { NfoldError, now } from '../../core/index.js';

/** One run of a whole program. */
export interface ProgramRun {
  /** From its start to its end. */
  readonly seconds: number;
  readonly output: string;
}

export interface ShellOptions {
  readonly signal: AbortSignal;
  /** Keep what the program prints; else it goes nowhere. */
  readonly keepOutput?: boolean;
  readonly ignoreFailure?: boolean;
}

/** Characters of standard error that a message may quote. */
const QUOTED = 200;

/** The shell's start and end with nothing to do. */
export function runEmptyShell(signal: AbortSignal): Promise<ProgramRun> {
  return runShell(process.platform === 'win32' ? 'rem' : ':', { signal });
}

/** Ticks a second in which Linux counts processor time. */
const TICKS = 100;

/** Processor time of the programs that have ended, where the system tells it: Linux. The load of the machine elsewhere too. */
export function programProbe(): Probe {
  const { now: clock, load } = runtimeProbe();
  return { now: clock, ...(load && { load }), ...(endedTimes() && { cpu: () => endedTimes()! }) };
}

/** Fields 16 and 17 of proc_pid_stat(5): user and system time of the children that were waited for. */
function endedTimes(): { user: number; system: number } | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [user, system] = [fields[13], fields[14]].map((ticks) => Number(ticks) / TICKS);
    return Number.isFinite(user + system) ? { user, system } : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a command line to its end, by the shell; see {@link runProgram}. */
export function runShell(line: string, options: ShellOptions): Promise<ProgramRun> {
  return runProgram(line, [], { ...options, shell: true });
}

/**
 * Runs a program to its end. An abort ends it and all that it started.
 *
 * @throws NfoldError `ERR_TASK_FAILED` when it ends with an exit code other than 0, or by a signal; `ERR_CANCELLED` after an abort
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: ShellOptions & { readonly shell?: boolean },
): Promise<ProgramRun> {
  const { signal, keepOutput = false, shell = false } = options;
  const start = now();
  const child = spawn(file, args, {
    shell,
    // A group of its own, so that whatever it starts ends with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', 'pipe'],
  });
  const text = { output: '', errors: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text.output += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text.errors = (text.errors + chunk).slice(-2000);
  });
  const stop = (): void => endGroup(child);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let seconds = NaN;
  child.on('exit', () => (seconds = now() - start));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(failed(file, `cannot be started: ${error.message}`)));
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(new NfoldError('ERR_CANCELLED', 'interrupted'));
      else if (killedBy !== null) reject(failed(file, `was ended by ${killedBy}${lastLine(text.errors)}`));
      else if (code !== 0 && options.ignoreFailure !== true)
        reject(failed(file, `ended with exit code ${code}${lastLine(text.errors)}`));
      else resolve({ seconds, output: text.output });
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended by itself meanwhile.
  }
}

function failed(command: string, what: string): NfoldError {
  return new NfoldError('ERR_TASK_FAILED', `it ${what}`, { command });
}

function lastLine(errors: string): string {
  const line = errors.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `: ${line.slice(0, QUOTED)}`;
}

/** The first line in which two programs' outputs differ, in words. */
export function outputDifference(expected: ProgramRun, actual: ProgramRun): string | undefined {
  if (expected.output === actual.output) return undefined;
  const [before, after] = [expected.output.split('\n'), actual.output.split('\n')];
  const at = after.findIndex((line, i) => line !== before[i]);
  const i = at < 0 ? after.length : at;
  const show = (line: string | undefined): string =>
    line === undefined ? 'nothing' : JSON.stringify(line.slice(0, 80));
  return `line ${i + 1} is ${show(after[i])} instead of ${show(before[i])}`;
}
