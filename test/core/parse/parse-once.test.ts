import path from 'node:path';
import { mdxToMdast } from 'satteri';
import { expect, test, vi } from 'vitest';
import { assembleBook } from '#core/assemble-book.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import { renderVersion } from '#core/history/render-version.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { versionTree } from '#core/parse/parse-markdown.ts';
import { readContent } from '#sources/read-content.ts';
import { day } from '../../helpers/book.ts';

vi.mock(import('satteri'), async (original) => {
  const satteri = await original();
  return { ...satteri, mdxToMdast: vi.fn(satteri.mdxToMdast) };
});

test('checking and rendering the sample parses each text once', async () => {
  const folder = await readContent(path.join(import.meta.dirname, '../../../content'));
  const { book } = assembleBook(parseContent(folder), [], {
    asOf: day('2026-11-15'),
    engine: 'test',
  });
  if (!book) throw new Error('The sample could not be read.');
  const { book: open } = publicBook(book);
  formatPublicView(book, open);
  const versions = [book, open].flatMap(({ policies }) => policies.flatMap((one) => one.versions));
  for (const [index, version] of versions.entries()) {
    renderVersion(version, { linkTo: () => undefined, showImage: (_, image) => image });
    redlineVersions(version, versions[index + 1] ?? version);
  }

  const texts = vi.mocked(mdxToMdast).mock.calls.map(([text]) => text);
  const bodies = versions.map(({ body }) => body);
  expect(bodies.length).toBeGreaterThan(10);
  expect(texts).toEqual(expect.arrayContaining(bodies));
  expect(texts.length).toBe(new Set(texts).size);
  // Nobody has altered a shared tree.
  for (const version of versions) expect(versionTree(version)).toEqual(mdxToMdast(version.body));
});
