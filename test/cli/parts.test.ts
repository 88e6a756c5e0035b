import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { checkWritable, createProgress, jsonPieces, type ProgressMode, writeWhole } from '#nfold/cli';
import { runFixture } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-cli-'));
after(() => rmSync(folder, { recursive: true }));

const encode = (value: unknown): string => [...jsonPieces(value)].join('');

test('JSON in pieces is the JSON of the whole', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(encode(value)), value);
    }),
    { seed: 7 },
  );
  assert.equal(encode({ a: undefined, b: [undefined, 1n, -0], c: {} }), '{"b":[null,"1",-0],"c":{}}');
  assert.equal(encode(undefined), 'null');
  assert.equal(encode([0.1, Infinity, [-Infinity, NaN]]), '[0.1,"inf",["-inf","nan"]]');
  const long = Float64Array.from({ length: 10_000 }, (_, i) => i / 7);
  assert.deepEqual(JSON.parse(encode({ long })), { long: [...long] });
});

test('a file is written whole, through links, and leaves nothing beside it', () => {
  const own = join(folder, 'whole');
  mkdirSync(own);
  writeFileSync(join(own, 'target.svg'), 'old');
  symlinkSync('target.svg', join(own, 'link.svg'));
  checkWritable(join(own, 'new.svg'), '--plot');
  assert.ok(!existsSync(join(own, 'new.svg')), 'the check leaves no file');
  writeWhole(join(own, 'link.svg'), 'new');
  writeWhole(join(own, 'new.svg'), new Uint8Array([65, 66]));
  assert.equal(readFileSync(join(own, 'target.svg'), 'utf8'), 'new');
  assert.equal(readFileSync(join(own, 'new.svg'), 'utf8'), 'AB');
  assert.deepEqual(readdirSync(own).sort(), ['link.svg', 'new.svg', 'target.svg']);
  assert.throws(() => writeWhole(join(own, 'nowhere', 'x.svg'), ''), { code: 'ERR_FILE' });
});

test('an output file that cannot be written is refused before any work', async () => {
  mkdirSync(join(folder, 'folder.svg'));
  writeFileSync(join(folder, 'file'), '');
  const refused: readonly (readonly [string, string, RegExp])[] = [
    [
      '--plot',
      join(folder, 'missing', 'a.svg'),
      /--plot must be a file that can be written, .*there is no folder/,
    ],
    ['--plot', join(folder, 'folder.svg'), /that is a folder/],
    ['--report', join(folder, 'file', 'a.html'), /is not a folder/],
    ['--plot', join(folder, 'a.gif'), /--plot must be a file name that ends in \.svg or \.png, got/],
    ['--report', join(folder, 'a'), /--report must be a file name that ends in \.html, got/],
  ];
  for (const [flag, path, message] of refused) {
    const { code, stdout, stderr } = await runFixture(['show', 'x', '0', '1', flag, path]);
    assert.deepEqual([code, stdout], [2, ''], path);
    assert.match(stderr, message);
  }
  const done = await runFixture(['show', 'x', '0', '1', '--plot', 'a.SVG'], { cwd: folder });
  assert.equal(done.stderr, 'a note\nwrote a.SVG\n');
  assert.equal(readFileSync(join(folder, 'a.SVG'), 'utf8'), '<svg/>');
});

/** What a run of four steps of one second each shows. */
function shown(mode: ProgressMode, isTTY: boolean, columns = 80): string[] {
  const written: string[] = [];
  let time = 0;
  const stream = { isTTY, columns, write: (text: string) => written.push(text) };
  const progress = createProgress(mode, stream, () => time);
  progress.begin('sum', 4000);
  for (let step = 1; step <= 4; step++) {
    time = step;
    progress.update(step * 1000);
  }
  progress.end();
  progress.end();
  return written;
}

test('progress is a bar on a terminal, now and then a line elsewhere, or nothing', () => {
  assert.deepEqual(shown('none', true), []);
  assert.deepEqual(shown('auto', false), [
    'sum:  50 % (2000 of 4000, 1000/s, 2 s left)\n',
    'sum: 100 % (4000 of 4000, 1000/s, 0 s left)\n',
  ]);
  const bar = shown('auto', true, 60);
  assert.equal(
    bar[0],
    `\r\u001b[Ksum:  25 % (1000 of 4000, 1000/s, 3 s left) ${'█'.repeat(3)}${'░'.repeat(10)}`,
  );
  assert.equal(bar.at(-1), '\r\u001b[K', 'the line is cleared at the end, once');
  assert.equal(bar.length, 5);
  assert.equal(
    shown('auto', true, 50)[0],
    `\r\u001b[Ksum:  25 % (1000/s, 3 s left) ${'█'.repeat(4)}${'░'.repeat(13)}`,
    'the counts go before the bar does',
  );
  assert.equal(shown('auto', true, 35)[0], '\r\u001b[Ksum:  25 % (1000/s, 3 s left)');
  assert.deepEqual(
    shown('auto', true, 0),
    shown('auto', true, 80),
    'a terminal that does not know its width',
  );
  assert.ok(
    shown('auto', true, 30).every((text) => text.length <= 30 + 4),
    'never wraps',
  );
});
