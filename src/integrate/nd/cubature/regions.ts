/** What a worker does with regions: evaluates a rule on each of them. */
import type { Evaluator } from '../integrand.js';
import type { Part, PartAnswer } from '../plan.js';
import { gaussKronrod } from './gauss-kronrod.js';
import { genzMalik } from './genz-malik.js';
import type { Assessment, CubatureRule, RuleName } from './rule.js';

/** Boxes of the unit cube. */
export interface RegionsPart extends Part {
  readonly kind: 'regions';
  readonly rule: RuleName;
  /** For each box its centre and its half widths, 2 d numbers. */
  readonly boxes: Float64Array;
}

export interface RegionsAnswer extends PartAnswer {
  /** Region by region the components' integrals. */
  readonly values: Float64Array;
  readonly errors: Float64Array;
  /** Which dimension each region is to be split in. */
  readonly splits: Uint8Array;
}

/** Points that are evaluated at once, about: they and their values stay in the nearest caches. */
const BLOCK = 1024;
/** Fourth differences this close to the largest count as equal; the widest side is split then. */
const NEARLY_EQUAL = 1 - 1e-9;

export function ruleFor(name: RuleName, dimension: number): CubatureRule {
  return name === 'genz-malik' ? genzMalik(dimension) : gaussKronrod(dimension);
}

/** Room that is used again from call to call. */
let points = new Float64Array(0);
let values = new Float64Array(0);

export function evaluateRegions(evaluator: Evaluator, { rule: name, boxes }: RegionsPart): RegionsAnswer {
  const { dimension: d, components: m } = evaluator;
  const rule = ruleFor(name, d);
  const count = boxes.length / (2 * d);
  const answer = {
    values: new Float64Array(count * m),
    errors: new Float64Array(count * m),
    splits: new Uint8Array(count),
  };
  const together = Math.max(1, Math.floor(BLOCK / rule.size));
  for (let from = 0; from < count; from += together) {
    const some = Math.min(together, count - from);
    if (points.length < some * rule.size * d) points = new Float64Array(some * rule.size * d);
    if (values.length < some * rule.size * m) values = new Float64Array(some * rule.size * m);
    placeNodes(rule, boxes, from, some, points);
    evaluator.evaluate(points, some * rule.size, values);
    assessAll(rule, boxes, from, some, m, answer);
  }
  return { ...answer, evaluations: count * rule.size, bad: evaluator.takeBad() };
}

function placeNodes(
  { nodes, size, dimension: d }: CubatureRule,
  boxes: Float64Array,
  from: number,
  some: number,
  out: Float64Array,
): void {
  for (let k = 0; k < d; k++) {
    const axis = nodes.subarray(k * size, (k + 1) * size);
    for (let r = 0; r < some; r++) {
      const box = 2 * d * (from + r) + k;
      place(axis, boxes[box], boxes[box + d], out, (k * some + r) * size);
    }
  }
}

function place(nodes: Float64Array, center: number, half: number, out: Float64Array, to: number): void {
  for (let j = 0; j < nodes.length; j++) out[to + j] = center + half * nodes[j];
}

function assessAll(
  rule: CubatureRule,
  boxes: Float64Array,
  from: number,
  some: number,
  m: number,
  answer: Pick<RegionsAnswer, 'values' | 'errors' | 'splits'>,
): void {
  const { dimension: d, size } = rule;
  const found: Assessment = { value: 0, error: 0 };
  const differences = new Float64Array(d);
  for (let r = 0; r < some; r++) {
    const box = 2 * d * (from + r);
    let volume = 1;
    for (let k = 0; k < d; k++) volume *= 2 * boxes[box + d + k];
    differences.fill(0);
    for (let c = 0; c < m; c++) {
      const at = (c * some + r) * size;
      rule.assess(values, at, volume, found);
      answer.values[(from + r) * m + c] = found.value;
      answer.errors[(from + r) * m + c] = found.error;
      rule.addDifferences(values, at, differences);
    }
    answer.splits[from + r] = dimensionToSplit(differences, boxes, box + d);
  }
}

/** The largest difference wins; among equal ones the widest side. */
function dimensionToSplit(differences: Float64Array, boxes: Float64Array, halves: number): number {
  let best = 0;
  for (let k = 1; k < differences.length; k++) {
    const [mine, most] = [differences[k], differences[best]];
    const equal = mine >= NEARLY_EQUAL * most && most >= NEARLY_EQUAL * mine;
    if (equal ? boxes[halves + k] > boxes[halves + best] : mine > most) best = k;
  }
  return best;
}
