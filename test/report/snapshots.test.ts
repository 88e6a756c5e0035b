/**
 * Each kind of picture as it was looked at: `snapshots/NAME.svg`. After a change on purpose run
 * `UPDATE_SNAPSHOTS=1 node build/test/report/snapshots.test.js`, look at the pictures, and commit them.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { plot } from 'nfold/report';
import { gallery } from './gallery.js';

const folder = new URL('../../../test/report/snapshots/', import.meta.url);
const updating = (process.env['UPDATE_SNAPSHOTS'] ?? '') !== '';

/** Coordinates are cut to hundredths of a pixel, and the last bit of a logarithm may differ from engine to engine. */
const TOLERANCE = 0.02;
const NUMBER = /-?\d+(?:\.\d+)?/g;

function assertAlike(actual: string, expected: string): void {
  assert.equal(actual.replaceAll(NUMBER, '#'), expected.replaceAll(NUMBER, '#'));
  const numbers = (text: string): number[] => (text.match(NUMBER) ?? []).map(Number);
  const wanted = numbers(expected);
  for (const [i, number] of numbers(actual).entries()) {
    assert.ok(Math.abs(number - wanted[i]) <= TOLERANCE, `number ${i}: ${number} instead of ${wanted[i]}`);
  }
}

for (const [name, draw] of Object.entries(gallery)) {
  test(`${name} looks as it did`, async () => {
    const svg = await draw();
    const file = new URL(`${name}.svg`, folder);
    if (updating) writeFileSync(file, svg);
    assertAlike(svg, readFileSync(file, 'utf8'));
  });
}

test('there is a picture of each kind, and none that nothing draws', () => {
  const names = Object.keys(gallery);
  for (const kind of Object.keys(plot)) assert.ok(names.includes(kind), kind);
  assert.deepEqual(readdirSync(folder).toSorted(), names.map((name) => `${name}.svg`).toSorted());
});
