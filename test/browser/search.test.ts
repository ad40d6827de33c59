import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, serveEdition } from '../helpers/browser.ts';

const folder = inject('sample');
let browser: Browser;
let site: { url: string; stop: () => void };
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  site = await serveEdition(folder, 'internal', 4641);
  page = await browser.newPage();
  await page.goto(site.url);
  await page.keyboard.press('Control+k');
});

afterAll(async () => {
  site.stop();
  await browser.close();
});

const changes = '/policies/change-management/#';

/** What people type, and the place that must be first or, where it is a matter of words, among the first three. */
const queries: readonly [query: string, address: string, within: 1 | 3][] = [
  // By name
  ['platform-1042', '/changes/platform-1042/', 1],
  ['1042', '/changes/platform-1042/', 1],
  ['#1042', '/changes/platform-1042/', 1],
  ['SEC-91', '/changes/platform-1042/', 1],
  ['CC8.1', '/controls/#SOC-2-CC8.1', 1],
  ['A.8.32', '/controls/#ISO-27001-A.8.32', 1],
  ['SOC 2', '/controls/#soc2', 1],
  ['change/approvals', '/rules/#change-approvals', 1],
  ['policy/control-unknown', '/rules/#policy-control-unknown', 1],
  ['4.b', `${changes}4.b`, 1],
  ['clause 10.1', `${changes}10.1`, 1],
  ['Priya Raman', '/register/person/priya/', 3],
  ['engineering lead', '/reviews/engineering-lead/', 1],
  ['CISO', '/reviews/ciso/', 1],
  ['platform', '/register/platform/', 1],
  ['Change Management Policy', '/policies/change-management/', 1],
  ['records management', '/policies/records-management/', 3],
  // By words
  ['who may approve', `${changes}4.b`, 3],
  ['approvals', `${changes}4.b`, 3],
  ['dependency bump', `${changes}3.a`, 3],
  ['rollback', `${changes}4.f`, 1],
  ['how do I roll back', `${changes}4.f`, 3],
  ['separation of duties', `${changes}7`, 1],
  ['four eyes', `${changes}7`, 3],
  ['deploy on friday', `${changes}4.d`, 3],
  ['freeze', `${changes}4.d`, 3],
  ['emergency', `${changes}3.c`, 3],
  ['hotfix', `${changes}3.c`, 3],
  ['testing', `${changes}4.c`, 3],
  ['prompt', `${changes}10.1`, 3],
  ['MFA', '/policies/access-control/#5', 3],
  ['two-factor', '/policies/access-control/#5', 3],
  ['access review', '/policies/access-control/#6', 1],
  ['secrets', '/policies/access-control/#8', 3],
  ['leaver', '/policies/access-control/#4', 3],
  ['pentest', '/policies/vulnerability-management/#3.c', 3],
  ['CVE deadline', '/policies/vulnerability-management/#5', 3],
  ['report a vulnerability', '/policies/vulnerability-management/#3.b', 3],
  ['GDPR', '/policies/information-security/#5', 3],
  ['suppliers', '/policies/information-security/#8', 1],
  ['backup', '/policies/business-continuity/#5', 1],
  ['restore test', '/policies/business-continuity/#6', 1],
  ['disaster recovery', '/policies/business-continuity/#7', 3],
  ['post-mortem', '/policies/incident-response/#7', 3],
  ['severity', '/policies/incident-response/#4', 3],
  ['how long are logs kept', '/policies/records-management/#4', 3],
  ['DNS', '/policies/configuration-management/#6', 3],
  ['docker', '/policies/baseline-configuration/#3', 3],
  ['TLS', '/policies/baseline-configuration/#5', 3],
  ['drift', '/policies/configuration-management/#4.2', 3],
  // Written after the tuning
  ['code review', `${changes}4.b`, 3],
  ['staging', `${changes}3`, 3],
  ['who signs off prompts', `${changes}10.1`, 3],
  ['incident severity', '/policies/incident-response/#4', 1],
  ['password', '/policies/access-control/#8', 3],
  ['exceptions', '/policies/information-security/#9', 1],
  ['metrics', `${changes}9`, 1],
  ['retrospective', '/policies/incident-response/#7', 1],
  ['high-risk change', `${changes}7`, 3],
  ['encryption in transit', '/policies/baseline-configuration/#5', 3],
];

/** The addresses of what is found, the best first. */
async function search(query: string): Promise<string[]> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => dialog.locator('.search-status').textContent()).toBe('');
  await page.getByRole('searchbox').fill(query);
  await expect.poll(() => dialog.locator('.search-status').textContent()).toMatch(/place|nothing/i);
  return dialog
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
}

test('of sixty queries at least 57 lead to the right place', async () => {
  const missed: string[] = [];
  for (const [query, address, within] of queries) {
    const found = await search(query);
    expect(new Set(found).size).toBe(found.length);
    if (!found.slice(0, within).includes(address)) missed.push(`${query}: ${found.join(' ')}`);
  }
  expect(queries).toHaveLength(60);
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(3);
});

test('a word with a slip is found as the book spells it, and the answer states so', async () => {
  expect((await search('emergancy'))[0]).toContain('/policies/');
  expect(await page.getByRole('dialog').locator('.search-status').textContent()).toMatch(
    /Nothing was found for “emergancy”\. \d+ places? for “emergency”/,
  );
});
