/** A composite rule of Gauss and Kronrod on [0, 1] that is refined panel by panel. */
import { KRONROD_15 } from '../cubature/gauss-kronrod.js';

export const PANEL_NODES = 15;
/** Panels are not halved below this width. */
const NARROWEST = 2 ** -48;
/** The share of a panel's half width beyond its outermost node. */
const BLIND = 1 - KRONROD_15.nodes[PANEL_NODES - 1];

/** Weights that extrapolate the polynomial through a panel's nodes to its right end; mirrored for the left one. */
const TO_THE_END = barycentric(1);

function barycentric(x: number): Float64Array {
  const { nodes } = KRONROD_15;
  return nodes.map((xi, i) => nodes.reduce((p, xj, j) => (j === i ? p : (p * (x - xj)) / (xi - xj)), 1));
}

/** The panels of one axis; nodes 15 p … 15 p + 14 belong to panel p, which may lie anywhere. */
export class Panels {
  readonly lows: number[] = [0, 0.5];
  readonly widths: number[] = [0.5, 0.5];

  get size(): number {
    return PANEL_NODES * this.lows.length;
  }

  node(i: number): number {
    const p = Math.floor(i / PANEL_NODES);
    return this.lows[p] + 0.5 * this.widths[p] * (1 + KRONROD_15.nodes[i % PANEL_NODES]);
  }

  weight(i: number): number {
    return this.widths[Math.floor(i / PANEL_NODES)] * KRONROD_15.kronrod[i % PANEL_NODES];
  }

  /** The node that a uniform number chooses: each with its share of the axis. */
  nodeAt(u: number): number {
    const p = this.panelAt(u);
    let rest = (u - this.lows[p]) / this.widths[p];
    for (let i = 0; i < PANEL_NODES - 1; i++) {
      rest -= KRONROD_15.kronrod[i];
      if (rest < 0) return PANEL_NODES * p + i;
    }
    return PANEL_NODES * p + PANEL_NODES - 1;
  }

  panelAt(u: number): number {
    return this.lows.findIndex((low, p) => u >= low && u < low + this.widths[p]);
  }

  /** Halves a panel: the left half stays in its place, the right one comes last. Returns whether that was possible. */
  halve(p: number): boolean {
    if (this.widths[p] < NARROWEST) return false;
    this.widths[p] /= 2;
    this.lows.push(this.lows[p] + this.widths[p]);
    this.widths.push(this.widths[p]);
    return true;
  }

  /**
   * The error of each panel for a function given at all nodes: Kronrod less Gauss, sharpened as in QUADPACK, and what a step between
   * two panels may hide where neither has a node.
   */
  errors(values: Float64Array): Float64Array {
    const errors = Float64Array.from(
      this.widths,
      (width, p) => width * kronrodError(values, PANEL_NODES * p),
    );
    const order = Array.from(this.lows.keys()).sort((p, q) => this.lows[p] - this.lows[q]);
    for (let i = 0; i + 1 < order.length; i++) {
      const [p, q] = [order[i], order[i + 1]];
      const step = Math.abs(extrapolated(values, p, 1) - extrapolated(values, q, -1));
      for (const side of [p, q]) errors[side] += step * this.widths[side] * BLIND;
    }
    return errors;
  }
}

function kronrodError(values: Float64Array, at: number): number {
  const { kronrod, gauss } = KRONROD_15;
  let [value, rough, spread, size] = [0, 0, 0, 0];
  for (let i = 0; i < PANEL_NODES; i++) {
    value += kronrod[i] * values[at + i];
    rough += gauss[i] * values[at + i];
    size += kronrod[i] * Math.abs(values[at + i]);
  }
  for (let i = 0; i < PANEL_NODES; i++) spread += kronrod[i] * Math.abs(values[at + i] - value);
  const difference = Math.abs(value - rough);
  if (difference <= 4 * Number.EPSILON * size) return 0;
  return spread * Math.min(1, ((200 * difference) / spread) ** 1.5);
}

function extrapolated(values: Float64Array, panel: number, end: 1 | -1): number {
  let sum = 0;
  for (let i = 0; i < PANEL_NODES; i++) {
    sum += TO_THE_END[i] * values[PANEL_NODES * panel + (end === 1 ? i : PANEL_NODES - 1 - i)];
  }
  return sum;
}

/** Weights of the panel's nodes for its polynomial at `u`. */
export function interpolation(panels: Panels, u: number): { first: number; weights: Float64Array } {
  const p = Math.max(0, panels.panelAt(u));
  const x = (2 * (u - panels.lows[p])) / panels.widths[p] - 1;
  const hit = KRONROD_15.nodes.indexOf(x);
  const weights = hit < 0 ? barycentric(x) : KRONROD_15.nodes.map((_, i) => (i === hit ? 1 : 0));
  return { first: PANEL_NODES * p, weights };
}
