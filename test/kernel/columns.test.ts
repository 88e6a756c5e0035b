import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnLoop, columnSummary, scalarLoop, withColumns } from '#nfold/kernel';
import { workspace } from '#nfold/wasm';
import { parseSystem } from 'nfold/expression';
import { Moments, QuantileSketch, momentsOfSums, productSum } from 'nfold/stats';

const ROWS = 64;
const seed = 20_261_125;
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

test('equations have the same bits in WebAssembly and in JavaScript', () => {
  const { equations, names } = parseSystem(
    'z = y > 0 ? sqrt(y) : k*x; y = x^3 - sin(x) + w; both = (x^3 - sin(x))*z + x^-2; w = max(u, x)',
  );
  const shape = { inputs: ['x', 'u'], scaled: [true, false], constants: ['k'], equations, outputs: names };
  const loops = [columnLoop(shape), scalarLoop(shape)];
  const rows = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: ROWS });
  fc.assert(
    fc.property(rows, number, number, number, (values, k, offset, scale) => {
      const results = loops.map((loop) =>
        withColumns(2 + names.length, ROWS, (columns) => {
          values.forEach((row, i) => row.forEach((value, j) => (columns.arrays[j][i] = value)));
          loop(columns, values.length, [k, offset, scale, 0, 1]);
          return columns.arrays.map((array) => Array.from(array.subarray(0, values.length)));
        }),
      );
      assert.deepEqual(results[0], results[1]);
    }),
    { seed },
  );
});

test('summaries of columns have the bits of those of arrays', () => {
  const pairs = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: ROWS });
  fc.assert(
    fc.property(pairs, (rows) => {
      withColumns(2, ROWS, ({ arrays, addresses }) => {
        rows.forEach((row, i) => row.forEach((value, j) => (arrays[j][i] = value)));
        const n = rows.length;
        const [x, y] = arrays.map((array) => array.subarray(0, n));
        const expected = new Moments().addAll(x).state;
        const { range, powers, products } = columnSummary();
        const moments = workspace().withScratch(64, (out) => {
          const doubles = (): number[] => Array.from(workspace().doubles(out, 4));
          range(addresses[0], n, out);
          const [sum, min, max] = doubles();
          powers(addresses[0], n, out, sum / n);
          const [s1, s2, s3, s4] = doubles();
          return momentsOfSums({ n, guess: sum / n, s1, s2, s3, s4, min, max });
        });
        assert.deepEqual(moments, expected);
        const means = [expected.mean, new Moments().addAll(y).mean];
        assert.equal(
          products(addresses[0], addresses[1], n, means[0], means[1]),
          productSum(x, means[0], y, means[1], n),
        );
      });
    }),
    { seed },
  );
});

test('bins are those of the sketch, with what is far at either end', () => {
  const sketch = QuantileSketch.around([-1, 0, 1, 2, 0.5], 8);
  const { low, width, bins } = sketch.grid;
  const values = [-1e300, low - width / 2, low, 0, 0.5, 0.5, low + width * 7.999, low + width * 8, 1e9];
  const counts = withColumns(1, ROWS, ({ arrays, addresses }) => {
    arrays[0].set(values);
    return workspace().withScratch(4 * (bins + 2), (address) => {
      const words = workspace()
        .allWords.subarray(address / 4, address / 4 + bins + 2)
        .fill(0);
      columnSummary().bins(addresses[0], values.length, address, low, 1 / width, bins);
      return Array.from(words);
    });
  });
  assert.equal(counts[0], 2);
  assert.equal(counts[bins + 1], 2);
  const inGrid = new QuantileSketch(sketch.grid).addGridCounts(counts.slice(1, -1));
  assert.deepEqual(inGrid.addFar(values).state, sketch.addAll(values).state);
});
