// Runs every script of bench/, one after the other: `npm run bench` quickly, in some minutes, into build/bench;
// `npm run bench -- --full` in full, an hour or so on a quiet machine, into bench/results, and then renews the tables of
// the documentation from there. Words choose the scripts whose path contains one of them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false } },
});
const scripts = readdirSync(`${root}bench`, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.mjs') && !file.startsWith('peers/') && file !== 'support.mjs')
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort();
if (scripts.length === 0) {
  process.stderr.write(`no script of bench/ matches ${positionals.join(', ')}\n`);
  process.exit(2);
}

const summary = [];
for (const script of scripts) {
  process.stdout.write(`\n== bench/${script}\n`);
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [`bench/${script}`, ...(values.full ? [] : ['--quick'])], {
    cwd: root,
    stdio: 'inherit',
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  summary.push(`${status === 0 ? 'done  ' : 'FAILED'}  ${seconds.padStart(5)} s  bench/${script}`);
  if (status !== 0) process.exitCode = 1;
}
process.stdout.write(`\n${summary.join('\n')}\n`);
if (values.full) {
  spawnSync(process.execPath, ['scripts/bench-tables.mjs', '--write'], { cwd: root, stdio: 'inherit' });
}
