import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';

interface Change {
  readonly id: string;
  readonly standing: string;
  readonly scopes: readonly string[];
  readonly fields: Readonly<Record<string, { readonly value: string }>>;
  readonly verdicts: readonly { readonly rule: string; readonly verdict: string }[];
}

const folder = inject('sample');
let browser: Browser;
let site: { url: string; stop: () => void };
/** What the files for programs say, which know nothing of filters. */
let changes: readonly Change[];

beforeAll(async () => {
  browser = await openBrowser();
  site = await serveEdition(folder, 'internal', 4635);
  const file = await readFile(path.join(folder, 'internal/api/changes.json'), 'utf8');
  ({ changes } = JSON.parse(file) as { changes: Change[] });
});

afterAll(async () => {
  site.stop();
  await browser.close();
});

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(site.url + address);
  return page;
}

const idsShown = (page: Page) => page.locator('tr[data-tokens]:visible .id').allInnerTexts();
const idsOf = (wanted: (change: Change) => boolean) => changes.filter(wanted).map(({ id }) => id);
const isOfType = (type: string) => (change: Change) => change.fields['type']?.value === type;
const statusOf = (page: Page) => page.locator('.filtered').getByRole('status').innerText();

async function choose(page: Page, filter: string, value: string): Promise<void> {
  const filters = page.getByRole('navigation', { name: 'Filters of the register' });
  await filters.locator('summary', { hasText: filter }).click();
  await filters.getByRole('link', { name: value, exact: true }).click();
}

test('filters add up, say how many are left, and stand in the address', async () => {
  const page = await open('/register/');
  expect(await idsShown(page)).toEqual(changes.map(({ id }) => id));
  await choose(page, 'Type', 'Normal');
  const normal = idsOf(isOfType('normal'));
  expect(await idsShown(page)).toEqual(normal);
  await choose(page, 'Scope', 'security');
  const both = idsOf((change) => isOfType('normal')(change) && change.scopes.includes('security'));
  expect(both.length).toBeGreaterThan(0);
  expect(both.length).toBeLessThan(normal.length);
  expect(await idsShown(page)).toEqual(both);
  expect(await statusOf(page)).toBe(
    `${both.length} of the ${changes.length} changes on this page: type Normal, scope security`,
  );
  expect(page.url()).toBe(`${site.url}/register/?type=normal&scope=security`);

  const sent = await open('/register/?type=normal&scope=security');
  expect(await idsShown(sent)).toEqual(both);
  await sent.context().close();

  await page.goBack();
  expect(await idsShown(page)).toEqual(normal);
  await page.goForward();
  await page.getByRole('button', { name: 'Remove the filter Normal' }).click();
  expect(await idsShown(page)).toEqual(idsOf(({ scopes }) => scopes.includes('security')));
  await page.context().close();
});

test('a filter counts the rows that it would leave', async () => {
  const page = await open('/register/?type=emergency');
  const counts = await page
    .locator('[data-filter-kind="rule"] li')
    .evaluateAll((items) => items.map((item) => item.textContent.trim().split(/\s+/)));
  for (const [rule = '', count] of counts) {
    const failed = idsOf(
      (change) =>
        isOfType('emergency')(change) &&
        change.verdicts.some((one) => one.rule === `change/${rule}` && one.verdict === 'fail'),
    );
    expect([rule, Number(count)]).toEqual([rule, failed.length]);
  }
  expect(counts.length).toBeGreaterThan(5);
  await page.context().close();
});

test('nothing found says so and offers all again', async () => {
  const page = await open('/register/?type=major&verdict=answered');
  expect(idsOf((one) => isOfType('major')(one) && one.standing === 'answered')).toEqual([]);
  expect(await idsShown(page)).toEqual([]);
  expect(await statusOf(page)).toBe(
    'No change on this page matches all of: verdict Answered, type Major',
  );
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  expect(await idsShown(page)).toHaveLength(changes.length);
  expect(page.url()).toBe(`${site.url}/register/`);
  await page.context().close();
});

test('a value that the page does not know is not passed over in silence', async () => {
  const page = await open('/register/?scope=<b>nowhere');
  expect(await idsShown(page)).toEqual([]);
  expect(await statusOf(page)).toContain('scope <b>nowhere');
  await page.context().close();
});

test('what the page is about leads to another page, and the other filters come along', async () => {
  const page = await open('/register/verdict/deviation/?type=normal');
  expect(await idsShown(page)).toEqual(
    idsOf((one) => one.standing === 'deviation' && isOfType('normal')(one)),
  );
  await choose(page, 'Verdict', 'Answered');
  await page.waitForURL(`${site.url}/register/verdict/answered/?type=normal`);
  expect(await idsShown(page)).toEqual(
    idsOf((one) => one.standing === 'answered' && isOfType('normal')(one)),
  );
  await page.context().close();
});

test('without script each filter is a link to a page with those rows, and nothing is hidden', async () => {
  const page = await open('/register/?type=major', { javaScriptEnabled: false });
  expect(await idsShown(page)).toEqual(changes.map(({ id }) => id));
  await choose(page, 'Failed rule', 'staging');
  await page.waitForURL(`${site.url}/register/rule/staging/`);
  const failed = idsOf(({ verdicts }) =>
    verdicts.some(({ rule, verdict }) => rule === 'change/staging' && verdict === 'fail'),
  );
  expect(await idsShown(page)).toEqual(failed);
  expect(await page.locator('.totals').innerText()).toContain(
    `${failed.length} of ${changes.length} changes`,
  );
  await page.context().close();
});

test('on paper stands what is shown, and by what it was chosen', async () => {
  const page = await open('/register/?type=major');
  await page.emulateMedia({ media: 'print' });
  expect(await idsShown(page)).toEqual(idsOf(isOfType('major')));
  expect(await statusOf(page)).toContain('on this page: type Major');
  expect(await page.locator('.filters').isVisible()).toBe(false);
  expect(await page.locator('.words').isVisible()).toBe(false);
  await page.context().close();
});

test('the keyboard chooses, closes and is never left without a place', async () => {
  const page = await open('/register/');
  const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
  await page.locator('[data-filter-kind="type"] summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  expect(await page.locator('.filters [open]').count()).toBe(0);
  expect(await focused()).toBe('Type');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await focused()).toMatch(/^Type\s+Standard$/);
  await page.getByRole('button', { name: 'Remove the filter Standard' }).focus();
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Verdict');
  await page.context().close();
});
