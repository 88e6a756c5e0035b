import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import * as nfold from 'nfold';
import { noBrowser, openBrowser } from './chromium.js';
import { type Site, openSite } from './site.js';

/* Pools in a web page: their threads are Web Workers. What is evaluated in the page travels there as text. */

/** Results of which a page has to give the same bits as Node.js, for any number of workers; 0 for none. */
async function answers(workers: number): Promise<readonly unknown[]> {
  const { Pool, converge, integrate } = await import('nfold');
  const { normal, simulate } = await import('nfold/simulate');
  const pool = workers === 0 ? new Pool({ backend: 'serial', seed: 7 }) : new Pool({ workers, seed: 7 });
  const { values } = await converge('1/(1+x^2)', [0, 1], { samples: 500, seed: 3, pool });
  const volume = await integrate(
    ([x, y, z]: Float64Array) => x * y + z ** 2,
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    {
      method: 'monte-carlo',
      maxEvaluations: 50_000,
      seed: 5,
      pool,
    },
  );
  const draws = { x1: normal(3, 5), x2: normal(10, 1) };
  const lab = await simulate({ draws, model: 'y = 1 + x1 + 2*x2', n: 20_000, seed: 11, pool });
  const squares = await pool.mapTyped((x: number) => x * x, Float64Array.of(1, 2, 3));
  const normals = await pool.map((_: number, { random }) => random.standardNormal(), [0, 1, 2]);
  await pool.close();
  return [values.slice(490), volume.value, lab.outputs.y.mean, squares, normals].map(String);
}

describe('a pool in a web page', { skip: noBrowser }, () => {
  let site: Site;
  let other: Site;
  let browser: Browser;

  before(async () => {
    [site, other] = await Promise.all([openSite(), openSite()]);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await Promise.all([site.close(), other.close()]);
  });

  async function open(path: '/isolated' | '/plain', library = site.origin): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`${site.origin}${path}?library=${library}`);
    return page;
  }

  for (const path of ['/isolated', '/plain'] as const) {
    test(`${path}: passes the suite of every backend`, async () => {
      const page = await open(path);
      const text = await page.evaluate(async () => {
        const { runConformance } = await import('nfold/conformance');
        return String(await runConformance('threads', { workers: [2] }));
      });
      assert.match(text, /\n\d\d+ passed, 0 failed, \d skipped$/, text);
      await page.close();
    });

    test(`${path}: gives the results of Node.js, whatever the number of workers`, async () => {
      const page = await open(path);
      const expected = await answers(0);
      for (const workers of [0, 1, 2]) assert.deepEqual(await page.evaluate(answers, workers), expected);
      await page.close();
    });

    test(`${path}: a worker that closes itself fails its call alone`, async () => {
      const page = await open(path);
      const [lost, next] = await page.evaluate(async () => {
        const { Pool, isNfoldError } = await import('nfold');
        const pool = new Pool(1);
        const leave = (): Promise<never> => {
          globalThis.close();
          return new Promise(() => {});
        };
        const error: unknown = await pool.apply(leave, []).catch((reason: unknown) => reason);
        const code = isNfoldError(error)
          ? `${error.code} ${String(error.details['exitCode'])}`
          : String(error);
        const answer = await pool.apply((x: number) => x + 1, [1]);
        await pool.close();
        return [code, answer];
      });
      assert.deepEqual([lost, next], ['ERR_WORKER_LOST 0', 2]);
      await page.close();
    });
  }

  test('works where the library comes from another origin, as from a CDN', async () => {
    const page = await open('/isolated', other.origin);
    assert.deepEqual(await page.evaluate(answers, 2), await answers(0));
    await page.close();
  });

  test('the page among the examples estimates the integral of the lecture', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/examples/web-page.html`);
    await page.getByRole('spinbutton', { name: 'estimates' }).fill('300');
    await page.getByRole('spinbutton', { name: 'workers' }).fill('2');
    await page.getByRole('button', { name: 'Estimate' }).click();
    const result = page.getByRole('status').filter({ hasText: 'estimates took' });
    await result.waitFor();
    const { values } = await nfold.converge('1/(1+x^2)', [0, 1], { samples: 300 });
    assert.ok((await result.textContent())?.startsWith(`${values[299]} from 299 points`));
    await page.close();
  });

  test('says what a page lacks', async () => {
    const page = await open('/plain');
    const messages = await page.evaluate(async () => {
      const { Pool } = await import('nfold');
      const failure = async (make: () => InstanceType<typeof Pool>): Promise<string> => {
        try {
          await make().apply(() => 1, []);
        } catch (error) {
          return String(error);
        }
        return 'no error';
      };
      return [
        await failure(() => new Pool({ backend: 'processes' })),
        await failure(() => new Pool({ env: { A: '1' } })),
        await failure(() => new Pool({ maxMemoryPerWorkerMb: 100 })),
        await failure(() => new Pool({ resourceLimits: { maxOldGenerationSizeMb: 100 } })),
        await failure(() => {
          const pool = new Pool(1);
          pool.mapSync((x: number) => x, [1]);
          return pool;
        }),
      ];
    });
    const expected = [
      /a web page has no processes; use threads/,
      /env would have no effect on the workers of a page; leave it out/,
      /maxMemoryPerWorkerMb would have no effect on the workers of a page; leave it out/,
      /resourceLimits would have no effect: a web page does not limit the memory of workers; leave them out/,
      /mapSync does not work here/,
    ];
    for (const [i, pattern] of expected.entries()) assert.match(messages[i], pattern);
    await page.close();
  });
});
