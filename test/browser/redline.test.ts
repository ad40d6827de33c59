import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';

const address = '/policies/change-management/redline/1.1-1.2/';
const folder = inject('sample');
let browser: Browser;
let site: { url: string; stop: () => void };

beforeAll(async () => {
  browser = await openBrowser();
  site = await serveEdition(folder, 'internal', 4634);
});

afterAll(async () => {
  site.stop();
  await browser.close();
});

test('names the AI section clause by clause, each a link to its text', async () => {
  const page = await browser.newPage();
  await page.goto(site.url + address);
  for (const clause of ['10 added', '10.1 added', '10.2 added', '10.3 added']) {
    await page.getByRole('link', { name: clause }).first().click();
    const id = clause.split(' ', 1)[0] ?? '';
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${id}`);
    expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
  }
  await page.close();
});

test('n and p step through the changes, and the buttons do the same', async () => {
  const page = await browser.newPage();
  await page.goto(site.url + address);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  const isSeen = () =>
    page.evaluate(() => {
      const box = document.activeElement?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
    });
  await page.keyboard.press('n');
  expect(await focused()).toBe('change:1');
  await page.keyboard.press('n');
  expect(await focused()).toBe('change:2');
  expect(await isSeen()).toBe(true);
  await page.keyboard.press('p');
  expect(await focused()).toBe('change:1');
  await page.keyboard.press('p');
  expect(await focused()).toBe('change:1');
  await page.getByRole('button', { name: 'Next' }).click();
  expect(await page.locator('[data-change-place]').innerText()).toMatch(/^Change [12] of \d+$/);

  const count = await page.locator('.change-number').count();
  for (let step = 0; step < count + 2; step += 1) await page.keyboard.press('n');
  expect(await focused()).toBe(`change:${count}`);
  expect(await isSeen()).toBe(true);
  await page.close();
});

test('the keys leave typing alone', async () => {
  const page = await browser.newPage();
  await page.goto(site.url + address);
  await page.keyboard.press('/');
  await page.keyboard.type('nn');
  expect(await page.getByRole('searchbox').inputValue()).toBe('nn');
  await page.close();
});

test('is read without colour: by shape, by words, and in forced colours', async () => {
  for (const forcedColors of ['none', 'active'] as const) {
    const context = await browser.newContext({ forcedColors });
    const page = await context.newPage();
    await page.goto(site.url + address);
    const lines = await page.evaluate(() =>
      ['.policy-text ins', '.policy-text del'].map((selector) => {
        const mark = document.querySelector(selector);
        return mark ? getComputedStyle(mark).textDecorationLine : '';
      }),
    );
    expect(lines).toEqual(['underline', 'line-through']);
    await context.close();
  }
  const page = await browser.newPage();
  await page.goto(site.url + address);
  const marks = await page.locator('.policy-text :is(ins, del)').allTextContents();
  expect(marks.length).toBeGreaterThan(20);
  for (const mark of marks) {
    expect(mark).toMatch(/^(inserted: [^]* end of insertion|deleted: [^]* end of deletion) $/);
  }
  await page.close();
});

test('at 320 px nothing is wider than the window', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  for (const one of [
    address,
    '/policies/change-management/versions/',
    '/on/',
    '/reviews/',
    '/reviews/cto/',
  ]) {
    await page.goto(site.url + one);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(`${one} ${excess}`).toBe(`${one} 0`);
  }
  await context.close();
});

test('without script the first change is a link', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url + address);
  expect(await page.getByRole('button', { name: 'Next' }).isVisible()).toBe(false);
  await page.getByRole('link', { name: /^\d+ changes$/ }).click();
  expect(new URL(page.url()).hash).toBe('#change:1');
  await context.close();
});

test('is printed whole, without its buttons', async () => {
  const page = await browser.newPage();
  await page.goto(site.url + address);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Next' }).isVisible()).toBe(false);
  const printed = await page.locator('main').innerText();
  expect(printed).toContain('10.1 added');
  expect(printed).toContain('Larkfield keeps appointments');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // Fonts are only embedded where there is text.
  expect(pdf.toString('latin1')).toContain('/FontFile');
  await page.close();
});
