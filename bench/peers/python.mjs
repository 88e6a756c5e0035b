// A Python program that answers a line for a line, kept running so that its start-up is not timed.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The first on the path need not be the one that has the modules. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/**
 * The first Python that has all modules, as `{ command, versions }` with `versions.python` and one for each module;
 * undefined where there is none.
 */
export function findPython(...modules) {
  const program = [
    'import importlib, json, platform, sys',
    'versions = {name: importlib.import_module(name).__version__ for name in sys.argv[1:]}',
    "print(json.dumps({'python': platform.python_version(), **versions}))",
  ].join('\n');
  for (const command of INTERPRETERS) {
    const { status, stdout } = spawnSync(command, ['-c', program, ...modules], { encoding: 'utf8' });
    if (status === 0) return { command, versions: JSON.parse(stdout) };
  }
  return undefined;
}

/**
 * `pythonPeer` with the `versions` of what it uses; undefined, and a line, where no Python has the `modules`.
 */
export function startPython(file, log, { modules = ['numpy'], args } = {}) {
  const python = findPython(...modules);
  if (python !== undefined) return { versions: python.versions, ...pythonPeer(file, { modules, args }) };
  log(`left out: ${file}, for no python3 has ${modules.join(' and ')}`);
  return undefined;
}

/**
 * Starts bench/peers/FILE with the first Python that has the `modules`; `ask(line)` resolves to the answer, `end()` when
 * the program has ended.
 */
export function pythonPeer(file, { modules = ['numpy'], args = [] } = {}) {
  const python = findPython(...modules);
  if (python === undefined) throw new Error(`no python3 has ${modules.join(' and ')}`);
  const child = spawn(python.command, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // NumPy's sort and sums are single-threaded; this keeps a threaded BLAS from starting.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${file} ended without an answer to ${line}`);
      return value;
    },
    async end() {
      child.stdin.end();
      await new Promise((resolve) => child.once('close', resolve));
    },
  };
}
