import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';
import { root, runScript } from '../helpers/command.ts';

// The book is no sample: it is judged on this day, and its readers have clocks of their own.
const asOf = '2026-06-01';
const days = (count: number) => new Date(Date.parse(`${asOf}T12:00:00Z`) + count * 86_400_000);

let folder: string;
let browser: Browser;
let site: { url: string; stop: () => void };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-time-'));
  // A copy, because the versions of a book in git are compared with its history.
  const content = path.join(folder, 'book/content');
  await cp(path.join(root, 'test/fixtures/books/standing'), content, { recursive: true });
  const out = path.join(folder, 'out');
  const args = ['--content', content, '--out', out, '--as-of', asOf];
  expect((await runScript('build', args)).code).toBe(0);
  browser = await openBrowser();
  site = await serveEdition(out, 'internal', 4633);
});

afterAll(async () => {
  site.stop();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a page so many days after the book was judged. */
async function openAfter(
  count: number,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; text: string }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.clock.setFixedTime(days(count));
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.shift += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.url + address);
  const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  return { page, text };
}

test('400 days later a page says how long its review is overdue, and how old it is', async () => {
  const { page, text } = await openAfter(400, '/policies/records/');
  expect(text).toContain('Review overdue since 20 January 2027, 167 days');
  expect(text).toContain('Policies as of 1 June 2026, 400 days ago');
  expect(await page.locator('[data-review-line]').getAttribute('data-overdue')).not.toBeNull();
  await page.context().close();
});

test('on its own day it says neither', async () => {
  const { page, text } = await openAfter(0, '/policies/records/');
  expect(text).toContain('Next review due 20 January 2027, in 233 days');
  expect(text).not.toMatch(/overdue|ago/);
  await page.context().close();
});

const addresses = ['/', '/policies/', '/policies/records/', '/reviews/', '/reviews/cto/'];

test.for([320, 360, 768, 1280])('saying so moves nothing at %i px', async (width) => {
  for (const address of addresses) {
    // So high that the foot of the page is seen as well.
    const { page } = await openAfter(400, address, { viewport: { width, height: 4000 } });
    await page.waitForTimeout(200);
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
    expect(`${address} ${shift}`).toBe(`${address} 0`);
    await page.context().close();
  }
});

test('the observer sees a shift where there is one', async () => {
  const { page } = await openAfter(400, '/policies/records/', {
    viewport: { width: 1280, height: 2000 },
  });
  await page.evaluate(() => {
    document.querySelector('[data-review-line]')?.append(document.createElement('br'), 'more');
  });
  await page.waitForTimeout(700);
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeGreaterThan(
    0,
  );
  await page.context().close();
});

test('without script the page states the dates and claims no age', async () => {
  const { page, text } = await openAfter(400, '/policies/records/', { javaScriptEnabled: false });
  expect(text).toContain('Next review due 20 January 2027');
  expect(text).toContain('Policies as of 1 June 2026');
  expect(text).not.toMatch(/overdue|ago/);
  await page.context().close();
});

test('a day leads to the page of the last change before it, and the page names the day', async () => {
  const { page } = await openAfter(0, '/on/');
  await page.getByLabel('Day').fill('2026-03-15');
  await page.getByRole('button', { name: 'Show policies' }).click();
  await page.waitForURL(`${site.url}/on/2026-02-28/?day=2026-03-15`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
    'Policies on 15 March 2026',
  );
  expect(await page.title()).toContain('15 March 2026');
  expect(await page.getByLabel('Day').inputValue()).toBe('2026-03-15');
  await page.context().close();
});

test('an address with a day leads there too, and one before all policies says so', async () => {
  const { page } = await openAfter(0, '/on/?day=2026-05-01');
  await page.waitForURL(`${site.url}/on/2026-04-01/?day=2026-05-01`);
  await page.goto(`${site.url}/on/?day=2020-01-01`);
  expect(await page.getByRole('status').innerText()).toContain('5 January 2026');
  await page.goto(`${site.url}/on/2026-08-01/?day=2027-01-01`);
  expect(await page.getByRole('status').innerText()).toContain('after the date of this site');
  await page.context().close();
});

test('without script the days are a list', async () => {
  const { page } = await openAfter(0, '/on/', { javaScriptEnabled: false });
  expect(await page.getByLabel('Day').isVisible()).toBe(false);
  await page.getByRole('link', { name: '1 April 2026' }).click();
  await page.waitForURL(`${site.url}/on/2026-04-01/`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
    'Policies on 1 April 2026',
  );
  await page.context().close();
});
