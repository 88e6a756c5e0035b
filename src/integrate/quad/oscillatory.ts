/**
 * Integrals of f(x) cos(omega x) and f(x) sin(omega x). A finite range is halved where f, not the product, asks for it
 * (filon-legendre.ts). On a half-line the integrals between the weight's zeros are an alternating series, summed by the epsilon
 * algorithm, as in QUADPACK's qawf.
 */
import { FilonLegendre } from '../rules/filon-legendre.js';
import { autoFinite } from './auto.js';
import { type Panels, panelShelf } from './panels.js';
import { type Found, type Goal, allowed } from './result.js';
import { Sampler, type ScalarIntegrand, spacing } from './sampler.js';
import { type Marks, sumSeries } from './tail.js';

export interface Wave {
  readonly type: 'cos' | 'sin';
  readonly omega: number;
}

/** Integrates over the ranges between neighbouring edges, all finite; the sampler is that of f alone. */
export function oscillatoryFinite(sampler: Sampler, edges: readonly number[], wave: Wave, goal: Goal): Found {
  const panels = panelShelf.take();
  panels.reset(0);
  const found = halved(sampler, edges, wave, goal, panels);
  panelShelf.put(panels);
  return found;
}

function halved(
  sampler: Sampler,
  edges: readonly number[],
  { type, omega }: Wave,
  goal: Goal,
  panels: Panels,
): Found {
  const rule = new FilonLegendre(omega);
  const add = (low: number, high: number): void => {
    rule.apply(sampler, low, high);
    panels.push(low, high, rule[type], rule.error, rule.noise, 0, 0, rule.values);
  };
  for (let i = 0; i + 1 < edges.length; i++) add(edges[i], edges[i + 1]);
  // A panel may agree with itself by chance; two more look between its points.
  let first = edges.length - 1;
  for (;;) {
    const [value, error, noise] = [
      panels.sum(panels.value),
      panels.sum(panels.error),
      panels.sum(panels.noise),
    ];
    goal.trace?.push({ evaluations: sampler.evaluations, value, error, step: `${panels.size} panels` });
    const found = { value, error, magnitude: noise / (2 * Number.EPSILON), method: 'filon-legendre' };
    if (error <= allowed(goal, value) && first <= 0) return { ...found, status: 'converged' };
    const [low, high] = [panels.low[0], panels.high[0]];
    const small = high - low <= 16 * Math.max(spacing(low), spacing(high));
    if (sampler.halted) return { ...found, status: 'budget-exhausted', message: 'f needs more evaluations' };
    if (small) return { ...found, status: 'suspect', message: `f cannot be resolved near x = ${low}` };
    if (error <= 4 * noise && first <= 0) {
      return { ...found, status: 'roundoff', message: 'rounding errors of f do not allow the tolerance' };
    }
    first--;
    panels.pop();
    add(low, low + (high - low) / 2);
    add(low + (high - low) / 2, high);
  }
}

/** Integrates over the half-line from `end`; the sampler is that of the product. */
export function oscillatoryHalfLine(
  product: Sampler,
  end: number,
  towards: 1 | -1,
  wave: Wave,
  goal: Goal,
): Found {
  const first = towards > 0 ? zeroAfter(wave, end) : -zeroAfter({ ...wave, omega: -wave.omega }, -end);
  const strict = { ...goal, rtol: Math.max(goal.rtol / 10, 1e-15) };
  const head =
    towards > 0 ? autoFinite(product, end, first, strict) : autoFinite(product, first, end, strict);
  if (head.status !== 'converged' && head.status !== 'roundoff') return head;
  return sumSeries(
    product,
    goal,
    head,
    first,
    new Equidistant(first, (towards * Math.PI) / Math.abs(wave.omega)),
  );
}

/** The first zero of the weight beyond x. */
function zeroAfter({ type, omega }: Wave, x: number): number {
  const w = Math.abs(omega);
  const offset = type === 'cos' ? 0.5 : 0;
  const k = Math.floor((w * x) / Math.PI - offset) + 1;
  return ((k + offset) * Math.PI) / w;
}

class Equidistant implements Marks {
  current: number;
  #k = 0;

  constructor(
    readonly first: number,
    readonly distance: number,
  ) {
    this.current = first;
  }

  next(): boolean {
    this.current = this.first + ++this.#k * this.distance;
    return true;
  }
}

/** f(x) times the weight, which keeps the integrand's number of arguments. */
export function productOf(f: ScalarIntegrand, { type, omega }: Wave): ScalarIntegrand {
  const weight = type === 'cos' ? Math.cos : Math.sin;
  return f.length > 1
    ? (x, distance) => f(x, distance) * weight(omega * x)
    : (x: number) => f(x, NaN) * weight(omega * x);
}
