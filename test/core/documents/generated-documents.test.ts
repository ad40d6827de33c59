import { expect, test } from 'vitest';
import { linkToOf } from '#astro/edition.ts';
import type { PublicBook } from '#core/model/edition.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { renderVersion } from '#core/history/render-version.ts';
import { judge, policyText } from '../../helpers/book.ts';
import { generateDocument } from '../../helpers/generate-document.ts';

const assets = ['content/assets/a.png', 'content/assets/form.pdf'];
const other = policyText({ title: 'Other', publish: 'extract' });

function judgeDocument(body: string, name: string) {
  const own = policyText({ title: 'Generated', publish: 'extract' }, body);
  return judge({ files: { [`policies/${name}`]: own, 'policies/other.mdx': other }, assets });
}

/** What the page of an edition shows of the text, its attributes included. */
function pageOf(book: PublicBook): string {
  const policy = book.policies.find(({ id }) => id === 'generated');
  if (!policy) throw new Error('The policy is missing.');
  return renderVersion(policy.current, {
    linkTo: linkToOf(book, '/'),
    showImage: (_, attributes) => ({ ...attributes, src: '/assets/a.png' }),
  });
}

test.for(Array.from({ length: 200 }, (_, index) => index + 1))(
  'document %i loses no word without a message',
  (seed) => {
    const isMarkdown = seed % 2 === 0;
    const { body, words, internal, lost } = generateDocument(seed, isMarkdown);
    const { book, diagnostics } = judgeDocument(body, `generated.${isMarkdown ? 'md' : 'mdx'}`);
    const told = diagnostics.filter(({ code }) => code.startsWith('mdx/'));
    if (!book?.policies.some(({ id }) => id === 'generated')) {
      throw new Error(JSON.stringify(diagnostics, undefined, 1) + body);
    }
    const page = pageOf(book);
    const missing = words.filter((word) => !page.includes(word));
    expect(missing.filter((word) => !lost.has(word))).toEqual([]);

    const firstLine = 16;
    const lines = body.split('\n');
    for (const word of missing) {
      const line = lines.findIndex((one) => one.includes(word)) + firstLine;
      expect([word, told.map(({ at }) => at.line).includes(line)]).toEqual([word, true]);
    }

    const open = pageOf(publicBook(book).book);
    const withheld = words.filter((word) => !open.includes(word) && page.includes(word));
    expect(withheld.filter((word) => !internal.has(word))).toEqual([]);
    expect([...internal].filter((word) => open.includes(word))).toEqual([]);
  },
);
