import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { Endless, ascending, asynchronous, collect, range, squares } from '../data.js';

export const unordered: readonly GroupedCase[] = [
  {
    name: 'imapUnordered yields every value once, from any source, with any chunk size',
    run: async ({ pool }) => {
      for (const chunkSize of [1, 7, 100]) {
        for (const items of [range(50), asynchronous(range(50)), new Set(range(50))]) {
          const seen = await collect(pool.imapUnordered((x) => x * x, items, { chunkSize }));
          assert.deepEqual(ascending(seen), squares(50));
        }
      }
    },
  },
  {
    name: 'imapUnordered of an endless source: the window holds, and leaving the loop stops the source',
    run: async ({ pool }) => {
      const source = new Endless();
      let seen = 0;
      for await (const value of pool.imapUnordered((x) => x, source, { window: 3, chunkSize: 2 })) {
        assert.ok(value >= 0);
        seen++;
        // Three chunks of two wait or are on their way, and one is being read.
        assert.ok(source.read <= seen + 7, `${source.read} items were read when ${seen} were delivered`);
        if (seen === 21) break;
      }
      assert.equal(source.returned, true);
    },
  },
  {
    name: 'imapUnordered delivers what came before an error, of a task or of the source',
    run: async ({ pool }) => {
      function* failing(): Generator<number> {
        yield 1;
        yield 2;
        throw new RangeError('source');
      }
      const seen: number[] = [];
      const read = async (items: Iterable<number>, fn: (x: number) => number): Promise<void> => {
        for await (const value of pool.imapUnordered(fn, items, { window: 1 })) seen.push(value);
      };
      await assert.rejects(
        read(failing(), (x) => x),
        /source/,
      );
      assert.deepEqual(ascending(seen.splice(0)), [1, 2]);
      const three = (x: number): number => { if (x === 3) throw new Error('task'); return x; }; // prettier-ignore
      await assert.rejects(read(range(9), three), /task/);
      assert.deepEqual(seen, [0, 1, 2]);
    },
  },
  {
    name: 'imap and imapUnordered end with ERR_CANCELLED when their signal aborts',
    run: async ({ pool }) => {
      for (const verb of ['imap', 'imapUnordered'] as const) {
        const controller = new AbortController();
        const source = new Endless();
        const reading = async (): Promise<void> => {
          for await (const value of pool[verb]((x) => x, source, { signal: controller.signal })) {
            if (value >= 5) controller.abort();
          }
        };
        await assert.rejects(reading(), { code: 'ERR_CANCELLED' });
        assert.equal(source.returned, true);
      }
    },
  },
  {
    name: 'settled runs yield failures at their places and go on, in order or not',
    run: async ({ pool }) => {
      const odd = (x: number): number => {
        if (x % 2 === 1) throw new RangeError(`${x} is odd`);
        return x / 2;
      };
      const told = (index: number): string =>
        index % 2 === 1 ? `${index}: RangeError: ${index} is odd` : `${index}: ${index / 2}`;
      for (const chunkSize of [1, 7, 'auto'] as const) {
        for (const verb of ['imap', 'imapUnordered'] as const) {
          const calls = await collect(pool[verb](odd, range(40), { chunkSize, settle: true }));
          if (verb === 'imapUnordered') calls.sort((a, b) => a.index - b.index);
          const seen = calls.map((call) => {
            return `${call.index}: ${call.status === 'fulfilled' ? call.value : String(call.reason)}`;
          });
          assert.deepEqual(seen, range(40).map(told));
        }
      }
    },
  },
];
