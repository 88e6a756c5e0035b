import { isNfoldError } from '../../core/index.js';
import { constantValue } from '../../expression/index.js';
import { refuse } from '../refuse.js';

/** A number, a list of numbers, or the rows of a matrix. */
export type DrawValue = number | readonly DrawValue[];

/** What `NAME=DIST(…)` says, taken apart; whether there is such a distribution has not been asked yet. */
export interface DrawText {
  readonly text: string;
  /** One name, or several for a distribution of vectors. */
  readonly names: readonly string[];
  readonly distribution: string;
  /** In the order of the text; a name where one was given. */
  readonly values: readonly { readonly name?: string; readonly value: DrawValue }[];
}

const SHAPE = /^([^=()[\]]+)=\s*(\w+)\s*(?:\((.*)\))?\s*$/s;
const RULE = 'NAME=DIST(…), such as x=normal(3,5)';

/** Reads `x=normal(3, 5)`, `x=normal(scale=5)`, `u=random`, `a,b=mvnormal([0,1], [[1,0.5],[0.5,2]])`. */
export function parseDraw(text: string, flag: string): DrawText {
  const match = SHAPE.exec(text);
  if (match === null) throw refuse(flag, RULE, text);
  const [, left, distribution, inner = ''] = match;
  const names = left.split(',').map((name) => name.trim());
  const parts = inner.trim() === '' ? [] : split(inner, text, flag);
  return { text, names, distribution, values: parts.map((part) => argument(part, text, flag)) };
}

function argument(part: string, text: string, flag: string): { name?: string; value: DrawValue } {
  const [, name, rest] = /^\s*([A-Za-z_]\w*)\s*=(?!=)(.*)$/s.exec(part) ?? [undefined, undefined, part];
  return { name, value: valueOf(rest.trim(), text, flag) };
}

function valueOf(part: string, text: string, flag: string): DrawValue {
  const list = /^\[(.*)\]$/s.exec(part);
  if (list !== null) return split(list[1], text, flag).map((inner) => valueOf(inner.trim(), text, flag));
  try {
    return constantValue(part);
  } catch (error) {
    if (!isNfoldError(error)) throw error;
    throw refuse(flag, `${RULE} with numbers as parameters`, text, `${JSON.stringify(part)} is none`);
  }
}

/** The parts between commas that stand in no brackets. */
function split(list: string, text: string, flag: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < list.length; i++) {
    if ('(['.includes(list[i])) depth++;
    else if (')]'.includes(list[i])) depth--;
    else if (list[i] === ',' && depth === 0) {
      parts.push(list.slice(start, i));
      start = i + 1;
    }
    if (depth < 0) break;
  }
  if (depth !== 0) throw refuse(flag, RULE, text, 'its brackets do not match');
  return [...parts, list.slice(start)];
}
