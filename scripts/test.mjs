// Runs every built test file, or those whose path contains one of the given words, and ends with `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../build/test', import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(built, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()
  .map((file) => `${built}/${file}`);
if (files.length === 0) {
  process.stderr.write(
    `no test file in build/test matches ${words.join(', ')}; run npm run build:test first\n`,
  );
  process.exit(2);
}

let passed = 0;
let failed = 0;
// A suite is counted through its tests, and a file through what is in it unless it died before it could report.
const isTest = (event) => event.details.type !== 'suite';
const stream = run({ files, concurrency: 2, timeout: 240_000 });
stream.on('test:pass', (event) => (passed += isTest(event) && !event.skip && !event.todo ? 1 : 0));
stream.on('test:fail', (event) => (failed += isTest(event) ? 1 : 0));
stream.compose(spec).pipe(process.stdout);
stream.on('end', () => {
  process.stdout.on('unpipe', () => {});
  setImmediate(() => {
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  });
});
