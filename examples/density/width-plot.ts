import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export interface WidthPoint {
  readonly kernel: string;
  readonly width: number;
  readonly estimate: number;
  /** The estimate's mean over all samples that might have been drawn, and its standard deviation. */
  readonly expected: number;
  readonly sd: number;
}

const [WIDTH, HEIGHT] = [800, 440];
const TICKS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3];
const TITLE = 'Narrow windows scatter, wide ones fall below the true density (dashed)';

/** Estimates against the width of the window, with what theory expects of them, around the true density. SVG. */
export function widthPlot(points: readonly WidthPoint[], truth: number): string {
  const { document } = parseHTML('<!doctype html><html></html>');
  const cubes = points.filter(({ kernel }) => kernel === 'cube');
  const last = points.filter(({ width }) => width === points.at(-1)?.width);
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 64,
    marginRight: 100,
    marginBottom: 44,
    x: { type: 'log', label: 'width of the window', grid: true, ticks: TICKS, tickFormat: String },
    y: { label: 'density at the centre', grid: true },
    color: { domain: ['cube', 'Gaussian bell'], range: ['#0072b2', '#d55e00'] },
    marks: [
      Plot.areaY(cubes, {
        x: 'width',
        y1: ({ expected, sd }: WidthPoint) => expected - 2 * sd,
        y2: ({ expected, sd }: WidthPoint) => expected + 2 * sd,
        fill: '#59636e',
        fillOpacity: 0.18,
      }),
      Plot.ruleY([truth], { stroke: '#1f2328', strokeDasharray: '6 4' }),
      Plot.line(points, { x: 'width', y: 'expected', stroke: 'kernel', strokeWidth: 1.2 }),
      Plot.dot(points, { x: 'width', y: 'estimate', fill: 'kernel', r: 2.6 }),
      Plot.text(last, {
        x: 'width',
        y: 'expected',
        text: 'kernel',
        fill: 'kernel',
        textAnchor: 'start',
        dx: 8,
      }),
      Plot.text([TITLE], { frameAnchor: 'top', dy: -34, text: (text: string) => text, fontSize: 15 }),
    ],
    marginTop: 52,
  });
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  const font = 'font-family="system-ui, sans-serif" font-size="13" text-anchor="middle"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>${figure.innerHTML}</svg>\n`;
}
