// A Python program that answers a line for a line, kept running so that its start-up is not timed.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const versionOf = (python) =>
  spawnSync(python, ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' });

/** The first python3 that has NumPy: that of the path, or that of the system. */
const python = ['python3', '/usr/bin/python3'].find((name) => versionOf(name).status === 0);

/** NumPy's version, or undefined where python3 or NumPy is missing. */
export function numpyVersion() {
  return python && versionOf(python).stdout.trim();
}

/** Starts bench/peers/FILE; `ask(line)` resolves to the answer, `end()` when the program has ended. */
export function pythonPeer(file) {
  const child = spawn(python, [fileURLToPath(new URL(file, import.meta.url))], {
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
