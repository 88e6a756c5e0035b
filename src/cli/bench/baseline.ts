import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Verdict, verdict } from '../../bench/index.js';
import { NfoldError, didYouMean } from '../../core/index.js';
import type { Environment } from '../environment.js';
import { writeWhole } from '../../files/index.js';
import { refuse } from '../refuse.js';

/** Where baselines are kept, below the current folder. */
export const BASELINES = join('.nfold', 'baselines');
const SCHEMA = 'nfold-baseline/1';

/** Times that later ones can be compared with. */
export interface Baseline {
  readonly schema: typeof SCHEMA;
  readonly date: string;
  readonly command: string;
  readonly env: Environment;
  /** Seconds by variant, in the order of the rounds. */
  readonly seconds: Readonly<Record<string, readonly number[]>>;
}

export interface BaselineVerdict extends Verdict {
  readonly variant: string;
}

/** A name that can be a file's. */
export function encodeBaselineName(name: string, flag: string): string {
  if (/^\w[\w.-]{0,99}$/.test(name)) return name;
  throw refuse(`the name after ${flag}`, 'of letters, digits, dots and hyphens', name);
}

const pathOf = (name: string): string => join(BASELINES, `${name}.json`);

/** Writes the times and returns the file's path. `ERR_FILE` when it cannot be written. */
export function saveBaseline(name: string, content: Omit<Baseline, 'schema'>): string {
  const path = pathOf(name);
  try {
    mkdirSync(BASELINES, { recursive: true });
  } catch (error) {
    const message = `cannot make the folder ${BASELINES}: ${(error as Error).message}`;
    throw new NfoldError('ERR_FILE', message, { path }, { cause: error });
  }
  writeWhole(path, `${JSON.stringify({ schema: SCHEMA, ...content }, null, 2)}\n`);
  return path;
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` where there is none of that name, `ERR_FILE` for a file that is no baseline */
export function loadBaseline(name: string): Baseline {
  const path = pathOf(name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    const names = savedNames();
    const near = didYouMean(name, names);
    const has = names.length === 0 ? 'none is saved there' : `there are ${names.join(', ')}`;
    throw refuse('--baseline compare', `a baseline saved in ${BASELINES}`, name, near === '' ? has : near);
  }
  const content = parse(text);
  if (content !== undefined) return content;
  throw new NfoldError('ERR_FILE', `${path} is no baseline of nfold; save it again`, { path });
}

function parse(text: string): Baseline | undefined {
  try {
    const content = JSON.parse(text) as Baseline;
    const valid =
      content.schema === SCHEMA &&
      Object.values(content.seconds).every((times) => times.every((seconds) => seconds > 0));
    return valid ? content : undefined;
  } catch {
    return undefined;
  }
}

function savedNames(): string[] {
  try {
    return readdirSync(BASELINES)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length));
  } catch {
    return [];
  }
}

/** More variants than these share the false alarms of so many: the six blocks of a verdict cannot be surer. */
const MOST_SHARING = 23;
const FALSE_ALARMS = 0.05;

/**
 * The verdict on each variant that both have times of. At most 5 % of comparisons without a change call any of the
 * variants changed: several share these 5 % evenly (C. E. Bonferroni, 1936).
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` when there is none
 */
export function compareWith(
  name: string,
  { seconds: before }: Baseline,
  now: Readonly<Record<string, readonly number[]>>,
): BaselineVerdict[] {
  const common = Object.keys(now).filter((variant) => Object.hasOwn(before, variant));
  if (common.length === 0) {
    const had = Object.keys(before).join(', ');
    throw refuse(
      '--baseline compare',
      `a baseline of the same jobs as now (${Object.keys(now).join(', ')})`,
      name,
      `it has ${had}`,
    );
  }
  const confidence = 1 - FALSE_ALARMS / Math.min(common.length, MOST_SHARING);
  return common.map((variant) => ({
    variant,
    ...verdict(before[variant], now[variant], { confidence }),
  }));
}
