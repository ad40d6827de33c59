import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../helpers/command.ts';
import { buildInCopy } from '../helpers/folders.ts';

let folder: string;
let site: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-standing-'));
  const content = path.join(root, 'test/fixtures/books/standing');
  const args = ['--content', content, '--out', folder, '--as-of', '2026-06-01'];
  const { code, stderr } = await buildInCopy(args);
  expect(stderr).not.toContain(' error ');
  expect(code).toBe(0);
  site = path.join(folder, 'internal');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function readText(page: string): Promise<string> {
  const html = await readFile(path.join(site, page, 'index.html'), 'utf8');
  return html
    .replaceAll(/<(?:del|ins|span)[^>]*>|<\/(?:del|ins|span)>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,])/g, '');
}

test('a policy shows the version in force while the next one waits', async () => {
  const page = await readText('policies/access-control');
  expect(page).toContain('A request should say how long.');
  expect(page).not.toContain('A request must say how long.');
  expect(page).toContain('Version 1.1 is approved and in force from 1 August 2026.');
  expect(await readText('policies/access-control/1.1')).toContain('A request must say how long.');
});

test('a draft is told of on the page of the version in force, and has an address of its own', async () => {
  const page = await readText('policies/records');
  expect(page).not.toContain('Logs are kept for one year.');
  expect(page).toContain('Version 1.1 is a draft, planned to be in force from 1 September 2026.');
  const draft = await readText('policies/records/1.1');
  expect(draft).toContain(
    'You are reading version 1.1, which is a draft, planned to be in force from',
  );
  expect(draft).toContain('Logs are kept for one year.');
});

test('the text in force is searched, and neither drafts nor redlines are', async () => {
  const readPage = (page: string) => readFile(path.join(site, page, 'index.html'), 'utf8');
  expect(await readPage('policies/records')).toContain('data-pagefind-body');
  for (const page of ['records/1.1', 'records/redline/1.0-1.1', 'records/versions']) {
    const html = await readPage(`policies/${page}`);
    expect(html).not.toContain('data-pagefind-body');
    expect(html).toContain('<meta name="robots" content="noindex">');
  }
});

test('the list of policies has what waits and what has ended apart', async () => {
  const page = await readText('policies');
  expect(page).toMatch(
    /2 policies.*Drafts and versions that wait.*Supplier Policy, version 1\.0.*Retired.*Office Equip/,
  );
});

test('each day on which something changed has a page', async () => {
  expect((await readdir(path.join(site, 'on'))).sort()).toEqual([
    '2026-01-05',
    '2026-02-01',
    '2026-02-28',
    '2026-04-01',
    '2026-08-01',
    'index.html',
  ]);
  const page = await readText('on/2026-04-01');
  expect(page).toContain('In force from 1 April 2026 to 31 July 2026.');
  expect(page).toMatch(/Access Control Policy 1\.0.*Retired Office Equipment Policy/);
});

test('a redline says which word became which', async () => {
  expect(await readText('policies/access-control/redline/1.0-1.1')).toContain(
    'A request deleted: should end of deletion inserted: must end of insertion say how long.',
  );
});

test('every owner has an address that names the person and what is due', async () => {
  const page = await readText('reviews/records-manager');
  expect(page).toContain('Ben Hollis');
  expect(page).toContain('20 January 2027');
});

test('every page leads to the feed of versions', async () => {
  const html = await readFile(path.join(site, 'index.html'), 'utf8');
  expect(html).toMatch(
    /<link rel="alternate" type="application\/atom\+xml"[^>]* href="\/versions\.xml"/,
  );
  expect(await readFile(path.join(site, 'versions.xml'), 'utf8')).toContain('Records Policy');
});
