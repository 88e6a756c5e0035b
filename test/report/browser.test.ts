import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, type Page, chromium } from 'playwright-core';
import { report } from 'nfold/report';
import { exampleSweep } from './support.js';

/* A report as people open it: in Chromium, from a file. */

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const skip = CHROMIUM === undefined && 'no Chromium of the system: apt-get install chromium';

/** The headings and the cells of the first column, as they stand. */
const firstColumn = (page: Page): Promise<string[]> => page.locator('tbody th').allTextContents();

describe('a report in a browser', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'nfold-browser-'));
  const file = join(folder, 'report.html');
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];

  before(async () => {
    const sweep = await exampleSweep([0, 1, 2, 4], 5, true);
    await report(sweep, file, { command: 'nfold bench converge', machine: { Processor: 'Some CPU' } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('charts are there, nothing complains, and nothing comes from elsewhere', async () => {
    assert.equal(await page.locator('figure svg').count(), 3);
    for (const svg of await page.locator('figure svg').all()) {
      const box = await svg.boundingBox();
      assert.ok(box !== null && box.width > 300 && box.height > 200);
    }
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests, [pathToFileURL(file).href]);
  });

  test('all that has a role has an accessible name', async () => {
    const tree = await page.locator('main').ariaSnapshot();
    assert.match(tree, /- '?heading "converge 1\/\(1\+x\^2\) & more: time by number of workers" \[level=1\]/);
    for (const name of ['Findings', 'Speed-up', 'Efficiency', 'Numbers', 'Raw data']) {
      assert.match(tree, new RegExp(`- heading "${name}" \\[level=2\\]`), name);
    }
    assert.equal(tree.match(/- '?img "/g)?.length, 3);
    assert.match(tree, /- table "Times by number of workers"/);
    assert.doesNotMatch(tree, /- (img|button|table|region|group)(:|$)/m, 'none is nameless');
  });

  test('tables sort by the keyboard alone, numbers by their size', async () => {
    const unsorted = await firstColumn(page);
    assert.deepEqual(unsorted, ['serial', '1', '2', '4']);
    const button = page.getByRole('button', { name: 'time', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const head = page.locator('th', { has: button });
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    const times = (await page.locator('tbody td:nth-child(2)').allTextContents()).map(parseFloat);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.notDeepEqual(await firstColumn(page), unsorted);
    await page.keyboard.press('Space');
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    await page.getByRole('button', { name: 'workers', exact: true }).press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), null);
  });

  test('marks tell their values to the pointer and to arrow keys', async () => {
    const chart = page.locator('.chart').first();
    assert.match((await chart.getAttribute('aria-label')) ?? '', /Arrow keys step through its 4 marks$/);
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    const status = page.getByRole('status').first();
    assert.match((await status.textContent()) ?? '', /^serial: 20\d ms$/);
    assert.equal(await page.locator('.tip').textContent(), await status.textContent());
    await page.keyboard.press('ArrowLeft');
    assert.match((await status.textContent()) ?? '', /^4 workers: /);
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('.tip').isVisible()));
    await page.locator('figure').first().locator('circle[r="5"]').nth(2).hover();
    assert.match((await page.locator('.tip').textContent()) ?? '', /^2 workers: /);
  });

  test('raw data and tables can be saved', async () => {
    const saved = async (name: RegExp): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return readFileSync(await download.path(), 'utf8');
    };
    const data = JSON.parse(await saved(/^Save the raw data$/)) as { runs: unknown[] };
    assert.equal(data.runs.length, 4);
    assert.match(await saved(/^Save “Times by number of workers” as CSV$/), /^workers,time,interval,/);
  });

  test('dark pages have light text and pictures, and print is light without buttons', async () => {
    const colourOf = (selector: string, property: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    const lightness = (colour: string): number =>
      (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
    await page.emulateMedia({ colorScheme: 'light' });
    assert.ok(lightness(await colourOf('body', 'background-color')) > 0.9);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.ok(lightness(await colourOf('body', 'background-color')) < 0.2);
    assert.ok(lightness(await colourOf('figure svg text', 'fill')) > 0.7);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    assert.ok(lightness(await colourOf('body', 'background-color')) > 0.9);
    assert.ok(!(await page.getByRole('button', { name: 'Save the raw data' }).isVisible()));
    await page.emulateMedia({ colorScheme: null, media: null });
  });

  test('printed charts and tables are as wide as the page at most', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    const page1 = await page.locator('main').boundingBox();
    for (const selector of ['figure svg', 'table']) {
      const box = await page.locator(selector).first().boundingBox();
      assert.ok(box !== null && page1 !== null && box.width <= page1.width + 1, selector);
    }
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
    await page.emulateMedia({ media: null });
  });

  test('on a narrow screen tables and charts alone scroll sideways, and charts stay readable', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(content <= screen, `${content} > ${screen}`);
    const chart = await page.locator('.chart').first().boundingBox();
    const svg = await page.locator('figure svg').first().boundingBox();
    assert.ok(chart !== null && chart.width <= 360);
    assert.ok(svg !== null && svg.width >= 600, 'letters of 13 units are 9.75 pixels or more');
    assert.deepEqual(complaints, []);
  });
});
