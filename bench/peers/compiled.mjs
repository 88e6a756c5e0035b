// bench/peers/random.c, compiled with the tables of the tests and kept running.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

function writeTables(folder) {
  const tables = JSON.parse(readFileSync(file('../../test/known-answers/ziggurat_tables.json'), 'utf8'));
  const lines = ['ki', 'ke', 'wi', 'fi', 'we', 'fe'].map((name) => {
    const [type, prefix] = name.startsWith('k') ? ['uint64_t', '0x'] : ['double', ''];
    return `static const ${type} ${name}[256] = {${tables[name].map((text) => prefix + text).join()}};`;
  });
  lines.push(`static const double nor_r = ${tables.nor_r}, exp_r = ${tables.exp_r};`);
  writeFileSync(join(folder, 'tables.h'), lines.join('\n'));
}

/** The peer in C; `seconds(kind, blocks, size)` is what so many blocks took it. Undefined, and a line, where there is no gcc. */
export function compiledPeer(log) {
  const folder = mkdtempSync(join(tmpdir(), 'nfold-bench-'));
  writeTables(folder);
  const program = join(folder, 'random');
  const { status } = spawnSync('gcc', ['-O3', '-I', folder, file('random.c'), '-o', program, '-lm']);
  if (status !== 0) {
    log('left out: C, for gcc cannot be run or cannot compile bench/peers/random.c');
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async seconds(kind, blocks, size) {
      child.stdin.write(`${kind[0]} ${blocks} ${size}\n`);
      return Number((await answers.next()).value);
    },
    end() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
