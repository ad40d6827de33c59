import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headerPolicy } from '#core/exports/security-policy.ts';
import { root } from '../helpers/command.ts';
import { parseXml } from '../helpers/parse-xml.ts';
import { buildInCopy } from '../helpers/folders.ts';

// Its editions stand at https://plantedhost.quayside.example/book and https://quayside.example/trust.
const content = path.join(root, 'test/fixtures/books/channels');
const site = 'https://quayside.example/trust';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-addresses-'));
  expect((await buildInCopy(['--content', content, '--out', folder])).code).toBe(0);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function readPage(file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8');
}

async function listPages(edition: string): Promise<string[]> {
  const files = await readdir(path.join(folder, edition), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html')).sort();
}

type Element = DefaultTreeAdapterMap['element'];

/** Every attribute of a page, by element and name: `a href`. */
function listAttributes(page: string): { readonly name: string; readonly value: string }[] {
  const found: { name: string; value: string }[] = [];
  const visit = (node: DefaultTreeAdapterMap['node']): void => {
    for (const { name, value } of (node as Partial<Element>).attrs ?? [])
      found.push({ name: `${(node as Element).tagName} ${name}`, value });
    for (const child of (node as Partial<Element>).childNodes ?? []) visit(child);
  };
  visit(parse(page));
  return found;
}

test.for([
  ['internal', '/book/'],
  ['public', '/trust/'],
] as const)('every address of the %s edition lies below %s', async ([edition, base]) => {
  const strays: string[] = [];
  let count = 0;
  for (const file of await listPages(edition)) {
    for (const { name, value } of listAttributes(await readPage(path.join(edition, file)))) {
      const isAddress = /(?: (?:href|src|srcset|action|data-index))$/.test(name);
      if (!isAddress || /^(?:#|mailto:|https:)/.test(value)) continue;
      count += 1;
      if (!value.startsWith(base)) strays.push(`${file}: ${name}="${value}"`);
    }
  }
  expect(strays).toEqual([]);
  expect(count).toBeGreaterThan(30);
});

test('no style sheet and no script names a place above the base', async () => {
  const files = await readdir(path.join(folder, 'public/_astro'));
  const texts = await Promise.all(
    files
      .filter((file) => /\.(?:css|js)$/.test(file))
      .map((file) => readPage(`public/_astro/${file}`)),
  );
  const addresses = texts.flatMap((text) => [
    ...text.matchAll(/url\(["']?(\/[^)"']*)|(?:from|import)\s*\(?["'](\/[^"']*)["']/g),
  ]);
  const strays = addresses.map(([, style, script]) => style ?? script ?? '');
  expect(strays.filter((address) => !address.startsWith('/trust/'))).toEqual([]);
});

test('each public page names its canonical address, and the sitemap lists these and no other', async () => {
  const canonical: string[] = [];
  for (const file of (await listPages('public')).filter((one) => one !== '404.html')) {
    const page = listAttributes(await readPage(`public/${file}`));
    const place = `${site}/${file.replace(/index\.html$/, '')}`;
    expect(page).toContainEqual({ name: 'link href', value: place });
    canonical.push(place);
  }
  const sitemap = await readPage('public/sitemap.xml');
  parseXml(sitemap);
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
  expect(listed.sort()).toEqual(canonical.sort());
  expect(sitemap).toContain(`<loc>${site}/policies/supply/</loc><lastmod>2026-02-10</lastmod>`);
});

test('crawlers are led to the public edition, and asked away from the internal one', async () => {
  expect(await readPage('public/robots.txt')).toBe(
    `User-agent: *\nAllow: /trust/\nSitemap: ${site}/sitemap.xml\n`,
  );
  expect(await readPage('internal/robots.txt')).toBe('User-agent: *\nDisallow: /\n');
  await expect(readPage('internal/sitemap.xml')).rejects.toThrow('ENOENT');
  for (const file of await listPages('internal')) {
    expect(await readPage(`internal/${file}`)).toContain('<meta name="robots" content="noindex">');
  }
  expect(await readPage('public/index.html')).not.toContain('noindex');
});

test('security.txt names whom to tell, for a year from the day of the book', async () => {
  expect(await readPage('public/.well-known/security.txt')).toBe(
    `Contact: mailto:trust@quayside.example
Expires: 2027-06-01T00:00:00Z
Preferred-Languages: en
Canonical: ${site}/.well-known/security.txt
`,
  );
});

test.for(['internal', 'public'])(
  'hosts get the headers of the %s edition in three forms, two of them beside the site',
  async (edition) => {
    const forms = [`${edition}/_headers`, `${edition}.nginx.conf`, `${edition}.Caddyfile`];
    for (const text of await Promise.all(forms.map(readPage))) {
      expect(text).toContain(headerPolicy);
      expect(text).toMatch(/frame-ancestors 'none'/);
      expect(text).toMatch(/X-Content-Type-Options:? "?nosniff/);
      expect(text).toMatch(/Referrer-Policy:? "?same-origin/);
      expect(text).toMatch(/Permissions-Policy:? "?accelerometer=\(\), camera=\(\)/);
      expect(/X-Robots-Tag:? "?noindex/.test(text)).toBe(edition === 'internal');
    }
    expect(await readPage(`${edition}.nginx.conf`)).toContain("'wasm-unsafe-eval' lets the search");
  },
);

test('the page and the header allow the same, less what only a header can say', async () => {
  const page = listAttributes(await readPage('public/index.html'));
  const policy = page.find(
    ({ name, value }) => name === 'meta content' && value.includes('default-src'),
  );
  const directives = (text: string) =>
    text
      .split(/;\s*/)
      .flatMap((one) => (one === '' ? [] : [one.replaceAll(/ 'sha256-[^']*'/g, '')]));
  expect([...directives(policy?.value ?? ''), "frame-ancestors 'none'"].sort()).toEqual(
    directives(headerPolicy).sort(),
  );
  expect(policy?.value).not.toContain('unsafe-inline');
});
