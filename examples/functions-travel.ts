// Three ways for a function to reach a worker: as itself, with the variables it uses, or by the module that exports it.
import assert from 'node:assert/strict';
import { NfoldError, Pool, inline, tasks } from 'nfold';

await using pool = new Pool(2);
const items = [1, 2, 3];

// 1. As itself: its source text is sent, so it may use nothing from outside.
assert.deepEqual(await pool.map((x) => x * x, items), [1, 4, 9]);

// What it captures is found before anything is sent, and named with the remedy.
const factor = 3;
const scaled = (x: number): number => factor * x;
const error: unknown = await pool.map(scaled, items).catch((reason: unknown) => reason);
assert.ok(error instanceof NfoldError && error.code === 'ERR_TASK_NOT_PORTABLE');
assert.match(error.message, /uses the outer variable factor/);

// 2. With its variables listed: they are copied to each worker once.
assert.deepEqual(await pool.map(inline(scaled, { scope: { factor } }), items), [3, 6, 9]);

// 3. By its module, which each worker imports once; the names and types are those of the module.
const work = tasks<typeof import('./work.js')>(new URL('./work.js', import.meta.url));
assert.deepEqual(await pool.map(work.triple, items), [3, 6, 9]);

console.log(error.message);
