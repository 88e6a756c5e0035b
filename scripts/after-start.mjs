// What `npm start` ends with: the lecture's performance plot for this machine, as a picture and in characters, and this machine
// beside what the lecture tells of its own; from the data of the report that was just written.
import { existsSync, readFileSync } from 'node:fs';
import { formatPercent, formatRatio, workersLabel } from 'nfold/bench';
import { barChart, report } from 'nfold/report';

const REPORT = 'nfold-report.html';
const PICTURE = 'nfold-performance.png';
/** What the lecture says of its machine. */
const LECTURE = { processors: 16, speedup: 5 };

/** Speed-ups over one thread: what was timed, and the lecture's. */
function bars({ runs }) {
  const here = runs.map(({ workers, speedup }) => ({
    label: workers === 0 ? 'this thread' : workersLabel(workers),
    value: speedup.value,
    text: workers === 0 ? '1' : formatRatio(speedup),
  }));
  const { speedup, processors } = LECTURE;
  return [...here, { label: `lecture, ${processors} processors`, value: speedup, text: String(speedup) }];
}

/** What the lecture says, and what this machine says to it. */
function sentences({ runs, processors = Infinity, beyondProcessors, warnings }) {
  const told = [
    `The lecture saw this job run ${LECTURE.speedup} times as fast on ${LECTURE.processors} processors, ${formatPercent(LECTURE.speedup / LECTURE.processors)} of ${LECTURE.processors}, and slower again with more processes than processors.`,
  ];
  const most = runs.findLast(({ workers }) => workers <= processors && workers > 0);
  if (most !== undefined) {
    const { workers, speedup, efficiency, capacity } = most;
    told.push(
      `Here ${workersLabel(workers)} ${workers === 1 ? 'is' : 'are'} ${formatRatio(speedup)} times as fast as one thread, ${formatPercent(efficiency)} of ${workers}.`,
    );
    if (capacity !== undefined) {
      told.push(
        `As many independent copies of the job show what this machine allows at the moment: ${formatRatio(capacity)} times; what is missing there, no program can gain.`,
      );
    }
  }
  if (beyondProcessors !== undefined) told.push(beyondProcessors.sentence);
  if (warnings.length > 0) told.push(`Warning: ${warnings.join('; ')}.`);
  return told;
}

function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** The picture's path, or undefined where the optional packages that draw are missing; the report says so already. */
async function draw(sweep) {
  try {
    await report(sweep, PICTURE);
    return PICTURE;
  } catch (error) {
    process.stderr.write(`no ${PICTURE}: ${error.message}\n`);
    return undefined;
  }
}

async function main() {
  // Nothing was timed where the run was interrupted.
  const data = existsSync(REPORT) && readFileSync(REPORT, 'utf8').match(/id="data">(.*?)<\/script>/s)?.[1];
  const sweep = data ? JSON.parse(data).sweep : undefined;
  const runs = sweep?.runs.filter(({ seconds }) => seconds.length > 0) ?? [];
  if (runs.length === 0) return;
  const width = Math.min(process.stdout.columns ?? 80, 100);
  const picture = await draw(sweep);
  const where = picture === undefined ? REPORT : `${picture} and ${REPORT}`;
  const lines = [
    '',
    'How many times as fast as one thread:',
    ...barChart(bars({ runs }), 'times', { width, unicode: process.env.TERM !== 'dumb' }),
    '',
    ...wrapped(sentences({ ...sweep, runs }).join(' '), width),
    '',
    ...wrapped(`Pictures: ${where}. What limits the speed-up: docs/speed-up.md.`, width),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
