import * as fc from 'fast-check';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { importDocument, type ImportedDraft } from '#core/import/import-document.ts';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';
import * as docx from '../../helpers/docx.ts';

// Nothing here is shared with the import, which counts words itself.

const order = { policy: 'workshop', folder: 'content', status: 'draft', isCurrent: true };

async function importBytes(file: string, bytes: Uint8Array): Promise<ImportedDraft> {
  const imported = await importDocument({ ...order, file, bytes });
  if ('refusal' in imported) throw new Error(imported.refusal);
  return imported;
}

const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const bodyOf = ({ text }: ImportedDraft) => text.slice(text.indexOf('\n---\n') + 5).trim();

/** What a reader sees of the draft, in order. */
function wordsShown(imported: ImportedDraft): readonly string[] {
  const parsed = parseMarkdown(bodyOf(imported));
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  let shown = '';
  visit(parsed.tree, (node) => {
    if (/^(?:paragraph|heading|tableCell|code|break)$/.test(node.type)) shown += '\n';
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code')
      shown += node.value;
  });
  return words(shown);
}

const counted = (all: readonly string[]) => [...all].sort();
const lostOf = ({ notes }: ImportedDraft) =>
  notes.filter(({ code }) => code === 'import/words-lost');
// Missing fields, and what is wrong with the document itself: it is kept, and told with the draft.
const ofDocument =
  /^(?:schema\/|mdx\/(?:placeholder|shown-html|reference-undefined|table-cells|footnote-lost)$|file\/conflict$)/;
const faultsOf = ({ remaining }: ImportedDraft) =>
  remaining.filter(({ code }) => !ofDocument.test(code));

const hostile = fc.string({
  unit: fc.constantFrom(...' abcXYZ19.,:;-*_#|<>{}[]()!&`~"\'\\/=+@•—\t'.split('')),
  maxLength: 30,
});
const line = fc.oneof(
  { weight: 3, arbitrary: hostile },
  fc.constantFrom('', '', '', 'import x from y', 'export const a = 1', '---', '===', '```'),
  fc.constantFrom('\tOwner', '\tCTO', 'Version\t1.2', '| Version | 1.2 |', '|---|---|'),
  fc.constantFrom('Version: 1.2', 'Owner: CTO — Ada', 'Last Updated: May 2026', 'A Travel Policy'),
  fc.constantFrom(
    '1. Purpose',
    '2. Scope',
    'a. Parts',
    '4.1 More',
    '1. item',
    '  1) item',
    ' o item',
  ),
  fc.constantFrom('\tCell', '\tOther cell', 'A\tB', 'OneTwo', 'ThreeFour3Five', 'Skip to content'),
  fc.constantFrom('[note]: Ada', '<b>bold</b>', '<!-- aside -->', '{name}', '# 5 loose', '+ one'),
  fc.constantFrom('[bookmark: _Toc_1]3. Marked', '[bookmark: _Toc_2]', '  • point', '- [ ] box'),
);
const document = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));

/** The words of a text in order, less those that the report lists as removed from a line or the one below. */
function wordsLeft(source: string, { removed }: ImportedDraft): readonly string[] {
  const left = source
    .replaceAll(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '')
    .split('\n')
    .flatMap((one, index) => words(one).map((word) => ({ word, line: index + 1 })));
  for (const { line: number, text } of removed) {
    for (const word of words(text)) {
      const index = left.findIndex((one) => one.word === word && one.line >= number);
      if (index >= 0 && (left[index]?.line ?? 0) <= number + 1) left.splice(index, 1);
    }
  }
  return left.map(({ word }) => word);
}

test('every word of any text is in the draft, in its order, or in the report', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      fc.pre(!/^#{1,6} \S/m.test(text));
      const imported = await importBytes('document.txt', Buffer.from(text));
      expect(wordsShown(imported)).toEqual(wordsLeft(text, imported));
      expect([...lostOf(imported), ...faultsOf(imported)]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('every word of any Markdown is in the draft or in the report', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      const imported = await importBytes('document.md', Buffer.from(text));
      const body = bodyOf(imported).replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) =>
        String.fromCodePoint(parseInt(code, 16)),
      );
      const kept = words([body, ...imported.removed.map((part) => part.text)].join('\n'));
      expect(missing(words(text), kept)).toEqual([]);
      // Below a definition one of the two parsers reads "3. Marked" as a paragraph, with the number.
      const lost = lostOf(imported).filter(({ problem }) => !/"[\d ]+"\.$/.test(problem));
      expect([...lost, ...faultsOf(imported)]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** Words that are fewer times among others; numbers of lists, which Markdown counts itself, are not looked for. */
function missing(all: readonly string[], among: readonly string[]): readonly string[] {
  const left = [...among];
  return all.filter((word) => {
    const index = left.indexOf(word);
    if (index >= 0) left.splice(index, 1);
    return index < 0 && !/^\d+$/.test(word);
  });
}

/** A block of a document as HTML and as WordprocessingML, with its words in order. */
interface Block {
  readonly html: string;
  readonly word: string;
  readonly shown: string;
  readonly left?: string;
}

const text = fc
  .array(
    fc.constantFrom(
      'Keys',
      'are',
      'signed',
      'für',
      '7',
      'a*b',
      '<i>',
      '{x}',
      '_y_',
      'import',
      '|',
      '#',
      '1.',
      '$&',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(' '));
const escape = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const inline: fc.Arbitrary<Block> = fc.oneof(
  text.map((one) => ({ html: escape(one), word: docx.run(one), shown: one })),
  text.map((one) => ({ html: `<b>${escape(one)}</b>`, word: docx.run(one, '<w:b/>'), shown: one })),
  text.map((one) => ({
    html: `<em>${escape(one)}</em>`,
    word: docx.run(one, '<w:i/>'),
    shown: one,
  })),
  text.map((one) => ({
    html: `<a href="https://shop.example.org/">${escape(one)}</a>`,
    word: docx.link(one),
    shown: one,
  })),
  text.map((one) => ({ html: '<!-- gone -->', word: docx.deleted(one), shown: '', left: one })),
  text.map((one) => ({
    html: `<ins>${escape(one)}</ins>`,
    word: docx.inserted(docx.run(one)),
    shown: one,
  })),
);
const inlines = fc.array(inline, { minLength: 1, maxLength: 4 }).map(joinWith(' '));
const paragraphs = inlines.map(({ html, word, ...rest }) => ({
  html: `<p>${html}</p>`,
  word: docx.paragraph(word),
  ...rest,
}));
const block: fc.Arbitrary<Block> = fc.oneof(
  paragraphs,
  fc.tuple(fc.integer({ min: 1, max: 3 }), inlines).map(([depth, { html, word, ...rest }]) => ({
    html: `<h${depth}>${html}</h${depth}>`,
    word: docx.paragraph(word, { style: `Heading${depth}` }),
    ...rest,
  })),
  fc.tuple(inlines, inlines).map(([one, other]) => ({
    html: `<ul><li>${one.html}<ol><li>${other.html}</li></ol></li></ul>`,
    word:
      docx.paragraph(one.word, { level: 0 }) + docx.paragraph(other.word, { level: 1, list: 2 }),
    shown: `${one.shown} ${other.shown}`,
    left: `${one.left ?? ''} ${other.left ?? ''}`,
  })),
  fc
    .array(fc.array(paragraphs, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 })
    .map((cells) => {
      const parts = cells.map(joinWith(''));
      return {
        html: `<table>${parts.map((part) => `<tr><td>${part.html}</td><td>${part.html}</td></tr>`).join('')}</table>`,
        word: docx.table(parts.map((part) => [part.word, part.word])),
        shown: parts.map((part) => `${part.shown} ${part.shown}`).join(' '),
        left: parts.map((part) => `${part.left ?? ''} ${part.left ?? ''}`).join(' '),
      };
    }),
);
const blocks = fc.array(block, { minLength: 1, maxLength: 6 }).map(joinWith('\n'));

function joinWith(separator: string): (parts: readonly Block[]) => Block {
  return (parts) => ({
    html: parts.map(({ html }) => html).join(separator),
    word: parts.map(({ word }) => word).join(separator === ' ' ? docx.run(' ') : ''),
    shown: parts.map(({ shown }) => shown).join(' '),
    left: parts.map(({ left = '' }) => left).join(' '),
  });
}

const start = {
  html: '<h2>1. Purpose</h2>',
  word: docx.paragraph(docx.run('1. Purpose'), { style: 'Heading2' }),
};

test('every word of any web page is in the draft, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, async ({ html, shown }) => {
      const imported = await importBytes(
        'document.html',
        Buffer.from(`<main>${start.html}${html}</main>`),
      );
      expect(wordsShown(imported)).toEqual(words(`1. Purpose ${shown}`));
      expect([...lostOf(imported), ...faultsOf(imported)]).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('every word of any Word file is in the draft, in its order, or in the report', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, text, async ({ word, shown, left = '' }, note) => {
      const body = `${start.word}${word}${docx.paragraph(docx.run('End') + docx.footnote(1))}`;
      const bytes = docx.writeDocx({ body, footnotes: [note], comments: [note], header: note });
      const imported = await importBytes('document.docx', bytes);
      expect(wordsShown(imported)).toEqual(words(`1. Purpose ${shown} End ${note}`));
      const removed = imported.removed.flatMap((part) => words(part.text));
      expect(counted(removed)).toEqual(counted(words(`${left} ${note} ${note}`)));
      expect([...lostOf(imported), ...faultsOf(imported)]).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
