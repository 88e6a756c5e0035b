import { describeFailure, FAILED } from './failure.js';
import { runCli } from './run.js';
import type { AnyCommand, CommandGroup } from './spec.js';
import { endQuietlyWithoutReader, say, widthOf } from './terminal.js';

/** Runs the process's own command line and sets its exit code. */
export async function startCli(commands: readonly (AnyCommand | CommandGroup)[]): Promise<void> {
  endQuietlyWithoutReader();
  process.on('uncaughtException', (error) => {
    say(describeFailure(error, widthOf(process.stderr)));
    process.exit(FAILED);
  });
  process.exitCode = await runCli(process.argv.slice(2), commands);
}
