import { existsSync, statSync } from 'node:fs';
import { type BitGeneratorName, NfoldError, type Seed, randomSeed } from '../../core/index.js';
import { isFolder } from '../output-file.js';
import { refuse } from '../refuse.js';
import { type Earlier, type RunMark, readEarlier } from './earlier.js';

/**
 * What an earlier run has left in the file that results are to go to; undefined where there is nothing.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` where results would be lost or mixed
 */
export function earlierResults(path: string, resume: boolean): Earlier | undefined {
  if (isFolder(path)) throw refuse('--out', 'a file that can be written', path, 'that is a folder');
  const size = existsSync(path) && statSync(path).isFile() ? statSync(path).size : 0;
  if (size === 0) return undefined;
  if (!resume)
    throw refuse(
      '--out',
      'a new or an empty file',
      path,
      `it holds ${size} bytes; go on with them by --resume, or choose another name`,
    );
  try {
    return readEarlier(path);
  } catch (error) {
    if (error instanceof NfoldError) throw error;
    throw refuse('--out', 'a file that can be read', path, (error as Error).message);
  }
}

export interface Randomness {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** The random numbers of a run: those of the earlier one that it goes on with, unless the option says the same. */
export function randomnessOf(
  run: RunMark | undefined,
  given: { readonly seed: Seed | undefined; readonly bitGenerator: BitGeneratorName },
): Randomness {
  const { seed = given.seed ?? randomSeed(), bitGenerator = given.bitGenerator } = run ?? {};
  const used = typeof seed === 'string' ? BigInt(seed) : seed;
  if (given.seed !== undefined && given.seed !== used)
    throw refuse('--seed', `${used}, the seed of the run to go on with`, String(given.seed));
  return { seed: used, bitGenerator: bitGenerator as BitGeneratorName };
}

/** Throws unless the earlier results are those of the same function. */
export function checkFunction(run: RunMark | undefined, id: string, path: string): void {
  if (run === undefined || run.function === id) return;
  throw refuse(
    'MODULE#EXPORT',
    `${run.function}, whose results are in ${path}`,
    id,
    'choose another --out for another function',
  );
}
