// What speaks for which method, as tables of the page that helps to choose one.
import { tableOf } from './markdown.mjs';

const SETS = { integrals_1d: 'public', integrals_1d_more: 'more' };

/** Over a range: how many integrals the named methods solve, how many are silently wrong, and the median of evaluations. */
function chosen({ results }, ...words) {
  const methods = words.join(' ').split('; ');
  const goals = [...new Map(results.map(({ set, rtol }) => [`${set} ${rtol}`, { set, rtol }])).values()];
  const cell = (method, { set, rtol }) => {
    const isIt = (one) =>
      one.method === method && one.set === set && one.rtol === rtol && one.breakpoints !== true;
    const { integrals, solved, silentlyWrong, medianEvaluations } = results.find(isIt).all;
    return `${solved} of ${integrals}, ${silentlyWrong} wrong, ${Math.round(medianEvaluations)}`;
  };
  return tableOf({
    columns: ['method', ...goals.map(({ set, rtol }) => `${SETS[set]}, ${rtol.toExponential()}`)],
    rows: methods.map((method) => [`\`${method}\``, ...goals.map((goal) => cell(method, goal))]),
  });
}

/** The names of what the methods of several dimensions are called by. */
const METHODS = {
  auto: '`auto`',
  'genz-malik': '`cubature`',
  vegas: '`vegas`',
  qmc: '`qmc`',
  'monte-carlo': '`monte-carlo`',
};

/** Over several dimensions: the geometric mean of the relative error by family of integrands and method; the smallest in bold. */
function kinds({ results }, set) {
  const methods = Object.keys(METHODS);
  const families = [...new Set(results[set].map(({ family }) => family))].filter((name) => name !== 'all');
  const row = (family) => {
    const errors = methods.map(
      (method) => results[set].find((one) => one.method === method && one.family === family)?.error,
    );
    const least = Math.min(...errors.filter((error) => error !== undefined));
    return errors.map((error) => {
      if (error === undefined) return '';
      return error === least ? `**${error.toExponential(1)}**` : error.toExponential(1);
    });
  };
  return tableOf({
    columns: ['integrands', ...methods.map((method) => METHODS[method])],
    rows: families.map((family) => [family, ...row(family)]),
  });
}

export const evidenceViews = { chosen, kinds };
