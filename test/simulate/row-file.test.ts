import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { ROW_FORMATS, type RowBlock, RowFile } from 'nfold/simulate/files';
import { stream } from 'nfold/random';
import { barePackage, runIn } from '../bare-package.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-rows-'));
after(() => rmSync(folder, { recursive: true }));

type Columns = Readonly<Record<string, readonly number[] | Float64Array>>;

/** Columns as consecutive blocks of at most `size` rows. */
function blocksOf(columns: Columns, size: number): RowBlock[] {
  const rows = Object.values(columns)[0].length;
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, rows - i * size),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, values.slice(i * size, (i + 1) * size)]),
    ),
  }));
}

async function write(name: string, columns: Columns, size = 100): Promise<Buffer> {
  const path = join(folder, name);
  const file = await RowFile.create(path, Object.keys(columns));
  for (const block of blocksOf(columns, size)) await file.write(block);
  await file.keep();
  return readFileSync(path);
}

/** A .npy file as NumPy's `lib.format` reads it. */
function readNpy(bytes: Buffer): { version: number; header: string; names: string[]; rows: number[][] } {
  assert.equal(bytes.subarray(0, 6).toString('latin1'), '\x93NUMPY');
  const [version, minor] = [bytes[6], bytes[7]];
  assert.equal(minor, 0);
  const [before, length] = version === 1 ? [10, bytes.readUInt16LE(8)] : [12, bytes.readUInt32LE(8)];
  assert.equal((before + length) % 64, 0, 'the rows begin at a multiple of 64 bytes');
  const header = bytes.subarray(before, before + length).toString(version === 1 ? 'latin1' : 'utf8');
  const match = /^\{'descr': \[(.*)\], 'fortran_order': False, 'shape': \((\d+),\), \} *\n$/.exec(header);
  assert.ok(match !== null, header.slice(0, 200));
  const fields = [...match[1].matchAll(/\('((?:[^'\\]|\\.)*)', '([<>])f8'\), /g)];
  assert.equal(fields.map(([whole]) => whole).join(''), match[1]);
  const names = fields.map(([, name]) => name.replaceAll(/\\(.)/g, '$1'));
  const data = bytes.subarray(before + length);
  assert.equal(data.length, 8 * names.length * Number(match[2]));
  const little = fields[0][2] === '<';
  const at = (i: number): number => (little ? data.readDoubleLE(8 * i) : data.readDoubleBE(8 * i));
  const rows = Array.from({ length: Number(match[2]) }, (_column, r) =>
    names.map((_, k) => at(r * names.length + k)),
  );
  return { version, header, names, rows };
}

const ODD = { x: [0.1, -0, 5e-324, 1e21, NaN], 'a,"b"': [1, Infinity, -Infinity, 2 ** 53, 1 / 3] };

test('CSV: a header, and numbers that read back as the same doubles', async () => {
  const bytes = await write('odd.csv', ODD);
  assert.equal(
    bytes.toString(),
    'x,"a,""b"""\n0.1,1\n-0,Inf\n5e-324,-Inf\n1e+21,9007199254740992\nNaN,0.3333333333333333\n',
  );
  const doubles = fc.array(fc.double(), { minLength: 1, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(doubles, async (x) => {
      const [, ...lines] = (await write('any.csv', { x })).toString().trimEnd().split('\n');
      const read = lines.map((line) => Number(line.replace('Inf', 'Infinity')));
      assert.deepEqual(read, x);
    }),
    { seed: 11, numRuns: 50 },
  );
});

test('.npy: the header that NumPy writes, and rows of doubles', async () => {
  const odd = readNpy(await write('odd.npy', ODD));
  assert.equal(odd.version, 1);
  assert.deepEqual(odd.names, ['x', 'a,"b"']);
  assert.deepEqual(
    odd.rows,
    [0, 1, 2, 3, 4].map((i) => [ODD.x[i], ODD['a,"b"'][i]]),
  );
  const greek = readNpy(await write('greek.npy', { α: [1], "it's": [2] }));
  assert.equal(greek.version, 3);
  assert.deepEqual([greek.names, greek.rows], [['α', "it's"], [[1, 2]]]);
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, k) => [`column${k}`, [k]]));
  const { version, names, rows } = readNpy(await write('wide.npy', wide));
  assert.deepEqual([version, names.length, rows[0][4999]], [3, 5000, 4999]);
});

test('.npy: whatever the number of names and rows, the header that replaces the first one is as long', async () => {
  const counts = fc.record({
    columns: fc.integer({ min: 1, max: 40 }),
    rows: fc.integer({ min: 0, max: 1100 }),
  });
  await fc.assert(
    fc.asyncProperty(counts, async ({ columns, rows }) => {
      const table = Object.fromEntries(
        Array.from({ length: columns }, (_column, k) => [
          `x${k}`,
          new Float64Array(rows).map((zero, r) => zero + r + k),
        ]),
      );
      const read = readNpy(await write('any.npy', table, 137)).rows;
      assert.equal(read.length, rows);
      for (const [r, row] of read.entries()) assert.equal(row[columns - 1], r + columns - 1);
    }),
    { seed: 5, numRuns: 40 },
  );
});

test('Parquet: row groups that another reader understands', async () => {
  const rows = 300_000;
  const table = {
    x: stream(1).fillNormal(new Float64Array(rows)),
    y: stream(2).fillRandom(new Float64Array(rows)),
  };
  await write('large.parquet', table, 16_384);
  const file = await asyncBufferFromFile(join(folder, 'large.parquet'));
  const metadata = await parquetMetadataAsync(file);
  assert.deepEqual(
    metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
    [262_144, rows - 262_144],
  );
  assert.equal(metadata.created_by, 'nfold');
  const read = await parquetReadObjects({ file, rowStart: 262_000, rowEnd: 262_300 });
  assert.deepEqual(
    read,
    Array.from({ length: 300 }, (_, i) => ({ x: table.x[262_000 + i], y: table.y[262_000 + i] })),
  );
  const odd = { x: ODD.x, y: ODD['a,"b"'] };
  await write('odd.parquet', odd);
  const few = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'odd.parquet')) });
  assert.deepEqual(
    few,
    ODD.x.map((x, i) => ({ x, y: odd.y[i] })),
  );
});

test('no format depends on how the rows come in blocks', async () => {
  const values = {
    x: stream(3).fillNormal(new Float64Array(1000)),
    y: stream(4).fillExponential(new Float64Array(1000)),
  };
  for (const ending of ROW_FORMATS) {
    const whole = await write(`whole${ending}`, values, 1000);
    assert.ok(whole.equals(await write(`parts${ending}`, values, 17)), ending);
  }
});

test('a file appears when it is kept, complete, and not at all when it is discarded', async () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  const path = join(own, 'draws.csv');
  writeFileSync(path, 'old');
  const first = await RowFile.create(path, ['x']);
  await first.write({ first: 0, count: 1, columns: { x: [1] } });
  assert.equal(readFileSync(path, 'utf8'), 'old');
  await first.discard();
  await first.discard();
  assert.deepEqual([readdirSync(own), readFileSync(path, 'utf8')], [['draws.csv'], 'old']);
  const second = await RowFile.create(path, ['x']);
  await second.write({ first: 0, count: 2, columns: { x: [1, 2, 3] } });
  assert.equal(second.rows, 2);
  await second.keep();
  await second.discard();
  assert.deepEqual([readdirSync(own), readFileSync(path, 'utf8')], [['draws.csv'], 'x\n1\n2\n']);
});

test('a process that ends meanwhile leaves no file behind', () => {
  const own = join(folder, 'ended');
  mkdirSync(own);
  const program = `
    import { RowFile } from 'nfold/simulate/files';
    const file = await RowFile.create(${JSON.stringify(join(own, 'draws.npy'))}, ['x']);
    await file.write({ first: 0, count: 1, columns: { x: [1] } });
    process.exit();`;
  runIn('.', program);
  assert.deepEqual(readdirSync(own), []);
});

test('bad input is refused in one line', async () => {
  const refused = { code: 'ERR_INVALID_ARGUMENT' };
  await assert.rejects(RowFile.create(join(folder, 'draws.txt'), ['x']), {
    ...refused,
    message: /^path must be a file name that ends in \.csv, \.npy, \.parquet, got ".*draws\.txt"/,
  });
  await assert.rejects(RowFile.create(join(folder, 'a.csv'), []), refused);
  await assert.rejects(RowFile.create(join(folder, 'a.csv'), ['x', 'x']), refused);
  await assert.rejects(RowFile.create(join(folder, 'nowhere', 'a.csv'), ['x']), {
    code: 'ERR_FILE',
    message: /^cannot write .*a\.csv: there is no folder /,
  });
  const file = await RowFile.create(join(folder, 'b.csv'), ['x']);
  const block = { first: 0, count: 2, columns: { x: [1, 2] } };
  await assert.rejects(file.write({ ...block, first: 1 }), { ...refused, message: /block\.first must be 0/ });
  await assert.rejects(file.write({ ...block, count: 3 }), { ...refused, message: /block\.columns\.x must/ });
  await assert.rejects(file.write({ ...block, columns: {} }), refused);
  await file.discard();
});

test('without its optional package a Parquet file fails with one clear line', () => {
  const bare = barePackage();
  after(() => rmSync(bare, { recursive: true }));
  const program = `
    import { RowFile } from './dist/simulate/writers/index.js';
    await RowFile.create('a.parquet', ['x']).catch((e) => console.log(e.code, e.message));`;
  assert.equal(
    runIn(bare, program).trim(),
    'ERR_MISSING_DEPENDENCY Parquet files need the optional package hyparquet-writer, which cannot be loaded; run: npm install hyparquet-writer',
  );
  assert.deepEqual(readdirSync(bare).sort(), ['dist', 'package.json']);
});
