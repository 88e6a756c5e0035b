// Whatever looks measured in the documentation comes from bench/results; what only looks so is listed here, with the reason.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

interface Tables {
  readonly pages: () => { file: string; text: string }[];
  readonly withoutFigures: (text: string) => string;
}
const { pages, withoutFigures } = (await import(
  new URL('../../../scripts/bench-tables.mjs', import.meta.url).href
)) as Tables;

const NUMBER = String.raw`\d[\d.,]*(?:\s*±\s*[\d.]+)?(?:\s(?:to|and|or)\s\d[\d.,]*)?`;
const WORD = 'two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred|thousand';
const UNIT = 'ns|µs|ms|s|nanoseconds?|microseconds?|milliseconds?|seconds?|minutes?|times|[kMG]B';
/** A number with a unit of time or memory (sizes by design are in bytes and KiB), a share, or how many times as much. */
const FIGURE = new RegExp(`(?:${NUMBER}\\s?|\\b(?:${WORD})\\s)(?:${UNIT})(?![\\w^])|${NUMBER}\\s?%`, 'g');

/** What is not measured, by reason: page and words, which must be there. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'sizes, levels, limits and rules that nfold has by design': {
    'CHANGELOG.md': ['at most 5 % false alarms', '2 to 16 ms of work'],
    'docs/command-line.md': ['of more than two seconds', 'known to 1 % or', 'at most 5 % of comparisons'],
    'docs/estimators.md': [
      'exceeds 3 times the mean',
      'exceeds 10 times that mean',
      'more than 3 % of the variance',
    ],
    'docs/faults.md': ['after five seconds'],
    'docs/integration-nd.md': [
      'below 30 %, 1 %, 0.1 %',
      '20 and 40 % of the budget',
      'try 15 % each',
      'looks at 2 % of the budget',
      'at least five times below the next',
      'five times the largest',
      'holds 3 % of the variance',
    ],
    'docs/measuring.md': [
      'at most 5 % false alarms',
      'of it (1 %)',
      'at least 5 ms (',
      'three times in a row',
      'share the 5 % evenly',
      'Below some 10 ns a call',
      'by more than 5 % from first to last',
      'trend test at 1 %',
      'for less than 90 % of its time',
      'within 5 % of the best',
      'less than 0.9 times the work',
      'taken to be 50 ms until',
      'a message to cost 40 µs',
      'Mann-Whitney test at 5 %',
      'a `threshold` of 2 %',
      'stay below 5 %',
    ],
    'docs/pool-design.md': [
      'about every 20 ms',
      'takes less than 32 ms:',
      '8 times what has been measured',
      '16 ms of work: it ends before the 20 ms',
      'less than 2 ms of work, 2 ms,',
      'about 16 ms, large items',
      'results of the last 20 ms',
      '(1 to 100 ms)',
      'for five seconds',
      'more than 10 kB of numbers',
    ],
    'docs/pool-guide.md': [
      '2 to 16 ms of work',
      '(8 times what was)',
      '(16 ms of work)',
      'within 16 ms',
      'add up to 100 %',
    ],
    'docs/pool-transport.md': ['handed over from 10 kB on', 'from about 10 kB on', 'After 0.1 s a runner'],
    'docs/replications.md': ['some 16 ms, cut by'],
    'docs/runtimes.md': ['hangs after five minutes'],
  },
  'what a bench measures, and the definition of what it counts': {
    'docs/integration-1d.md': ['more than ten times the larger'],
    'docs/integration-nd.md': ['more than five times the estimate'],
    'docs/measuring.md': ['runs that vary by 5 %'],
    'docs/pool-transport.md': [
      '200 tasks of 10 ms and 20,000 of 0.1 ms',
      'are lost 1,000 times',
      '200 tasks of 10 ms, then 20,000 of 0.1 ms',
    ],
    'docs/replications.md': ['intervals of 95 % ('],
    'docs/speed-up.md': ['20,000 tasks of 0.1 ms'],
  },
  mathematics: {
    'docs/estimators.md': ['about 68 % of runs lie within one, 95 % within two'],
    'docs/integration.md': ['68 % of runs lie within one, 95 % within two'],
    'docs/integration-1d.md': ['has 2.5 % of its integral'],
    'docs/integration-nd.md': ['covers 95.4 %'],
    'docs/measuring.md': ['97 % for 6, 94 % for 5', 'the 95 % percentile'],
    'docs/replications.md': ['narrowing 95 % interval'],
    'docs/speed-up.md': [
      'Why not 16 times',
      'With s = 5 %',
      'more than 20 times as fast, and 16 are 9.1 times',
      'to s = 15 %',
    ],
    'docs/resampling.md': ['about 0.03 standard errors at 95 %'],
  },
  'the time that an external program was given': {
    'docs/random.md': ['ended after fifty minutes'],
  },
  'asserted by a test': {
    'docs/command-line.md': ['weighs less than 150 kB'],
    'docs/measuring.md': [
      'None gives more than 5 % false alarms',
      'more than 95 % of runs of 20 rounds whose times vary by 2 %',
    ],
    'docs/pool-design.md': ['are busy for 96 % of the time', 'stays within 6 % of an even share'],
  },
  "the lecture's own": {
    'docs/speed-up.md': [
      'five times as fast on 16 processors',
      'efficiency of 31 %',
      "lecture's 5 times on 16",
    ],
  },
};

const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ');

/** Of a page: no code, and no figures of bench/results. */
function prose(text: string): string {
  return withoutFigures(text)
    .replaceAll(/^```[\s\S]*?^```/gm, blank)
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/\d/g, 'N'))
    .replaceAll(/<!--[\s\S]*?-->/g, blank);
}

/** The words that are allowed on a page; lines may break between them. */
function allowedOn(file: string): { words: string; pattern: RegExp }[] {
  return Object.values(ALLOWED)
    .flatMap((byPage) => byPage[file] ?? [])
    .map((words) => {
      const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
      return { words, pattern: new RegExp(escaped, 'g') };
    });
}

/** `docs/page.md:12: 3.1 times`. */
function looseFigures(file: string, text: string): string[] {
  const rest = allowedOn(file).reduce((left, { pattern }) => left.replaceAll(pattern, blank), prose(text));
  return rest
    .split('\n')
    .flatMap((line, i) => [...line.matchAll(FIGURE)].map(([figure]) => `${file}:${i + 1}: ${figure}`));
}

describe('the documentation', () => {
  for (const { file, text } of pages()) {
    it(`${file}: has no figure that looks measured and is not from bench/results`, () => {
      assert.deepEqual(
        looseFigures(file, text),
        [],
        'put it between comments of scripts/bench-tables.mjs; or list it here, with a reason',
      );
    });
  }

  it('has everything that is listed here as no measurement', () => {
    const gone = pages().flatMap(({ file, text }) =>
      allowedOn(file)
        .filter(({ pattern }) => !pattern.test(prose(text)))
        .map(({ words }) => `${file}: ${words}`),
    );
    assert.deepEqual(gone, [], 'take these off the list');
  });

  it('would be caught with one', () => {
    for (const figure of [
      '1.9 ± 0.1 times faster',
      'takes 30 ms',
      'some three microseconds',
      '12 % less',
      '50 MB',
    ]) {
      assert.equal(looseFigures('a.md', `This ${figure}.\n`).length, 1, figure);
    }
    const written = 'This takes <!-- bench: x median 0 y -->30 ms<!-- /bench -->.\n';
    assert.deepEqual(looseFigures('a.md', written), []);
  });
});
