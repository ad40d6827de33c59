import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiSchemas } from '#core/schemas/api.ts';
import { root, runScript, type Outcome } from '../helpers/command.ts';
import { copyEngine, digestFolder } from '../helpers/folders.ts';

let engine: string;
let remove: () => Promise<void>;
let folder: string;
let out: string;
let built: Outcome;

beforeAll(async () => {
  ({ engine, remove } = await copyEngine());
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-site-'));
  out = path.join(folder, 'out');
  built = await runScript('build', ['--out', out], engine);
  expect(built.stderr).toContain('0 errors');
  expect(built.code).toBe(0);
});

afterAll(async () => {
  await remove();
  await rm(folder, { recursive: true, force: true });
});

/** What a reader reads of a page. */
async function readText(file: string): Promise<string> {
  const page = await readFile(file, 'utf8');
  return page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,])/g, '');
}

test('the summary names the sums that an auditor checks', () => {
  const [, commits = '', records = '', exclusions = ''] =
    /platform\/main .*: (\d+) commits = (\d+) records \+ (\d+) exclusions/.exec(built.stdout) ?? [];
  expect(Number(commits)).toBe(Number(records) + Number(exclusions));
  expect(Number(records)).toBeGreaterThan(150);
  expect(built.stdout.trim().split('\n').length).toBeLessThanOrEqual(12);
});

test('only the internal edition has the guide', async () => {
  const page = await readFile(path.join(out, 'internal/help/index.html'), 'utf8');
  expect(page).toContain('href="/help/forge-exports/"');
  for (const file of await readdir(path.join(root, 'src/guide'))) {
    const name = file.replace(/\.mdx?$/, '');
    const place = name === 'change-records' ? 'help' : `help/${name}`;
    const text = await readText(path.join(out, 'internal', place, 'index.html'));
    const source = await readFile(path.join(root, 'src/guide', file), 'utf8');
    const headings = [...source.matchAll(/^##? (.+)$/gm)].map(([, heading = '']) => heading);
    expect(headings.length, file).toBeGreaterThan(1);
    expect(headings.filter((heading) => !text.includes(heading))).toEqual([]);
  }
  const files = await readdir(path.join(out, 'public'), { recursive: true });
  expect(files.filter((file) => file.includes('help'))).toEqual([]);
});

test('the same book on the same day gives the same bytes', async () => {
  const again = path.join(folder, 'again');
  expect((await runScript('build', ['--out', again, '--as-of', '2026-11-15'], engine)).code).toBe(
    0,
  );
  expect(await digestFolder(again)).toEqual(await digestFolder(out));
});

test('an overdue review fails the build and leaves the site as it was, byte for byte', async () => {
  const before = await digestFolder(out);
  const { code, stderr } = await runScript(
    'build',
    ['--out', out, '--as-of', '2028-01-01'],
    engine,
  );
  expect(code).toBe(1);
  expect(stderr.match(/policy\/review-overdue/g)).toHaveLength(9);
  expect(await digestFolder(out)).toEqual(before);
});

test('--show-overdue publishes, and the page says how late the review is', async () => {
  const shown = path.join(folder, 'shown');
  const args = ['--out', shown, '--as-of', '2028-01-01', '--show-overdue'];
  expect((await runScript('build', args, engine)).code).toBe(0);
  const page = await readText(path.join(shown, 'internal/policies/access-control/index.html'));
  expect(page).toContain('Review overdue since 27 November 2026 and not done by 1 January 2028');
});

test('each file below api/ is as its schema says', async () => {
  for (const [name, schema] of Object.entries(apiSchemas)) {
    const file = path.join(out, 'internal/api', `${name}.json`);
    const result = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    expect(result.error?.issues ?? []).toEqual([]);
    await readFile(path.join(out, 'internal/api/schema', `${name}.json`));
  }
  expect(await readdir(path.join(out, 'public/api'))).toEqual(['policies.json', 'schema']);
});

type Element = DefaultTreeAdapterMap['element'];

async function readPages(
  site: string,
): Promise<Map<string, { ids: Set<string>; links: string[] }>> {
  const entries = await readdir(site, { recursive: true, encoding: 'utf8' });
  const pages = new Map<string, { ids: Set<string>; links: string[] }>();
  for (const entry of entries.filter((one) => one.endsWith('.html'))) {
    const ids = new Set<string>();
    const links: string[] = [];
    const visit = (node: DefaultTreeAdapterMap['node']): void => {
      for (const { name, value } of (node as Partial<Element>).attrs ?? []) {
        if (name === 'id') ids.add(value);
        if (name === 'href' || name === 'src') links.push(value);
      }
      for (const child of (node as Partial<Element>).childNodes ?? []) visit(child);
    };
    visit(parse(await readFile(path.join(site, entry), 'utf8')));
    pages.set(`/${entry.replace(/index\.html$/, '')}`, { ids, links });
  }
  return pages;
}

test.for(['internal', 'public'])(
  'every link and anchor of the %s edition leads somewhere',
  async (edition) => {
    const site = path.join(out, edition);
    const pages = await readPages(site);
    const files = new Set(
      (await readdir(site, { recursive: true, encoding: 'utf8' })).map((file) => `/${file}`),
    );
    const broken: string[] = [];
    for (const [page, { links }] of pages) {
      for (const link of links) {
        const target = new URL(link, `https://book.example${page}`);
        if (target.host !== 'book.example') continue;
        const hash = decodeURIComponent(target.hash.slice(1));
        const to = pages.get(target.pathname);
        const isThere = to ? hash === '' || to.ids.has(hash) : files.has(target.pathname);
        if (!isThere) broken.push(`${page} → ${link}`);
      }
    }
    expect(pages.size).toBeGreaterThan(5);
    expect(broken).toEqual([]);
  },
);

test('earlier versions have addresses of their own, and say that they are old', async () => {
  const page = await readFile(
    path.join(out, 'internal/policies/change-management/1.1/index.html'),
    'utf8',
  );
  expect(page).toContain('You are reading version 1.1');
  expect(page).not.toContain('data-pagefind-body');
});

test('the change that broke a clause says so in a sentence', async () => {
  const page = await readText(path.join(out, 'internal/changes/platform-1042/index.html'));
  expect(page).toContain(
    'Change platform-1042 broke clause 4.b of the Change Management Policy, version 1.2, in force on that day.',
  );
});

test('another folder with one policy and another repository needs no change to the engine', async () => {
  const content = path.join(folder, 'tiny/book');
  await cp(path.join(root, 'test/fixtures/books/verdicts'), content, { recursive: true });
  const settings = path.join(content, 'policybook.yaml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace('verdicts/histories', 'book/histories'));
  const tiny = path.join(folder, 'tiny-out');
  const { code, stderr } = await runScript('build', ['--content', content, '--out', tiny], engine);
  expect(stderr).not.toContain(' error ');
  expect(code).toBe(0);
  expect(await readdir(tiny)).toEqual(['internal', 'internal.Caddyfile', 'internal.nginx.conf']);
  expect(await readdir(path.join(tiny, 'internal/policies'))).toContain('change-management');
  expect(await readdir(path.join(tiny, 'internal/changes'))).toContain('platform-103');
});
