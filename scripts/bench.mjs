// Runs every script of bench/, one after the other: `npm run bench` quickly, in a few minutes, into bench/quick;
// `npm run bench -- --full` in full, most of an hour on a quiet machine, into bench/results, and then renews the figures of
// the documentation from there. Words choose the scripts whose path contains one of them.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
/** In bench/, but no scripts. */
const NO_SCRIPT = /^(peers|data)\/|^support\.mjs$/;

/** Paths of the scripts in bench/, sorted. */
export function benchScripts() {
  return readdirSync(`${root}bench`, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.mjs') && !NO_SCRIPT.test(file))
    .sort();
}

/** `pool-noop` of `pool/noop.mjs`: the name of its file of results. */
export const resultName = (script) => script.replace(/\.mjs$/, '').replaceAll('/', '-');

/** Seconds that a script took when its results were written last; undefined where nobody knows. */
function secondsBefore(script, full) {
  const folder = full ? 'bench/results' : 'bench/quick';
  try {
    return JSON.parse(readFileSync(`${root}${folder}/${resultName(script)}.json`, 'utf8')).seconds;
  } catch {
    return undefined;
  }
}

const minutes = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${(seconds / 60).toFixed(1)} min`);

function announce(scripts, full) {
  const before = scripts.map((script) => secondsBefore(script, full));
  const known = before.filter((seconds) => seconds !== undefined);
  const total = known.reduce((sum, seconds) => sum + seconds, 0);
  const others = scripts.length - known.length;
  const expected = known.length === 0 ? 'nobody knows how long' : `about ${minutes(total)}, as last time`;
  const rest = others > 0 && known.length > 0 ? `, and ${others} whose time is not known` : '';
  process.stdout.write(
    `${scripts.length} scripts, ${full ? 'in full' : 'quickly; --full publishes'}: ${expected}${rest}\n`,
  );
}

/** The line that tells why a script failed: the error's message in a trace, or the last line. */
function reasonOf(errors) {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /^\w*Error\b.*: /.test(line)) ?? lines.at(-1) ?? 'no message';
}

/** Runs one script; resolves to its line in the summary and whether it came to a good end. */
async function runScript(script, full) {
  process.stdout.write(`\n== bench/${script}\n`);
  const start = performance.now();
  const child = spawn(process.execPath, [`bench/${script}`, ...(full ? [] : ['--quick'])], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'pipe'],
    timeout: (full ? 20 : 3) * 60_000,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    process.stderr.write(text);
    errors = (errors + text).slice(-20_000);
  });
  const [code, signal] = await once(child, 'close');
  const seconds = minutes((performance.now() - start) / 1000).padStart(8);
  if (code === 0) return { done: true, line: `done    ${seconds}  bench/${script}` };
  const reason = signal === null ? reasonOf(errors) : child.killed ? 'took too long' : `ended by ${signal}`;
  return { done: false, line: `FAILED  ${seconds}  bench/${script}: ${reason}` };
}

function options() {
  try {
    return parseArgs({ allowPositionals: true, options: { full: { type: 'boolean', default: false } } });
  } catch (error) {
    const [first] = error.message.split('. ');
    process.stderr.write(`${first}; usage: npm run bench -- [--full] [WORD...]\n`);
    return process.exit(2);
  }
}

async function main() {
  const { values, positionals } = options();
  const scripts = benchScripts().filter(
    (file) => positionals.length === 0 || positionals.some((word) => file.includes(word)),
  );
  if (scripts.length === 0) {
    process.stderr.write(`no script of bench/ matches ${positionals.join(', ')}\n`);
    process.exit(2);
  }
  announce(scripts, values.full);
  const start = performance.now();
  const results = [];
  for (const script of scripts) results.push(await runScript(script, values.full));
  const failed = results.filter(({ done }) => !done);
  process.stdout.write(`\n${results.map(({ line }) => line).join('\n')}\n`);
  const all = failed.length === 0 ? 'all done' : `${failed.length} of ${scripts.length} FAILED`;
  process.stdout.write(`${all} in ${minutes((performance.now() - start) / 1000)}\n`);
  if (failed.length > 0) process.exitCode = 1;
  if (!values.full) return;
  const tables = spawnSync(process.execPath, ['scripts/bench-tables.mjs', '--write'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (tables.status !== 0) process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
