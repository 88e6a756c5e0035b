// Figures of the documentation and what was measured are one and the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

interface Tables {
  readonly renewed: (path: string, text: string) => Promise<string>;
  readonly pagesWithTables: () => { file: string; path: string; text: string }[];
}
const { renewed, pagesWithTables } = (await import(
  new URL('../../../scripts/bench-tables.mjs', import.meta.url).href
)) as Tables;

describe('figures of the documentation', () => {
  for (const { file, path, text } of pagesWithTables()) {
    it(`${file}: agree with bench/results; npm run bench:tables writes them anew`, async () => {
      assert.equal(await renewed(path, text), text);
    });
  }

  it('are found out when they are not what was measured', async () => {
    const [{ path, text }] = pagesWithTables();
    const wrong = text.replace(/(<!-- bench: [\s\S]*?\| )[\d.]+( [mµn]?s)/, '$1999$2');
    assert.notEqual(wrong, text);
    assert.equal(await renewed(path, wrong), text);
  });
});
