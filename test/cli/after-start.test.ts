// What `npm start` ends with, after a small run of the same command.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'nfold-start-'));
after(() => rmSync(folder, { recursive: true }));
const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const node = (...args: string[]) => run(process.execPath, args, { cwd: folder });

it('npm start ends with bars, a picture, and this machine beside the lecture’s', async () => {
  const { scripts } = JSON.parse(readFileSync(file('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  assert.match(scripts.start, /^node dist\/cli\/main\.js converge .* --report nfold-report\.html$/);
  assert.equal(scripts.poststart, 'node scripts/after-start.mjs');

  const none = await node(file(scripts.poststart.replace('node ', '')));
  assert.equal(none.stdout, '', 'nothing to tell where nothing was timed');

  const job = ['converge', '1/(1+x^2)', '0', '1', '--samples', '300', '--workers', '2', '--repeats', '2'];
  await node(file('dist/cli/main.js'), ...job, '--report', 'nfold-report.html');
  const { stdout } = await node(file('scripts/after-start.mjs'));
  assert.match(
    stdout,
    /times as fast as one thread:\n(.*\n)*this thread +.* 1\n(.*\n)*2 workers +.*\n(.*\n)*lecture, 16 processors +.* 5\n/,
  );
  const prose = stdout.replaceAll(/\s+/g, ' ');
  assert.match(
    prose,
    /The lecture saw this job run 5 times as fast on 16 processors, 31 % of 16, and slower again/,
  );
  assert.match(prose, /Here \d+ workers? (is|are) \d.* times as fast as one thread, \d+(\.\d)? % of \d+\./);
  assert.match(prose, /what this machine allows at the moment: \d/);
  assert.match(prose, /Pictures: nfold-performance\.png and nfold-report\.html\./);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
  const png = readFileSync(join(folder, 'nfold-performance.png'));
  assert.deepEqual([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(''), 'PNG');
});
