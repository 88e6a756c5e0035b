// Times, speed-ups and memory as tables: what stands behind the name of a result in the comments of a page.
import {
  comparisonTable,
  formatPercent,
  formatRatio,
  formatSeconds,
  pairedRatio,
  sweepFindings,
  sweepTable,
  taskCostFindings,
} from 'nfold/bench';
import { at, named, tableOf } from './markdown.mjs';

/** A comparison as a table; `only` names the variants to show, with semicolons between. */
export function comparison({ comparisons }, index, ...only) {
  const { columns, rows } = comparisonTable(at(comparisons, index, 'comparison'));
  const names = only.join(' ').split('; ').filter(Boolean);
  return tableOf({
    columns,
    rows: names.length === 0 ? rows : names.map((name) => named(rows, name, first)),
  });
}

const first = ([name]) => name;

/** Comparisons of the same variants, one beside the other: `beside 0 = counting; 1 = sorting`. */
function beside({ comparisons }, ...words) {
  const chosen = words
    .join(' ')
    .split('; ')
    .map((part) => {
      const [index, title] = part.split(' = ');
      return { title, ...comparisonTable(at(comparisons, index, 'comparison')) };
    });
  return tableOf({
    columns: ['variant', ...chosen.flatMap(({ title, columns }) => [title, columns[3]])],
    rows: chosen[0].rows.map(([name]) => [
      name,
      ...chosen.flatMap(({ rows }) => {
        const [, median, , ratio] = named(rows, name, first);
        return [median, ratio];
      }),
    ]),
  });
}

/** The speed-up with the most workers of each sweep, beside what the machine allows. */
function sweeps({ sweeps: all }) {
  return tableOf({
    columns: ['job', 'speed-up', 'capacity', 'of capacity'],
    rows: all.map(({ job, runs }) => {
      const { speedup, capacity, efficiencyOfCapacity } = runs.at(-1);
      return [job, formatRatio(speedup), formatRatio(capacity), formatPercent(efficiencyOfCapacity.value)];
    }),
  });
}

/** The speed-up beside what Amdahl's law gives for the serial share that was built in: of all workers, and of what the machine allows. */
function amdahl({ sweeps: all, shares, workers }) {
  const law = (share, n) => (1 / (share + (1 - share) / n)).toFixed(2);
  return tableOf({
    columns: ['serial share', `law for ${workers}`, 'capacity', 'law for that capacity', 'speed-up'],
    rows: all.map(({ runs }, i) => {
      const { speedup, capacity } = runs.at(-1);
      const laws = [law(shares[i], workers), formatRatio(capacity), law(shares[i], capacity.value)];
      return [`${100 * shares[i]} %`, ...laws, formatRatio(speedup)];
    }),
  });
}

/** Workers that are there beside workers that start for the job. */
function starts({ sweeps: all, workers }) {
  return tableOf({
    columns: [
      'job',
      'this thread',
      `speed-up of ${workers} that are there`,
      `of ${workers} that start for it`,
    ],
    rows: all.map(({ job, runs: [serial, run] }) => [
      job,
      formatSeconds(serial.time.median),
      formatRatio(run.speedup),
      formatRatio(run.cold.speedup),
    ]),
  });
}

/** Bytes a second, of one worker and of all. */
function bandwidth({ sweeps: all, bytes, blocks, workers }) {
  const rate = ({ time }) => `${(bytes / time.median / 1e9).toFixed(1)} GB/s`;
  return tableOf({
    columns: ['a block that', '1 worker', `${workers} workers`, 'speed-up', 'capacity'],
    rows: all.map(({ runs: [one, most] }, i) => [
      Object.keys(blocks)[i],
      rate(one),
      rate(most),
      formatRatio(most.speedup),
      formatRatio(most.capacity),
    ]),
  });
}

function memory({ variants }) {
  const [{ counts }] = Object.values(variants);
  return tableOf({
    columns: [
      'idle workers',
      'MB a further worker',
      ...counts.map(({ workers }) => `process with ${workers}, of bare`),
    ],
    rows: Object.entries(variants).map(([name, { megabytesPerWorker, counts: own }]) => [
      name,
      megabytesPerWorker.toFixed(1),
      ...own.map(({ ofBare }) => formatRatio(ofBare)),
    ]),
  });
}

function heap({ bytesPerCall }) {
  return tableOf({
    columns: ['calls in flight', 'bytes of heap a call'],
    rows: bytesPerCall.map(({ calls, median }) => [calls.toLocaleString('en'), median.toFixed(0)]),
  });
}

/** Nanoseconds a number by kind and generator, in brackets the time over that of NumPy's same generator. */
function generators({ comparisons }) {
  const columns = ['nfold sfc64', 'nfold pcg64dxsm', 'nfold philox', 'NumPy sfc64', 'C sfc64'];
  return tableOf({
    columns: ['numbers', ...columns],
    rows: comparisons.map(({ title, measurements }) => [
      title,
      ...columns.map((name) => {
        const one = measurements.find((each) => each.name === name);
        const numpy = measurements.find((each) => each.name === name.replace('nfold', 'NumPy'));
        if (one === undefined) return '';
        const time = (1e9 * one.time.median).toFixed(2);
        const compared = name.startsWith('nfold') && numpy !== undefined;
        return compared ? `${time} (${pairedRatio(one.seconds, numpy.seconds).value.toFixed(2)})` : time;
      }),
    ]),
  });
}

export const timingViews = {
  amdahl,
  bandwidth,
  beside,
  findings: ({ sweeps: all }, index = 0) => `${sweepFindings(at(all, index, 'sweep')).join(' ')}\n`,
  generators,
  heap,
  memory,
  starts,
  sweep: ({ sweeps: all }, index = 0) => tableOf(sweepTable(at(all, index, 'sweep'))),
  sweeps,
  'task-cost': ({ cost }) => `${taskCostFindings(cost).join(' ')}\n`,
};
