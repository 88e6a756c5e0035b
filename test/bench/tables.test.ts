// Figures of the documentation and what was measured are one and the same.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Page {
  readonly file: string;
  readonly path: string;
  readonly text: string;
}
interface Tables {
  readonly renewed: (path: string, text: string) => Promise<string>;
  readonly pagesWithFigures: () => Page[];
  readonly resultsOf: (text: string) => string[];
}
interface Bench {
  readonly benchScripts: () => string[];
  readonly resultName: (script: string) => string;
}
const root = new URL('../../../', import.meta.url);
const { renewed, pagesWithFigures, resultsOf } = (await import(
  new URL('scripts/bench-tables.mjs', root).href
)) as Tables;
const { benchScripts, resultName } = (await import(new URL('scripts/bench.mjs', root).href)) as Bench;

interface Result {
  readonly name: string;
  readonly schema: string;
  readonly quick: boolean;
  readonly machine: { readonly cpu: string; readonly date: string };
  readonly versions: { readonly nfold: string };
}
const resultAt = (name: string): Result =>
  JSON.parse(readFileSync(new URL(`bench/results/${name}.json`, root), 'utf8')) as Result;

describe('figures of the documentation', () => {
  for (const { file, path, text } of pagesWithFigures()) {
    it(`${file}: agree with bench/results; npm run bench:tables writes them anew`, async () => {
      assert.equal(await renewed(path, text), text);
    });

    it(`${file}: tells on what and when they were measured`, () => {
      assert.match(text, /<!-- bench: page machine -->/);
      for (const name of resultsOf(text)) {
        const { quick, machine } = resultAt(name);
        assert.ok(!quick && machine.cpu !== '' && Date.parse(machine.date) > 0, name);
      }
    });
  }

  it('are found out when they are not what was measured, in a table and in a sentence', async () => {
    const wrong = [
      [/(<!-- bench: [\s\S]*?\| )[\d.]+( [mµn]?s)/, '$1999$2'],
      [/(<!-- bench: [^\n]*? -->)[\d.]+/, '$1999'],
    ] as const;
    for (const [pattern, other] of wrong) {
      const page = pagesWithFigures().find(({ text }) => pattern.test(text));
      assert.ok(page !== undefined);
      const changed = page.text.replace(pattern, other);
      assert.notEqual(changed, page.text);
      assert.equal(await renewed(page.path, changed), page.text);
    }
  });

  it('name the comment at fault when there is no such result, view, variant or place', async () => {
    for (const [words, message] of [
      ['no-such-bench sweep', /no-such-bench sweep -->: ENOENT/],
      ['converge no-such-view', /there is no view no-such-view/],
      ['converge 7', /there is no comparison 7/],
      ['converge median 0 abacus', /there is no abacus, but nfold, 1 worker;/],
      ['converge value no.such.place count', /there is no no\.such\.place/],
    ] as const) {
      const text = `<!-- bench: ${words} -->x<!-- /bench -->`;
      await assert.rejects(renewed('page.md', text), message);
    }
  });
});

describe('scripts of bench/', () => {
  it('have results each, of a full run, and there are no others', () => {
    const names = benchScripts().map(resultName);
    const files = readdirSync(new URL('bench/results/', root)).map((file) => file.replace(/\.json$/, ''));
    assert.deepEqual(files.sort(), names.sort());
    for (const name of names) {
      const { name: own, schema, quick, versions } = resultAt(name);
      assert.deepEqual([own, schema, quick, typeof versions.nfold], [name, 'nfold-bench/2', false, 'string']);
    }
  });

  it('say how they are called and where they write, and share one skeleton', () => {
    for (const script of benchScripts()) {
      const source = readFileSync(new URL(`bench/${script}`, root), 'utf8');
      const [header] = source.split(/^import /m);
      assert.match(header, new RegExp(`node bench/${script} \\[\\w+\\] \\[--quick\\]`), script);
      assert.ok(header.includes(`bench/results/${resultName(script)}.json`), `${script}: where it writes`);
      assert.match(source, /= benchRun\(import\.meta\.url, \{ rounds: \d+, quick: \d+ \}\)/, script);
    }
  });
});
