import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';

const folder = inject('sample');
let browser: Browser;
let internal: { url: string; stop: () => void };
let open: { url: string; stop: () => void };

beforeAll(async () => {
  browser = await openBrowser();
  internal = await serveEdition(folder, 'internal', 4631);
  open = await serveEdition(folder, 'public', 4632);
});

afterAll(async () => {
  internal.stop();
  open.stop();
  await browser.close();
});

/** Opens pages one after the other and returns everything that a browser complains of, foreign requests included. */
async function complaintsOf(
  site: string,
  pages: readonly string[],
  options: BrowserContextOptions = {},
  visit: (page: Page, address: string) => Promise<string[]> = () => Promise.resolve([]),
): Promise<string[]> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  let address = '';
  page.on('console', (message) =>
    complaints.push(`${address} ${message.type()}: ${message.text()}`),
  );
  page.on('pageerror', (error) => complaints.push(`${address} ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site)) complaints.push(`${address} asks ${request.url()}`);
  });
  for (address of pages) {
    await page.goto(site + address);
    complaints.push(...(await visit(page, address)));
  }
  await context.close();
  return complaints;
}

/** One page of each kind; the many of one kind differ in their text only. */
const kinds = [
  '/',
  '/policies/',
  '/policies/change-management/',
  '/policies/change-management/1.1/',
  '/policies/change-management/versions/',
  '/policies/change-management/redline/1.1-1.2/',
  '/on/',
  '/on/2025-11-12/',
  '/register/',
  '/register/2026-03/',
  '/register/platform/',
  '/register/rule/staging/',
  '/changes/platform-1042/',
  '/reviews/',
  '/reviews/cto/',
  '/rules/',
];

async function listPages(edition: string): Promise<string[]> {
  const files = await readdir(path.join(folder, edition), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('index.html'))
    .map((file) => `/${file.replace('index.html', '')}`);
}

test('no page of the public edition makes the browser complain, with script and without', async () => {
  const pages = await listPages('public');
  expect(pages.length).toBeGreaterThan(5);
  expect(await complaintsOf(open.url, pages)).toEqual([]);
  expect(await complaintsOf(open.url, pages, { javaScriptEnabled: false })).toEqual([]);
});

test('no page of the internal edition does either', async () => {
  const pages = await listPages('internal');
  expect(await complaintsOf(internal.url, pages)).toEqual([]);
  expect(await complaintsOf(internal.url, pages, { javaScriptEnabled: false })).toEqual([]);
});

test.for([320, 360, 768, 1280])('at %i px nothing is wider than the window', async (width) => {
  const tooWide = await complaintsOf(
    internal.url,
    kinds,
    { viewport: { width, height: 800 } },
    async (page, address) => {
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      return excess > 0 ? [`${address} is ${excess} px too wide`] : [];
    },
  );
  expect(tooWide).toEqual([]);
});

test('searching "emergency" by keyboard leads to the clause', async () => {
  const page = await browser.newPage();
  await page.goto(`${internal.url}/register/`);
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('emergency');
  const clause = page.getByRole('dialog').locator('a[href$="/policies/change-management/#3.c"]');
  await clause.waitFor();
  await clause.click();
  await page.waitForURL(`${internal.url}/policies/change-management/#3.c`);
  expect(await page.locator('[id="3.c"]').textContent()).toContain('Emergency changes');
  await page.close();
});

test('Escape closes the search, and an unknown word says so', async () => {
  const page = await browser.newPage();
  await page.goto(internal.url);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('zyxwv');
  await expect
    .poll(() => page.getByRole('dialog').locator('[aria-live]').textContent())
    .toMatch(/no|nothing/i);
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.close();
});

test('a reader without script is told the dates in words', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${internal.url}/policies/change-management/`);
  const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toContain('Next review due 20 November 2026');
  expect(text).toContain('Policies as of 15 November 2026');
  await context.close();
});

test('the sample stays on its own day, whatever the reader’s clock says', async () => {
  const page = await browser.newPage();
  await page.clock.setFixedTime(new Date('2028-06-01T12:00:00Z'));
  await page.goto(`${internal.url}/policies/access-control/`);
  const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toContain('in 12 days');
  expect(text).not.toContain('overdue');
  await page.close();
});

test('both themes have a readable ground', async () => {
  const grounds = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      await page.goto(internal.url);
      const colours = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return { backgroundColor, color };
      });
      await context.close();
      return colours;
    }),
  );
  expect(grounds[0]?.backgroundColor).not.toBe(grounds[1]?.backgroundColor);
  expect(grounds[0]?.color).not.toBe(grounds[1]?.color);
});
