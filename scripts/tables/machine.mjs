// On what the figures of a page were measured, by what, and when.
import { benchScripts, resultName } from '../bench.mjs';

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const list = new Intl.ListFormat('en-GB');

function where({ machine: { cpu, processors, node, date } }) {
  const count = processors === 1 ? '1 virtual processor' : `${processors} virtual processors`;
  return `${count} (${cpu}) with Node.js ${node.replace(/^v/, '')} on ${days.format(new Date(date))}`;
}

const timed = ({ comparisons, sweeps }) => comparisons.length + sweeps.length > 0;

/** `5 rounds`, or `5 to 15 rounds` where a script's tables differ. */
function roundsOf({ comparisons, sweeps }) {
  const counts = [
    ...comparisons.map(({ measurements: [first] }) => first.seconds.length),
    ...sweeps.map(({ repeats }) => repeats),
  ];
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${most} rounds` : `${least} to ${most} rounds`;
}

function script(result) {
  const path = benchScripts().find((file) => resultName(file) === result.name);
  return `\`bench/${path}\`${timed(result) ? ` (${roundsOf(result)})` : ''}`;
}

const NAMES = { python: 'Python', numpy: 'NumPy', scipy: 'SciPy' };

/** `piscina 5.3.2`, each once; a pool of Python's tells the versions of its own Python. */
function versionsOf(results) {
  const told = results.flatMap(({ versions }) =>
    Object.entries(versions).flatMap(([name, version]) =>
      typeof version === 'string' ? [[name, version]] : Object.entries(version),
    ),
  );
  return [...new Set(told.map(([name, version]) => `${NAMES[name] ?? name} ${version}`))];
}

/** A sentence for each machine and day. */
export function machines(results) {
  const groups = new Map();
  for (const result of results) {
    const place = where(result);
    groups.set(place, [...(groups.get(place) ?? []), result]);
  }
  return [...groups]
    .map(([place, all]) => {
      const how = all.some(timed) ? 'Medians of interleaved rounds, measured' : 'Measured';
      return `${how} on ${place} by ${list.format(all.map(script))}; ${list.format(versionsOf(all))}.\n`;
    })
    .join('\n');
}
