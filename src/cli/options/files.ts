import { extname } from 'node:path';
import { refuse } from '../refuse.js';
import { ROW_FORMATS } from '../../simulate/writers/index.js';
import { checkWritable } from '../output-file.js';
import type { OptionSpec } from '../spec.js';

/** A file to be written; that it can be is checked before any work starts. */
function outputFile(description: string, extensions: readonly string[]): OptionSpec<string | undefined> {
  return {
    placeholder: `FILE${extensions.join('|')}`,
    description,
    parse(text, flag) {
      if (!extensions.includes(extname(text).toLowerCase())) {
        throw refuse(flag, `a file name that ends in ${extensions.join(' or ')}`, text);
      }
      checkWritable(text, flag);
      return text;
    },
    fallback: () => undefined,
  };
}

/** Rows of numbers, in the format that the name says. */
export const rowFile = (description: string): OptionSpec<string | undefined> =>
  outputFile(description, ROW_FORMATS);
/** The same for any number of files: an option that may be repeated. */
export function repeatedOutputFiles(
  description: string,
  extensions: readonly string[],
): OptionSpec<readonly string[]> {
  const one = outputFile(description, extensions);
  return {
    placeholder: one.placeholder,
    description: `${description}; may be repeated`,
    parse: (text, flag, earlier = []) => [...earlier, one.parse(text, flag) ?? text],
    fallback: () => [],
  };
}

/** The picture of a command's result. */
export const plot = outputFile('write the picture of the result', ['.svg', '.png']);

/** Where a run that can go on later is kept. */
export const checkpoint = outputFile(
  'go on from this file if it is there, and write the state of the run into it (random methods)',
  ['.json'],
);

/** Everything about a run in one file that needs no network. */
export const report = outputFile('write a report of the run, one file to open in a browser', ['.html']);

/** The file that results are appended to as they come; that it can be written shows when it is opened. */
export const resultsFile: OptionSpec<string | undefined> = {
  placeholder: 'FILE',
  description: 'where the results go, a line each',
  defaultText: 'standard output',
  parse: (text) => text,
  fallback: () => undefined,
};
