import { parseSystem } from '../../expression/index.js';
import type { ArgumentSpec, OptionSpec } from '../spec.js';
import { type DrawText, parseDraw } from './draw-text.js';

/** Equations, such as `y = x1 + 2*x2`; of a single expression the output is called y. */
export const model: ArgumentSpec<string> = {
  placeholder: 'MODEL',
  description: "equations such as 'y = alpha + 2*x', separated by semicolons",
  parse(text) {
    parseSystem(text, { output: 'y' });
    return text;
  },
};

/** What the model uses and does not define. */
export function variablesOf(text: string): readonly string[] {
  return parseSystem(text, { output: 'y' }).variables;
}

/** How a variable is drawn; once for each. */
export const draw: OptionSpec<readonly DrawText[]> = {
  placeholder: 'NAME=DIST(…)',
  description:
    "how a variable is drawn, such as 'x=normal(3,5)' or 'a,b=mvnormal([0,1],[[1,0.5],[0.5,2]])'; once for each",
  parse: (text, flag, earlier = []) => [...earlier, parseDraw(text, flag)],
  fallback: () => [],
  show: (draws) => draws.map(({ text }) => text),
};
