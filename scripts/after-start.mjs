// What `npm start` ends with: this machine beside what the lecture tells of its own, from the data of the report that was
// just written.
import { readFileSync } from 'node:fs';
import { formatPercent, formatRatio, workersLabel } from 'nfold/bench';

const report = readFileSync('nfold-report.html', 'utf8');
const { sweep } = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(report)[1]);
const { runs, processors = Infinity, beyondProcessors } = sweep;
const run = runs.findLast(({ workers, seconds }) => workers <= processors && seconds.length > 0);

const sentences = [
  'The lecture saw this job run 5 times as fast on 16 processors, 31 % of 16, and slower again with more processes than processors.',
];
if (run !== undefined && run.workers > 0) {
  const { workers, speedup, efficiency, capacity } = run;
  sentences.push(
    `Here ${workersLabel(workers)} ${workers === 1 ? 'is' : 'are'} ${formatRatio(speedup)} times as fast as one thread, ${formatPercent(efficiency)} of ${workers}.`,
  );
  if (capacity !== undefined) {
    sentences.push(
      `As many independent copies of the job show what this machine allows: ${formatRatio(capacity)} times.`,
    );
  }
}
if (beyondProcessors !== undefined) sentences.push(beyondProcessors.sentence);
sentences.push('docs/speed-up.md tells what limits the speed-up; nfold-report.html has the pictures.');
process.stdout.write(`\n${wrapped(sentences.join(' '), Math.min(process.stdout.columns ?? 80, 100))}\n`);

function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
