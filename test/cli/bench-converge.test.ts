import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { processors } from 'nfold';
import { runJson } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-bench-'));
after(() => rmSync(folder, { recursive: true }));

const SMALL = ['bench', 'converge', '1/(1+x^2)', '0', '1', '--seed', '7', '--samples', '200'];

interface BenchResult {
  runs: {
    workers: number;
    seconds: number[];
    median: number;
    efficiency?: number;
    capacity?: { value: number };
  }[];
  speedup: number[];
  recommended: number;
  beyondProcessors?: { helped: boolean; sentence: string };
}

test('bench converge: every chosen count is timed as often, beside the serial run', async () => {
  const { command, result } = await runJson<BenchResult>([...SMALL, '--workers', '2,1', '--repeats', '3']);
  assert.equal(command, 'bench converge');
  assert.deepEqual(
    result.runs.map(({ workers, seconds }) => [workers, seconds.length]),
    [
      [0, 3],
      [1, 3],
      [2, 3],
    ],
  );
  assert.equal(result.speedup.length, 3);
  assert.equal(result.speedup[0], 1);
  assert.ok([0, 1, 2].includes(result.recommended));
  const [serial, , two] = result.runs;
  assert.deepEqual([serial.efficiency, serial.capacity], [undefined, undefined]);
  assert.ok(Math.abs((two.efficiency ?? 0) - result.speedup[2] / 2) < 1e-12);
  assert.ok((two.capacity?.value ?? 0) > 0);
});

test('bench converge: by default up to twice the processors, and what going past them brings', async () => {
  const { available } = await processors();
  const { result } = await runJson<BenchResult>([...SMALL, '--repeats', '1']);
  const counts = result.runs.map(({ workers }) => workers);
  assert.deepEqual(counts.slice(0, 3), [0, 1, 2]);
  assert.ok(counts.includes(available));
  assert.equal(counts.at(-1), 2 * available);
  assert.match(
    result.beyondProcessors?.sentence ?? '',
    /^Going past the .* processors? (helped|did not help): /,
  );
});

test('bench converge: times and timeline are in one picture, and the text is a table with findings', async () => {
  const plot = join(folder, 'b.svg');
  const { code, stdout } = await runCli([
    ...SMALL,
    '--workers',
    '1,2',
    '--repeats',
    '2',
    '--plot',
    plot,
    '--quiet',
  ]);
  assert.equal(code, 0);
  assert.match(stdout, /^workers +time .*speed-up/);
  assert.match(stdout, /^Recommended: /m);
  assert.match(stdout, /\nseed 7\n$/);
  const svg = readFileSync(plot, 'utf8');
  assert.equal(svg.match(/<svg /g)?.length, 3);
  assert.match(svg, /ideal: serial time \/ workers/);
  assert.match(svg, /time since submission/);
});
