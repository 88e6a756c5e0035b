/**
 * Runs command lines (a JSON array of arrays of words, argument 1) one after another in one process, which costs less than a
 * process each, and prints what each said on standard error, and its exit code, as a JSON array.
 */
import { runCli } from '#nfold/cli';
import { commands } from '#nfold/cli/commands';

let said = '';
process.stderr.write = (text: string | Uint8Array): boolean => {
  said += String(text);
  return true;
};

const ends: { code: number; stderr: string }[] = [];
for (const words of JSON.parse(process.argv[2]) as string[][]) {
  said = '';
  const code = await runCli(words, commands);
  ends.push({ code, stderr: said });
}
process.stdout.write(JSON.stringify(ends));
