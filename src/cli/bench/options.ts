import { didYouMean } from '../../core/index.js';
import { existsSync } from 'node:fs';
import type { ReportFormat } from '../../report/index.js';
import { type TargetName, target } from '../map/target.js';
import { plot, repeatedOutputFiles, report } from '../options/files.js';
import { toggle } from '../options/choice.js';
import { optionalWholeNumber } from '../options/numbers.js';
import { workerCounts } from '../options/workers.js';
import { refuse } from '../refuse.js';
import type { OptionSpec, VariadicSpec } from '../spec.js';
import { encodeBaselineName } from './baseline.js';
import type { SizeRange } from './crossover.js';
import { type ScanValues, scan } from './scan.js';

/** As `REPORT_FORMATS` of report/, which is not loaded before a file is written. */
const EXPORTS: readonly ReportFormat[] = ['.json', '.csv', '.md', '.html', '.svg', '.png'];

/** Functions to be timed; `builtIn` are the commands that could have been meant. */
export function jobs(builtIn: readonly string[]): VariadicSpec<TargetName> {
  return {
    placeholder: 'MODULE#EXPORT',
    description: 'functions to time: a module file and the name of its export, such as ./my.js#job',
    variadic: true,
    optional: true,
    parse(text) {
      if (/^[a-z][a-z-]*$/i.test(text) && !existsSync(text)) {
        const rule = `one of ${builtIn.join(', ')}, or a function such as ./my.js#job`;
        throw refuse('the job', rule, text, didYouMean(text, builtIn));
      }
      return target.parse(text);
    },
    show: ({ module, name }) => `${module}#${name}`,
  };
}

/** Whole programs, as a shell would run them; may be repeated. */
const command: OptionSpec<readonly string[]> = {
  placeholder: 'LINE',
  description: 'a command line to time, run by the shell; repeat it for others to compare',
  parse(text, flag, earlier = []) {
    if (text.trim() === '') throw refuse(flag, 'a command line', text);
    if (earlier.includes(text)) throw refuse(flag, 'different from the others', text);
    return [...earlier, text];
  },
  fallback: () => [],
};

const args: OptionSpec<string | undefined> = {
  placeholder: 'JSON,…',
  description:
    'arguments of the functions: values in JSON with commas between, other words as texts, such as \'1e6,"mean"\'',
  parse(text, flag) {
    parseArguments(text, flag);
    return text;
  },
  fallback: () => undefined,
};

/** The values of `--args`. */
export function parseArguments(text: string | undefined, flag = '--args'): unknown[] {
  if (text === undefined || text.trim() === '') return [];
  try {
    return JSON.parse(`[${text}]`) as unknown[];
  } catch {
    if (/["[\]{}]/.test(text.replaceAll(/\{\w+\}/g, ''))) {
      throw refuse(flag, 'values in JSON with commas between', text);
    }
    return text.split(',').map((part) => wordOf(part.trim()));
  }
}

function wordOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What to do with a baseline of that name. */
export interface BaselineOption {
  readonly action: 'save' | 'compare';
  readonly name: string;
}

export const baseline: OptionSpec<BaselineOption | undefined> = {
  placeholder: 'save|compare NAME',
  description:
    'keep the times under a name in .nfold/baselines, or compare with those: improved, regressed, no change',
  parse(text, flag) {
    const [, action = '', name = ''] = /^(save|compare)[ =:](.+)$/.exec(text) ?? [];
    if (action !== 'save' && action !== 'compare') throw refuse(flag, 'save NAME or compare NAME', text);
    return { action, name: encodeBaselineName(name, flag) };
  },
  fallback: () => undefined,
};

export const budget: OptionSpec<number | undefined> = {
  placeholder: 'SECONDS',
  description: 'about how long the timed runs of one comparison may take',
  defaultText: '5',
  parse(text, flag) {
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value < Infinity) return value;
    throw refuse(flag, 'a number of seconds above 0', text);
  },
  fallback: () => undefined,
};

export const exportFiles = repeatedOutputFiles('write the result', EXPORTS);

export const rounds = optionalWholeNumber(
  'how often each is timed',
  1,
  'as often as --budget allows, at least 6; 20 with --baseline',
);

export const warmup = optionalWholeNumber('untimed runs of each before the timed ones', 0, '1');

export const details = toggle('print also how the times are spread, processor time, memory, collections');

/** What everything that is timed may be told. */
export const timingOptions = {
  rounds,
  budget,
  warmup,
  details,
  plot,
  report,
  export: exportFiles,
  baseline,
};

/** Sizes of a job, for the question from which one on workers pay. */
const crossoverSizes: OptionSpec<SizeRange | undefined> = {
  placeholder: 'NAME=SIZES',
  description:
    'finds the size from which workers pay, such as n=10..1e6: how many calls, or, where {n} stands in --args, the size of a call',
  parse(text, flag) {
    const { parameter, values } = scan.parse(text, flag) as ScanValues;
    const sizes = values.filter((value) => typeof value === 'number' && value > 0 && Number.isInteger(value));
    if (sizes.length < Math.max(2, values.length))
      throw refuse(flag, 'a name with two whole numbers above 0 or more, such as n=10..1e6', text);
    return { parameter, values: (sizes as number[]).sort((a, b) => a - b) };
  },
  fallback: () => undefined,
};

export const jobOptions = {
  command,
  args,
  workers: {
    ...workerCounts,
    description: 'calls the function --items times, serially and by each of these numbers of workers',
    defaultText: undefined,
  },
  items: optionalWholeNumber(
    'with --workers or --crossover: call it with i = 0, 1, … N-1 before its --args',
    1,
    '64',
  ),
  anyResult: toggle('results may differ, between functions and from run to run: do not compare them'),
  sameOutput: toggle('the programs must print the same'),
  ignoreFailure: toggle('time programs that end with an exit code other than 0 as well'),
  scan,
  crossover: crossoverSizes,
  ...timingOptions,
};
