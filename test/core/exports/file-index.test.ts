import { expect, test } from 'vitest';
import { exportFiles } from '#core/exports/export-files.ts';
import { formatContent } from '#core/views/content.ts';
import { fileIndex } from '#core/views/evidence/file-index.ts';
import { loadSample } from '../../helpers/sample-book.ts';

test('the page of evidence links every file for programs, each once, and no other', async () => {
  const book = await loadSample();
  const html = formatContent(fileIndex(book), (path) => path);
  const linked = Array.from(html.matchAll(/href="\/([^"]+)"/g), ([, path]) => path);
  const written = Array.from(exportFiles(book, 'internal'), ({ path }) => path);
  // What the search of the site reads, and what hosts and crawlers look for.
  const isOfSite = (path: string) => /^(?:search\/|_headers$|robots\.txt$)/.test(path);
  expect(linked.sort()).toEqual(written.filter((path) => !isOfSite(path)).sort());
});
