import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';
import { runHere } from '../helpers/command.ts';

let browser: Browser;
let site: { url: string; stop: () => void };

beforeAll(async () => {
  browser = await openBrowser();
  site = await serveEdition(inject('sample'), 'internal', 4639);
});

afterAll(async () => {
  site.stop();
  await browser.close();
});

test('the page draws the sample that the command draws, without the digests of a secure page', async () => {
  const out = await temporaryFolder();
  const args = [
    '--from',
    '2026-04-01',
    '--to',
    '2026-06-30',
    '--size',
    '12',
    '--seed',
    'Ä 7',
    '--by',
    'type',
    '--all',
    'emergency',
  ];
  const { stdout } = await runHere('sample', [...args, '--out', out, '--format', 'json']);
  const expected = JSON.parse(stdout) as { drawn: { change: string }[]; populationDigest: string };

  const page = await browser.newPage();
  // Plain http inside a company has no crypto.subtle; this address of the machine itself has.
  await page.addInitScript(() => {
    Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined });
  });
  await page.goto(`${site.url}/evidence/`);
  await page.fill('[name=from]', '2026-04-01');
  await page.fill('[name=to]', '2026-06-30');
  await page.fill('[name=size]', '12');
  await page.fill('[name=seed]', 'Ä 7');
  await page.selectOption('[name=all]', 'emergency');
  await page.check('[name=by]');
  await page.getByRole('button', { name: 'Draw' }).click();
  const links = page.locator('.drawn ol a');
  await links.first().waitFor();
  const found = await links.evaluateAll((all) =>
    all.map((one) => (one as HTMLAnchorElement).pathname),
  );
  expect(found).toEqual(expected.drawn.map(({ change }) => `/changes/${change}/`));
  expect(await page.locator('.drawn').innerText()).toContain(expected.populationDigest);
  await page.close();
});
