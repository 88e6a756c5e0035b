// Runs the conformance suite of the built package under whatever runtime runs this file, against one backend:
// BACKEND [JSON of the suite's options]. Says which case runs, so that a hang leaves a name behind.
import { writeSync } from 'node:fs';
import { runConformance } from 'nfold/conformance';

const [backend, options = '{}'] = process.argv.slice(2);
const say = (text) => writeSync(1, `${text}\n`);

say(`# ${backend}`);
const report = await runConformance(backend, {
  ...JSON.parse(options),
  onResult: ({ workers, group, name, status }) => say(`${status}: ${workers} workers: ${group}: ${name}`),
});
say(`report: ${JSON.stringify({ ...report, results: undefined, text: String(report) })}`);
process.exitCode = report.failed > 0 ? 1 : 0;
