import { type Sweep, sweep } from 'nfold/bench';
import { plot } from 'nfold/report';
import {
  estimates,
  exampleComparison,
  exampleSpans,
  exampleSweep,
  randomRectangles,
  uniforms,
} from './support.js';

/* One realistic picture of each kind, from made-up data that are the same each time. */

const arctangent = (x: number): number => 1 / (1 + x * x);
const wave = (x: number): number => Math.cos(3 * x);
const bell = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const COUNTS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];

/** Weak scaling on a made-up machine with two processors. */
export function weakSweep(): Promise<Sweep> {
  let time = 0;
  const random = uniforms(5);
  const job = {
    name: 'count words',
    run(workers: number, size: number): void {
      time += ((0.1 * size) / Math.min(Math.max(workers, 1), 2)) * (1 + 0.03 * random());
    },
  };
  return sweep(job, { workers: [0, 1, 2, 4], weak: true, processors: 2, repeats: 7, clock: () => time });
}

/** Strong scaling on a made-up machine with sixteen. */
function wideSweep(): Promise<Sweep> {
  let time = 0;
  const random = uniforms(15);
  const job = {
    name: 'render 4000 tiles',
    run(workers: number): void {
      const parallel = 0.05 + 0.95 / Math.min(workers, 16) + 0.002 * workers;
      time += (workers === 0 ? 1 : parallel) * (1 + 0.02 * random());
    },
  };
  const options = { workers: [0, 1, 2, 4, 8, 16, 32], processors: 16, repeats: 7, clock: () => time };
  return sweep(job, options);
}

function errors() {
  const random = uniforms(4);
  const series = (label: string, expectedSlope: number, error: (n: number) => number) => ({
    label,
    expectedSlope,
    points: COUNTS.map((evaluations) => ({ evaluations, error: error(evaluations) })),
  });
  return plot.error({
    what: '1/(1+x^2) from 0 to 1',
    series: [
      series('midpoint', -2, (n) => 0.02 / n ** 2),
      series('random rectangles', -1, (n) => (0.5 + random()) / n),
      series('Monte Carlo', -0.5, (n) => (0.05 + 0.2 * random()) / Math.sqrt(n)),
      {
        label: 'Gauss',
        points: [5, 10, 15, 21, 31].map((n) => ({ evaluations: n, error: n < 25 ? Math.exp(-1.6 * n) : 0 })),
      },
    ],
  });
}

function decay() {
  const random = uniforms(4);
  const trace = Array.from({ length: 20 }, (_, i) => {
    const error = 0.01 / Math.sqrt(i + 1);
    return { evaluations: 5000 * (i + 1), value: 1.234 + 2 * error * (random() - 0.5), error };
  });
  return plot.errorDecay({
    trace,
    method: 'vegas',
    standard: true,
    integral: '∫ exp(-x^2-y^2)*cos(z)',
    exact: 1.234,
    slope: -0.5,
  });
}

function histogram() {
  const random = uniforms(4);
  const counts = Array.from({ length: 60 }, (_, i) =>
    Math.round(10_000 * bell(-3 + (i + 0.5) / 10) * (1 + 0.05 * (random() - 0.5))),
  );
  return plot.histogram({
    name: 'y',
    counts,
    low: -3,
    high: 3,
    outside: 270,
    mean: 0.002,
    standardError: 0.003,
    sd: 1.0005,
    theory: { density: bell, label: 'theory: normal, mean 0, sd 1' },
    source: 'y = x1 + 2*x2 + eps',
  });
}

function distribution() {
  const random = uniforms(8);
  const values = Array.from({ length: 2000 }, () => 50 + 3 * (random() + random() + random() + random() - 2));
  const interval = { low: 46.9, high: 53.2, confidence: 0.95, method: 'bca' };
  return plot.distribution({ values, name: 'median of height', estimate: 50.1, ...interval });
}

const travelling = (workers: number, chunks: number) =>
  exampleSpans(workers, chunks).map((span) => ({
    ...span,
    sent: span.start - 0.0015,
    received: span.end + 0.001,
  }));

async function scan() {
  const points = [];
  for (const value of [1000, 10_000, 100_000, 1_000_000]) {
    points.push({ value, comparison: await exampleComparison(5, value / 1000) });
  }
  return plot.scan({ parameter: 'n', points });
}

function runs() {
  const random = uniforms(4);
  const trace = Array.from({ length: 20 }, (_, i) => ({
    runs: Math.floor(2 ** (i / 2 + 4)),
    mean: 3 + (0.2 * (random() - 0.5)) / (i + 1),
    halfWidth: 1.5 / 2 ** (i / 4 + 1),
  }));
  return plot.runs({ trace, exact: 3, label: 'mean wait' });
}

export const gallery: Readonly<Record<string, () => Promise<string>>> = {
  convergence: () =>
    plot.convergence({
      values: estimates(10_000),
      exact: Math.PI / 4,
      expression: '1/(1+x^2)',
      variant: 'sorted random points',
      mostDots: 1500,
    }),
  correlations: () =>
    plot.correlations({
      names: ['waiting time', 'queue', 'served', 'idle'],
      draws: 100_000,
      matrix: [
        [1, 0.91, -0.3, -0.62],
        [0.91, 1, -0.25, -0.5],
        [-0.3, -0.25, 1, 0.004],
        [-0.62, -0.5, 0.004, 1],
      ],
    }),
  distribution,
  efficiency: async () => plot.efficiency(await exampleSweep([0, 1, 2, 4], 5, true)),
  error: errors,
  errorDecay: decay,
  histogram,
  integrand: () =>
    plot.integrand({
      ...randomRectangles(30, 0, 3, wave),
      f: wave,
      a: 0,
      b: 3,
      expression: 'cos(3x)',
      method: 'rectangles',
      error: 0.02,
    }),
  'integrand-adaptive': () =>
    plot.integrand({
      f: arctangent,
      a: 0,
      b: 1,
      expression: '1/(1+x^2)',
      method: 'adaptive',
      points: Array.from({ length: 31 }, (_, i) => (1 - Math.cos((Math.PI * (i + 0.5)) / 31)) / 2),
      value: Math.PI / 4,
      error: 3.5e-16,
    }),
  runs,
  samples: async () => plot.samples(await exampleComparison(200)),
  scaling: async () => plot.scaling(await exampleSweep()),
  'scaling-weak': async () => plot.scaling(await weakSweep()),
  scan,
  speedup: async () => plot.speedup(await wideSweep()),
  'speedup-weak': async () => plot.speedup(await weakSweep()),
  timeline: () => plot.timeline({ serial: exampleSpans(1, 40), parallel: travelling(3, 40) }),
};
