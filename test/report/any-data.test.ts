import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { convergencePlot, integrandPlot, scalingPlot, timelinePlot } from 'nfold/report';
import { elementsOf, exampleSpans, exampleSweep } from './support.js';

/* Whatever the data, a picture is a well-formed document with finite coordinates inside the sheet's width. */

const options = { seed: 4711, numRuns: 25 };
const number = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e300, -1e300, 5e-324, 0.1 + 0.2),
);

function check(svg: string): void {
  for (const { attributes } of elementsOf(svg)) {
    for (const [name, value] of Object.entries(attributes)) {
      assert.doesNotMatch(value, /NaN|Infinity|undefined/, name);
    }
  }
}

test('estimates of any size', async () => {
  const values = fc.array(fc.oneof(number, fc.constant(NaN)), { minLength: 1, maxLength: 40 });
  const data = fc.record({
    values: values.filter((list) => list.some(Number.isFinite)),
    exact: fc.option(number, { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(data, async (input) => check(await convergencePlot(input))),
    options,
  );
});

test('integrands of any size, on any range, with any text', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  const range = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  await fc.assert(
    fc.asyncProperty(number, range, range, text, async (scale, a, b, expression) => {
      fc.pre(a !== b);
      const f = (x: number): number => scale * Math.sin(x);
      const rectangles = [{ x0: a, x1: (a + b) / 2, height: f(a) }];
      const data = { f, a, b, expression, points: [a, b], rectangles, value: scale };
      check(await integrandPlot({ ...data, method: 'rectangles', error: Math.abs(scale) / 10 }));
      check(await integrandPlot({ ...data, method: 'monte-carlo', rectangles: [] }));
    }),
    options,
  );
});

test('sweeps and timelines of any duration', async () => {
  const sweep = await exampleSweep();
  const seconds = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
  await fc.assert(
    fc.asyncProperty(seconds, fc.integer({ min: 1, max: 40 }), async (factor, workers) => {
      const scale = (value: number): number => value * factor;
      const runs = sweep.runs.map((run) => {
        const { median, low, high, coverage } = run.time;
        const time = { median: scale(median), low: scale(low), high: scale(high), coverage };
        return { ...run, seconds: run.seconds.map(scale), time };
      });
      check(await scalingPlot({ ...sweep, runs }));
      const spans = exampleSpans(workers, workers + 3, 0).map((span) => ({
        ...span,
        start: scale(span.start),
        end: scale(span.end),
      }));
      check(await timelinePlot({ serial: spans.slice(0, 1), parallel: spans }));
    }),
    options,
  );
});
