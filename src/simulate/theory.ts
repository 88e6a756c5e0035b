import { type Expression, type Node, type System, children, compile } from '../expression/index.js';
import { distributions } from '../random/index.js';
import type { Draw } from './draw.js';
import type { PlannedDraw } from './model-plan.js';

/** What theory knows of an output that is linear in independent draws, or in normals that vary together. */
export interface Theory {
  readonly mean: number;
  readonly sd: number;
  /** Whether the output is normal, all its draws being so. */
  readonly normal: boolean;
}

/** constant + the sum of coefficient times draw. */
interface Linear {
  readonly constant: number;
  readonly coefficients: ReadonlyMap<string, number>;
}

/** The theory of each output that is linear in the draws and whose draws have a mean and a finite variance. */
export function theoryOf(
  system: System,
  planned: readonly PlannedDraw[],
  parameters: Readonly<Record<string, number>>,
): Record<string, Theory> {
  const draws = Object.fromEntries(planned.map(({ name, draw }) => [name, draw]));
  const known = new Map<string, Linear>();
  for (const name of Object.keys(draws)) known.set(name, { constant: 0, coefficients: new Map([[name, 1]]) });
  for (const [name, value] of Object.entries(parameters)) known.set(name, constant(value));
  const found: Record<string, Theory> = {};
  for (const { name, expression } of system.equations) {
    const linear = linearIn(expression.root, known);
    if (linear === undefined) continue;
    known.set(name, linear);
    const theory = momentsOf(linear, draws);
    if (Number.isFinite(theory.mean) && Number.isFinite(theory.sd)) found[name] = theory;
  }
  return found;
}

const NONE: ReadonlyMap<string, number> = new Map();

function constant(value: number): Linear {
  return { constant: value, coefficients: NONE };
}

function linearIn(node: Node, known: ReadonlyMap<string, Linear>): Linear | undefined {
  if (node.type === 'number') return constant(node.value);
  if (node.type === 'variable') return known.get(node.name);
  if (node.type === 'unary' && node.operator === '-') return times(-1, linearIn(node.operand, known));
  if (node.type === 'binary') {
    const [left, right] = [linearIn(node.left, known), linearIn(node.right, known)];
    if (left === undefined || right === undefined) return undefined;
    if (node.operator === '+') return sum(left, right);
    if (node.operator === '-') return sum(left, times(-1, right)!);
    if (node.operator === '*' && left.coefficients.size === 0) return times(left.constant, right);
    if (node.operator === '*' && right.coefficients.size === 0) return times(right.constant, left);
    if (node.operator === '/' && right.coefficients.size === 0) return times(1 / right.constant, left);
  }
  return constantOf(node, known);
}

function times(factor: number, linear: Linear | undefined): Linear | undefined {
  if (linear === undefined) return undefined;
  const coefficients = new Map([...linear.coefficients].map(([name, value]) => [name, factor * value]));
  return { constant: factor * linear.constant, coefficients };
}

function sum(a: Linear, b: Linear): Linear {
  const coefficients = new Map(a.coefficients);
  for (const [name, value] of b.coefficients) coefficients.set(name, (coefficients.get(name) ?? 0) + value);
  return { constant: a.constant + b.constant, coefficients };
}

/** Any operation on what does not depend on draws. */
function constantOf(node: Node, known: ReadonlyMap<string, Linear>): Linear | undefined {
  const values = new Map<string, number>();
  const isConstant = (part: Node): boolean => {
    if (part.type !== 'variable') return children(part).every(isConstant);
    const linear = known.get(part.name);
    if (linear === undefined || linear.coefficients.size > 0) return false;
    values.set(part.name, linear.constant);
    return true;
  };
  if (!isConstant(node)) return undefined;
  const expression: Expression = {
    source: '',
    root: node,
    variables: [...values.keys()],
    toString: () => '',
  };
  return constant(compile(expression)(...values.values()));
}

function momentsOf(
  { constant: offset, coefficients }: Linear,
  draws: Readonly<Record<string, Draw>>,
): Theory {
  let [mean, variance, normal] = [offset, 0, true];
  const used = [...coefficients].filter(([, coefficient]) => coefficient !== 0);
  for (const [name, a] of used) {
    const draw = draws[name];
    if (draw.distribution !== 'mvnormal') {
      const { mean: meanOf, variance: varianceOf } = distributions[draw.distribution];
      const [p, q, r] = draw.parameters;
      mean += a * meanOf(p, q, r);
      variance += a * a * varianceOf(p, q, r);
      normal &&= draw.distribution === 'normal' || draw.distribution === 'standardNormal';
      continue;
    }
    mean += a * draw.mean[draw.component];
    for (const [k, other] of draw.names.entries()) {
      variance += a * (coefficients.get(other) ?? 0) * draw.covariance[draw.component][k];
    }
  }
  return { mean, sd: Math.sqrt(variance), normal };
}
