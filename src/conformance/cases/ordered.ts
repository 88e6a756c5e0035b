import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';

export const ordered: readonly GroupedCase[] = [
  {
    name: 'imap in order, from any source, with any chunk size',
    run: async ({ pool }) => {
      async function* source(): AsyncGenerator<number> {
        for (const i of range(50)) yield i;
      }
      for (const chunkSize of [1, 7, 100]) {
        for (const items of [range(50), source(), new Set(range(50))]) {
          const seen: number[] = [];
          for await (const value of pool.imap((x) => x + 1, items, { chunkSize })) seen.push(value);
          assert.deepEqual(
            seen,
            range(50).map((x) => x + 1),
          );
        }
      }
    },
  },
  {
    name: 'imap of an endless source: the window holds, and leaving the loop stops the source',
    run: async ({ pool }) => {
      let read = 0;
      let returned = false;
      function* endless(): Generator<number> {
        try {
          for (;;) yield read++;
        } finally {
          returned = true;
        }
      }
      for await (const value of pool.imap((x) => x, endless(), { window: 3 })) {
        assert.ok(read <= value + 4, `${read} items were read when ${value} was delivered`);
        if (value === 20) break;
      }
      assert.equal(returned, true);
    },
  },
  {
    name: 'imap delivers what came before an error, of a task or of the source',
    run: async ({ pool }) => {
      function* failing(): Generator<number> {
        yield 1;
        yield 2;
        throw new RangeError('source');
      }
      const seen: number[] = [];
      const read = async (items: Iterable<number>, fn: (x: number) => number): Promise<void> => {
        for await (const value of pool.imap(fn, items)) seen.push(value);
      };
      assert.equal((await assert.rejection(read(failing(), (x) => x))).message, 'source');
      assert.deepEqual(seen.splice(0), [1, 2]);
      const three = (x: number): number => { if (x === 3) throw new Error('task'); return x; }; // prettier-ignore
      assert.equal((await assert.rejection(read(range(9), three))).message, 'task');
      assert.deepEqual(seen, [0, 1, 2]);
    },
  },
];
