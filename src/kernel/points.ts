/** Formulas of several variables: at single points, and as loops of their own over blocks of points. */
import { type Expression, javaScriptName, parse, toJavaScript } from '../expression/index.js';
import { ownLoop } from '../core/index.js';
import { columnLoop, withColumns } from './columns.js';

/** A formula as text, or parsed. */
export type Formula = string | Expression;

/**
 * Writes the formula's values at `count` points into `out`. Coordinate k of point i is `points[k * count + i]`; `constants` are the values
 * of the names that are the same at all points.
 */
export type BlockLoop = (
  points: Float64Array,
  count: number,
  out: Float64Array,
  constants?: readonly number[],
) => void;

/** Rows a call: the columns of a few variables fit into a processor's second-level cache. */
const ROWS = 4096;

export function variablesIn(formula: Formula): readonly string[] {
  return parsed(formula).variables;
}

/**
 * The loop of a formula, in WebAssembly where that is possible, with the same bits everywhere.
 *
 * @param variables the names of the coordinates
 * @param constants the names of numbers that every call brings along
 */
export function blockLoop(
  formula: Formula,
  variables: readonly string[],
  constants: readonly string[] = [],
): BlockLoop {
  const expression = parsed(formula);
  const inputs = variables.filter((name) => expression.variables.includes(name));
  const places = inputs.map((name) => variables.indexOf(name));
  const output = nameBeside([...variables, ...constants]);
  const loop = columnLoop({
    inputs,
    scaled: inputs.map(() => false),
    constants,
    equations: [{ name: output, expression }],
    outputs: [output],
  });
  const unscaled = inputs.flatMap(() => [0, 1]);
  return (points, count, out, values = []) => {
    const rows = Math.min(ROWS, count + (count % 2));
    const numbers = [...values, ...unscaled];
    withColumns(inputs.length + 1, rows, (columns) => {
      for (let from = 0; from < count; from += rows) {
        const many = Math.min(rows, count - from);
        for (const [k, place] of places.entries()) {
          const start = place * count + from;
          columns.arrays[k].set(points.subarray(start, start + many));
        }
        loop(columns, many, numbers);
        out.set(columns.arrays[inputs.length].subarray(0, many), from);
      }
    });
  };
}

/** A function of a point, made of arithmetic and `Math` alone, so that it can be sent to workers. */
export function pointFunction(
  formula: Formula,
  variables: readonly string[],
): (x: ArrayLike<number>) => number {
  const { temporaries, value } = toJavaScript(parsed(formula).root);
  const names = [...variables.map((name, k) => `${javaScriptName(name)} = x[${k}]`), ...temporaries];
  const declaration = names.length === 0 ? '' : `let ${names.join(', ')}; `;
  const source = `"use strict"; return (x) => { ${declaration}return ${value}; };`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is generated from the tree, never the user's text
  return new Function(source)() as (x: ArrayLike<number>) => number;
}

/**
 * Functions of one coordinate, made of arithmetic and `Math` alone, which read their constants from an array at each call. V8 optimises
 * those of one formula together, and apart from all others.
 */
export function memberFunction(
  formula: Formula,
  variable: string,
  constants: readonly string[],
): (values: ArrayLike<number>) => (x: number) => number {
  const { temporaries, value } = toJavaScript(parsed(formula).root);
  const names = [...constants.map((name, i) => `${javaScriptName(name)} = p[${i}]`), ...temporaries];
  const declaration = names.length === 0 ? '' : `let ${names.join(', ')}; `;
  return ownLoop(`(p) => (${javaScriptName(variable)}) => { ${declaration}return ${value}; }`);
}

function parsed(formula: Formula): Expression {
  return typeof formula === 'string' ? parse(formula) : formula;
}

function nameBeside(taken: readonly string[]): string {
  let name = 'value';
  while (taken.includes(name)) name += '_';
  return name;
}
