// Runs the conformance suite, and the tests that suit any runtime, under another runtime than the one that develops nfold:
// node24, deno or bun, then words that the backends and test folders to run must contain. Needs both builds.
// Each part is ended after five minutes, with the last lines that it wrote. Ends with `N passed, N failed, N skipped`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const LIMIT_MS = 300_000;
const EVIDENCE_LINES = 15;

/** The versions that are tested, and how each runs a program and tests of `node:test`. Packages of npm. */
const RUNTIMES = {
  node24: {
    package: 'node',
    version: '24.21.0',
    run: [],
    test: ['--test', '--test-reporter=spec'],
    counts: { passed: /^ℹ pass (\d+)/gm, failed: /^ℹ fail (\d+)/gm, skipped: /^ℹ skipped (\d+)/gm },
  },
  deno: {
    package: 'deno',
    version: '2.9.6',
    run: ['run', '--allow-all', '--node-modules-dir=manual'],
    test: ['test', '--allow-all', '--no-check', '--node-modules-dir=manual'],
    counts: { passed: /\b(\d+) passed/g, failed: /\| (\d+) failed/g, skipped: /\b(\d+) ignored/g },
  },
  bun: {
    package: 'bun',
    version: '1.4.5',
    run: ['run'],
    test: ['test', '--timeout=60000'],
    counts: { passed: /^ *(\d+) pass$/gm, failed: /^ *(\d+) fail$/gm, skipped: /^ *(\d+) skip$/gm },
  },
};

const BACKENDS = ['serial', 'threads', 'processes'];
/** Tests that ask nothing of Node.js's own: neither its flags, nor the form of V8's stack traces. */
const TESTS = 'bench core executor expression integrate kernel random stats task wasm'
  .split(' ')
  .map((folder) => `${folder}/`);
const POOL_TESTS = 'pool/pool pool/verbs pool/watching pool/transfer pool/map-sync'.split(' ');

const [name, ...words] = process.argv.slice(2);
const runtime = RUNTIMES[name];
if (runtime === undefined) {
  process.stderr.write(`name one of ${Object.keys(RUNTIMES).join(', ')}, got ${name ?? 'nothing'}\n`);
  process.exit(2);
}
const program = fetchRuntime(runtime);
const total = { passed: 0, failed: 0, skipped: 0 };
const wanted = (what) => words.length === 0 || words.some((word) => what.includes(word));
for (const backend of BACKENDS.filter((what) => wanted(`conformance/${what}`))) await conformance(backend);
const files = testFiles();
if (files.length > 0) await tests(files);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** The runtime's program, which npm puts where `npm ci` of this project will not look for it, once. */
function fetchRuntime({ package: pack, version }) {
  const folder = join(root, 'node_modules', '.cache', 'runtimes', `${pack}-${version}`);
  const file = join(folder, 'node_modules', '.bin', pack);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--no-audit', '--no-fund', '--prefix', folder, `${pack}@${version}`];
    const { status } = spawnSync('npm', args, {
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (status !== 0 || !existsSync(file)) throw new Error(`npm could not install ${pack}@${version}`);
  }
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  if (!stdout?.includes(version)) throw new Error(`${file} is not version ${version}, but says ${stdout}`);
  return file;
}

async function conformance(backend) {
  const what = `${name}: conformance: ${backend}`;
  const { output, ended } = await bounded([
    ...runtime.run,
    join(root, 'scripts', 'conformance.mjs'),
    backend,
  ]);
  const line = output.split('\n').find((text) => text.startsWith('report: '));
  if (line === undefined) return lost(what, output, ended);
  const { text, ...counts } = JSON.parse(line.slice('report: '.length));
  process.stdout.write(`${what}\n${text}\n\n`);
  count(counts);
}

async function tests(paths) {
  const what = `${name}: ${paths.length} test files`;
  const { output, ended, code } = await bounded([...runtime.test, ...paths]);
  const sum = (pattern) => [...output.matchAll(pattern)].reduce((all, [, number]) => all + Number(number), 0);
  const counts = Object.fromEntries(
    Object.entries(runtime.counts).map(([key, pattern]) => [key, sum(pattern)]),
  );
  if (ended || counts.passed === 0) return lost(what, output, ended);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) process.stdout.write(`${output}\n`);
  const skips = output.split('\n').filter((text) => /# SKIP|\.\.\. ignored|^\(skip\)/.test(text));
  process.stdout.write(`${[what, ...skips].join('\n')}\n`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n\n`);
  count(counts);
}

function testFiles() {
  const built = join(root, 'build', 'test');
  const suitable = [...TESTS, ...POOL_TESTS].filter((part) => wanted(part));
  return readdirSync(built, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.js') && suitable.some((part) => file.startsWith(part)))
    .sort()
    .map((file) => `./build/test/${file}`);
}

function count({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/** It ended before it could say how it went. */
function lost(what, output, ended) {
  const why = ended ? `was ended after ${LIMIT_MS / 1000} s` : 'ended without a result';
  const evidence = output.trimEnd().split('\n').slice(-EVIDENCE_LINES).join('\n');
  process.stdout.write(`${what} ${why}; the last that it said:\n${evidence}\n\n`);
  count({ passed: 0, failed: 1, skipped: 0 });
}

/** Runs the runtime; gathers what it says. */
function bounded(args) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let ended = false;
    const timer = setTimeout(() => (ended = child.kill('SIGKILL')), LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.on('exit', (code) => {
      clearTimeout(timer);
      // A process that a test left behind must not keep the pipes open for ever.
      const done = setTimeout(() => resolve({ output, ended, code }), 5000);
      child.on('close', () => {
        clearTimeout(done);
        resolve({ output, ended, code });
      });
    });
  });
}
