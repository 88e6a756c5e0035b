// A queue with c servers (M/M/c), simulated event by event and checked against Erlang's formula. Starting with an empty system
// makes early customers wait less than later ones do: what that costs is measured, and warmed away.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Pool, type RunContext, compareSettings } from 'nfold';
import { runsPlot, toPng } from 'nfold/report';

const ARRIVALS = 1.6; // a unit of time; a server serves one customer in it, on average

/** Mean wait of 1,500 customers after a warm-up of 500, and of the first 100 of all. */
function queue({ random, setting }: Pick<RunContext<{ servers: number }>, 'random' | 'setting'>) {
  // A stream for each purpose, a service time drawn at each arrival: customers are the same whatever the number of servers.
  const [arrivals, services] = [random.substream(0), random.substream(1)];
  const [warmUp, measured, early] = [500, 1500, 100];
  const departures: number[] = []; // times at which busy servers become free, ascending
  const waiting: { arrived: number; service: number }[] = [];
  const waits: number[] = [];
  const start = (customer: { arrived: number; service: number }, now: number): void => {
    waits.push(now - customer.arrived);
    const at = departures.findIndex((time) => time > now + customer.service);
    departures.splice(at < 0 ? departures.length : at, 0, now + customer.service);
  };
  let arrival = arrivals.exponential(1 / 1.6);
  while (waits.length < warmUp + measured) {
    if (departures.length === 0 || arrival < departures[0]) {
      const customer = { arrived: arrival, service: services.exponential(1) };
      if (departures.length < setting.servers) start(customer, arrival);
      else waiting.push(customer);
      arrival += arrivals.exponential(1 / 1.6);
    } else {
      const now = departures.shift()!;
      const next = waiting.shift();
      if (next !== undefined) start(next, now);
    }
  }
  const meanOf = (some: readonly number[]): number => some.reduce((sum, wait) => sum + wait, 0) / some.length;
  return { wait: meanOf(waits.slice(warmUp)), early: meanOf(waits.slice(0, early)) };
}

/** Mean wait in the long run: A. K. Erlang (1917), "Solution of some problems in the theory of probabilities". */
function erlangWait(servers: number, load = ARRIVALS): number {
  let [term, below] = [1, 0];
  for (let k = 0; k < servers; k++) {
    below += term;
    term *= load / (k + 1);
  }
  const full = (term * servers) / (servers - load);
  return full / (below + full) / (servers - load);
}

await using pool = new Pool({ workers: 2 });
const options = { settings: { servers: [2, 3, 4] }, seed: 1909 };
const result = await compareSettings(800, queue, { ...options, pool });
assert.deepEqual(result, await compareSettings(800, queue, options), 'the same bits without a pool');

const [two] = result.settings;
const { wait, early } = two.outputs;
for (const { setting, outputs } of result.settings) {
  const exact = erlangWait(setting.servers);
  console.log(`${setting.servers} servers: ${shown(outputs.wait)}, exact ${exact.toFixed(4)}`);
  assert.ok(Math.abs(outputs.wait.mean - exact) < 2 * outputs.wait.halfWidth);
}
for (const { setting, outputs } of result.differences) {
  const exact = erlangWait(setting.servers) - erlangWait(2);
  console.log(`${setting.servers} less 2 servers: ${shown(outputs.wait)}, exact ${exact.toFixed(4)}`);
  assert.ok(Math.abs(outputs.wait.mean - exact) < 2 * outputs.wait.halfWidth);
  assert.ok(outputs.wait.varianceReduction > 1);
}

// The bias of an empty start fades like exp(-time / relaxation) or faster.
const relaxation = 1 / (Math.sqrt(2) - Math.sqrt(ARRIVALS)) ** 2;
const left = Math.exp(-500 / ARRIVALS / relaxation);
console.log(
  `the first 100 customers from an empty start: ${shown(early)}, ${percent(1 - early.mean / erlangWait(2))} too low`,
);
console.log(`after the warm-up at most about ${percent(left)} of that are left`);
assert.ok(early.high < erlangWait(2));

const svg = await runsPlot({
  trace: wait.trace,
  exact: erlangWait(2),
  label: 'mean wait',
  note: 'M/M/2 queue at 80 % load: 500 customers to warm up, 1,500 measured in each run; seed 1909.',
});
const [, , file] = process.argv;
if (file !== undefined) writeFileSync(file, file.endsWith('.svg') ? svg : await toPng(svg));

function shown({ mean, halfWidth }: { mean: number; halfWidth: number }): string {
  return `wait ${mean.toFixed(4)} ± ${halfWidth.toFixed(4)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
