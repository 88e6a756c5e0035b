// How right results are, as tables: what stands behind the name of a result in the comments of a page.
import { tableOf } from './markdown.mjs';

const rowName = ({ method, breakpoints }) => (breakpoints === true ? `${method} with breakpoints` : method);

/** Solved / silently wrong / median evaluations, by set and tolerance. */
function oneDimension(results, by, names) {
  const columns = [...new Map(results.map(({ set, rtol }) => [`${set} ${rtol}`, { set, rtol }])).values()];
  const SETS = { integrals_1d: '30 public', integrals_1d_more: '86 more' };
  const cell = (name, { set, rtol }) => {
    const found = results.filter((one) => one.set === set && one.rtol === rtol);
    const told = by === 'method' ? found.find((one) => rowName(one) === name)?.all : found[0].families[name];
    if (told === undefined) return '';
    const { integrals, solved, silentlyWrong, medianEvaluations } = told;
    const of = by === 'method' ? '' : ` of ${integrals}`;
    return `${solved} / ${silentlyWrong} / ${medianEvaluations}${of}`;
  };
  return tableOf({
    columns: [by, ...columns.map(({ set, rtol }) => `${SETS[set]}, ${rtol.toExponential()}`)],
    rows: names.map((name) => [
      by === 'method' ? `\`${name}\`` : name,
      ...columns.map((column) => cell(name, column)),
    ]),
  });
}

const percent = (share) => `${(100 * share).toFixed(0)} %`;
const tenths = (share) => `${(100 * share).toFixed(1)} %`;

/** The names of what the methods of several dimensions are called by. */
const METHODS = {
  auto: '`integrateN`',
  'genz-malik': '`cubature`, Genz and Malik',
  vegas: '`vegas`, and `random: true`',
  qmc: '`qmc`',
  'monte-carlo': '`monteCarloN`',
};

/** Error, and how it keeps to its estimate, by method and set of cases. */
function severalDimensions({ results }) {
  const sets = Object.keys(results);
  const cells = ({ error, beyond5, within2 }) => [error.toExponential(1), percent(beyond5), percent(within2)];
  return tableOf({
    columns: ['method', ...sets.flatMap((set) => [`${set}: error`, 'beyond 5', 'within 2'])],
    rows: Object.entries(METHODS).map(([method, name]) => [
      name,
      ...sets.flatMap((set) =>
        cells(results[set].find((one) => one.method === method && one.family === 'all')),
      ),
    ]),
  });
}

/** How often intervals hold the mean, with a stop and without. */
function coverage({ rows }) {
  return tableOf({
    columns: [
      'output',
      'half width that takes',
      'runs made',
      'hold with a stop',
      'hold with as many runs, fixed',
    ],
    rows: rows.map(({ output, needed, stopped, fixed }) => [
      output,
      `${needed.toLocaleString('en')} runs`,
      Math.round(stopped.runs).toLocaleString('en'),
      tenths(stopped.coverage),
      tenths(fixed),
    ]),
  });
}

/** How often `verdict` is wrong, by noise and number of rounds. */
function falseAlarms({ counts, rows }) {
  return tableOf({
    columns: ['times', ...counts.map((n) => `${n} rounds`)],
    rows: rows.map((row) => [row.noise, ...row.falseAlarms.map(tenths)]),
  });
}

/** How honest vegas is, by family. */
function vegas({ results }) {
  return tableOf({
    columns: ['family', 'error', 'estimate', 'within 1', 'within 2', 'within 5', 'suspect'],
    rows: results.map(({ family, error, estimate, within, suspect }) => [
      family,
      ...[error, estimate].map((value) => value.toExponential(1)),
      ...[within[1], within[2], within[5], suspect].map(percent),
    ]),
  });
}

/** Errors of vegas beside those of vegas+, by family. */
function vegasPlus({ results }) {
  return tableOf({
    columns: ['family', '`vegas`: error', 'within 2', 'vegas+: error', 'within 2', 'vegas+ / `vegas`'],
    rows: results.map(({ family, vegas: own, plus }) => [
      family,
      ...[own, plus].flatMap(({ error, within2 }) => [error.toExponential(1), percent(within2)]),
      (plus.error / own.error).toPrecision(2),
    ]),
  });
}

export const accuracyViews = {
  vegas,
  'vegas-plus': vegasPlus,
  alarms: falseAlarms,
  coverage,
  dimensions: severalDimensions,
  methods: ({ results }) => oneDimension(results, 'method', [...new Set(results.map(rowName))]),
  families({ results }) {
    const automatic = results.filter(({ families }) => families !== undefined);
    return oneDimension(automatic, 'family', [
      ...new Set(automatic.flatMap(({ families }) => Object.keys(families))),
    ]);
  },
};
