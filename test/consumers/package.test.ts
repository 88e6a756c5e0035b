import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, it } from 'node:test';

/** A program of somebody else, in a folder where the packed tarball is installed and nothing else is near. */
const folder = resolve('build/consumer');
const installed = join(folder, 'node_modules', 'nfold');

function run(command: string, args: readonly string[], cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

const PROGRAM = `
import { Pool, converge, inline, integrateFixed, stream, type Estimate, type TaskContext } from 'nfold';
import { Moments } from 'nfold/stats';
import { sweep } from 'nfold/bench';
import { parse } from 'nfold/expression';
const area: Estimate = integrateFixed('1/(1+x^2)', [0, 1]);
const pool = new Pool({ workers: 1, seed: 7 });
const squares: number[] = await pool.map((x: number) => x * x, [1, 2, 3]);
const draws: number[] = await pool.map((_: number, { random }: TaskContext) => random.random(), [0]);
const text: string = await pool.apply(inline((name: string) => greeting + name, { scope: { greeting: 'hello ' } }), ['you']);
declare const greeting: string;
const { values } = await converge('x', [0, 1], { samples: 3, pool });
await pool.close();
console.log(JSON.stringify([String(area), squares, draws[0] === stream(7, 0).random(), text, values.length]));
console.log(typeof sweep, new Moments().add(1).mean, String(parse('2x')));
`;

describe('the packed package', () => {
  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(installed, { recursive: true });
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], resolve('.')),
    ) as [{ filename: string }];
    run('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components', '1']);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
  });

  it('type-checks with Node’s types or the browser’s, and without skipping the checks of our declarations', () => {
    const worlds = [
      { lib: ['es2022'], types: ['node'] },
      { lib: ['es2022', 'dom', 'esnext.disposable'], types: [] },
    ];
    for (const world of worlds) {
      const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, ...world };
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['program.ts'] }),
      );
      run(process.execPath, [resolve('node_modules/typescript/bin/tsc')]);
    }
  });

  it('runs', () => {
    const [first, second] = run(process.execPath, ['program.js']).trim().split('\n');
    assert.deepEqual(JSON.parse(first), [String(JSON.parse(first)[0]), [1, 4, 9], true, 'hello you', 3]);
    assert.match(first, /0\.785398\d+ ± /);
    assert.equal(second, 'function 1 2*x');
  });

  it('has a command line that works from where it is installed', () => {
    assert.match(
      run(process.execPath, [join(installed, 'dist/cli/main.js'), '--version']),
      /^\d+\.\d+\.\d+\n$/,
    );
    assert.match(
      run(process.execPath, [join(installed, 'dist/cli/main.js'), 'integrate', 'x', '0', '2']),
      /^2 ± /,
    );
  });

  it('contains what runs and nothing of what tests it', () => {
    const files = run('find', ['.', '-type', 'f'], installed).trim().split('\n');
    const strange = files.filter(
      (file) => !/^\.\/(dist\/.*\.(js|d\.ts)|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file),
    );
    assert.deepEqual(strange, []);
    assert.ok(
      files.some((file) => file.endsWith('converge-task.js')) &&
        files.some((file) => file.endsWith('worker/runtime.js')),
    );
  });
});
