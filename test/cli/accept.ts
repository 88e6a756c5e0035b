/** Reads command lines (a JSON array of arrays of words, argument 1) as nfold does, and runs none of them. */
import { type AnyCommand, type CommandGroup, runCli } from '#nfold/cli';
import { commands } from '#nfold/cli/commands';

type Entry = AnyCommand | CommandGroup;

const idle = (command: AnyCommand): AnyCommand => ({
  ...command,
  run: () => Promise.resolve({ result: null, lines: [] }),
});
const idleCommands = commands.map((entry): Entry =>
  entry.kind === 'group' ? { ...entry, commands: entry.commands.map(idle) } : idle(entry),
);

for (const words of JSON.parse(process.argv[2]) as string[][]) {
  if ((await runCli(words, idleCommands)) === 0) continue;
  process.stderr.write(`refused: nfold ${words.join(' ')}\n`);
  process.exitCode = 1;
}
