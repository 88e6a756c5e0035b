import { invalidArgument } from '../core/index.js';
import { BLUE, INK, MUTED, ON_DARK, SHADE, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture } from './picture.js';
import { formatCount } from './text.js';

export interface CorrelationData {
  /** The names of the variables. */
  readonly names: readonly string[];
  /** Correlations, a row for each variable, from -1 to 1; NaN where a variable does not vary. Symmetric, or it is refused. */
  readonly matrix: readonly ArrayLike<number>[];
  /** How many draws they are from: the small print. */
  readonly draws?: number;
}

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** A colour this strong wants light text. */
const STRONG = 0.75;
/** With more variables than this the numbers would not fit. */
const MOST_NUMBERS = 14;
const LONGEST_NAME = 14;

/**
 * A matrix of correlations: blue for positive ones, vermilion for negative ones, the stronger the fuller, with the numbers in the cells.
 * Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a matrix that is not square, not symmetric, or not within [-1, 1]
 */
export async function correlationPlot(data: CorrelationData): Promise<string> {
  const cells = cellsOf(data);
  const { names } = data;
  const shorten = (name: string): string =>
    name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  const room = 30 + 8 * Math.max(...names.map((name) => shorten(name).length));
  const side = Math.max(34, Math.min(64, Math.floor(440 / names.length)));
  const title = titleOf(cells);
  return drawPicture({
    title,
    description: `${title}. Matrix of the correlations of ${names.join(', ')}.`,
    legend: legend(),
    notes: data.draws === undefined ? [] : [`From ${formatCount(data.draws)} draws.`],
    height: side * names.length + 44,
    plot: (Plot) => ({
      marginLeft: room,
      marginRight: Math.max(20, 800 - room - Math.ceil(1.6 * side * names.length)),
      marginTop: 10,
      marginBottom: 34,
      x: { type: 'band', domain: [...names], label: null, tickSize: 0, padding: 0.04, tickFormat: shorten },
      y: { type: 'band', domain: [...names], label: null, tickSize: 0, padding: 0.04, tickFormat: shorten },
      marks: [
        Plot.cell(cells, {
          x: 'column',
          y: 'row',
          fill: fillOf,
          fillOpacity: ({ row, column, value }: Cell) =>
            Number.isNaN(value) ? 0 : row === column ? 1 : Math.abs(value),
          title: ({ row, column, value }: Cell) => `${row} and ${column}: ${show(value)}`,
        }),
        Plot.text(names.length > MOST_NUMBERS ? [] : cells, {
          x: 'column',
          y: 'row',
          text: ({ value }: Cell) => show(value),
          fill: inkOf,
        }),
      ],
      color: { type: 'identity' },
      opacity: { type: 'identity' },
    }),
  });
}

/** That a variable goes with itself is no news. */
const fillOf = ({ row, column, value }: Cell): string =>
  row === column ? SHADE : value < 0 ? VERMILION : BLUE;

const inkOf = ({ row, column, value }: Cell): string => {
  if (row === column) return MUTED;
  return Math.abs(value) > STRONG ? ON_DARK : INK;
};

const show = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−'));

function cellsOf({ names, matrix }: CorrelationData): Cell[] {
  const size = names.length;
  if (size === 0 || new Set(names).size < size)
    throw invalidArgument('names', 'a list of different names', names);
  if (matrix.length !== size || matrix.some((row) => row.length !== size))
    throw invalidArgument('matrix', `of ${size} rows with ${size} numbers each`, matrix.length);
  return names.flatMap((row, i) =>
    names.map((column, j) => {
      const value = matrix[i][j];
      if (Math.abs(value) > 1 + 1e-9)
        throw invalidArgument(`matrix[${i}][${j}]`, 'a correlation from -1 to 1', value);
      if (Math.abs(value - matrix[j][i]) > 1e-9)
        throw invalidArgument('matrix', `symmetric, which [${i}][${j}] and [${j}][${i}] are not`, value);
      return { row, column, value };
    }),
  );
}

/** The strongest correlation between different variables. */
function titleOf(cells: readonly Cell[]): string {
  const pairs = cells.filter(({ row, column, value }) => row !== column && !Number.isNaN(value));
  if (pairs.length === 0) return 'Nothing to correlate: fewer than two variables vary';
  const { row, column, value } = pairs.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a));
  if (Math.abs(value) < 0.005) return 'No two variables are correlated';
  return `The strongest correlation: ${row} with ${column}, ${show(value)}`;
}

function legend(): LegendEntry[] {
  return [
    { mark: 'box', colour: BLUE, label: 'positive' },
    { mark: 'box', colour: VERMILION, label: 'negative, the fuller the stronger' },
  ];
}
