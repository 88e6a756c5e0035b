import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'nfold';
import type { Span } from '#nfold/core';

for (const backend of ['threads', 'processes', 'serial'] as const) {
  test(`spans tell when calls were sent and results received: ${backend}`, async () => {
    const pool = new Pool({ workers: backend === 'serial' ? 1 : 2, backend });
    const spans: Span[] = [];
    await pool.map((x: number) => x + 1, [1, 2, 3, 4], { chunkSize: 1, onSpan: (span) => spans.push(span) });
    await pool.terminate();
    assert.equal(spans.length, 4);
    for (const { sent = NaN, received = NaN } of spans) assert.ok(sent > 1e9 && sent <= received);
  });
}
