import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { importDocument, type ImportedDraft } from '#core/import/import-document.ts';
import {
  commented,
  deleted,
  footnote,
  image,
  inserted,
  link,
  paragraph,
  run,
  table,
  writeDocx,
} from '../../helpers/docx.ts';

const order = { policy: 'workshop', folder: 'content', status: 'draft', isCurrent: true };

async function importBytes(file: string, bytes: Uint8Array): Promise<ImportedDraft> {
  const imported = await importDocument({ ...order, file, bytes });
  if ('refusal' in imported) throw new Error(imported.refusal);
  return imported;
}

const draftOf = ({ text }: ImportedDraft) => text.trim();
const noteLines = ({ notes }: ImportedDraft) =>
  notes.map(({ at, code, problem }) => `${at.line} ${code} ${problem}`);
const cell = (text: string) => paragraph(run(text));
const bold = '<w:b/>';

test('a Word file', async () => {
  const body = [
    paragraph(run('Workshop Policy'), { style: 'Title' }),
    table([
      [cell('Version'), cell('1.4')],
      [cell('Document Owner'), cell('CTO — Ada Finch')],
    ]),
    paragraph(run('Purpose'), { style: 'Heading1', level: 0, list: 2 }),
    paragraph(run('Nobody works ') + run('alone', bold) + run(' here.') + footnote(1)),
    paragraph(run('Rooms'), { style: 'Heading2', level: 1, list: 2 }),
    paragraph(run('Workshop'), { level: 0 }),
    paragraph(run('with a lathe'), { level: 1 }),
    paragraph(run('Open the door'), { level: 0, list: 2 }),
    paragraph(run('Close the door'), { level: 0, list: 2 }),
    table([
      [cell('Room'), cell('Key')],
      [cell('Stock') + cell('room'), cell('Red')],
    ]),
    paragraph(run('Stands', bold)),
    paragraph(run('See ') + link('our shop') + run('.') + commented(1)),
    paragraph(run('Keys are ') + deleted('never ') + inserted(run('always ')) + run('signed for.')),
    paragraph(image('The desk')),
  ].join('');
  const imported = await importBytes(
    'workshop.docx',
    writeDocx({
      body,
      footnotes: ['Not even on Sundays.'],
      comments: ['Is that so?'],
      header: 'Brackenfell',
      footer: 'Page',
    }),
  );
  expect(draftOf(imported)).toMatchInlineSnapshot(`
    "---
    title: 'Workshop Policy'
    version: '1.4'
    status: draft
    owner: cto
    # owner: the document also states "Ada Finch".
    ---

    ## 1. Purpose

    Nobody works **alone** here.[^1]

    ### 1.1 Rooms

    - Workshop
      - with a lathe

    1. Open the door
    2. Close the door

    | Room | Key |
    | - | - |
    | Stock room | Red |

    **Stands**

    See [our shop](https://shop.example.org/).

    Keys are always signed for.

    The desk

    [^1]: Not even on Sundays."
  `);
  expect(noteLines(imported)).toMatchInlineSnapshot(`
    [
      "1 import/word-part The Word file contains 1 deletion of tracked changes: "never".",
      "1 import/word-part The Word file contains 1 insertion of tracked changes: "always".",
      "1 import/word-part The Word file contains 1 comment: "Is that so?".",
      "1 import/word-part The Word file contains 2 header or footers: "Brackenfell", "Page".",
      "1 import/heading-numbered Word counts the numbers of 2 headings; the draft contains them as text: 1. 1.1",
      "3 import/field-unclear The field owner cannot contain "Ada Finch", which is beside it.",
      "21 import/link-lost The image "The desk" led to "a picture of the Word file", which only the old place knows; its words were kept.",
      "18 import/heading-doubtful "Stands" is alone in bold, as headings are that lost their level; it was kept as text.",
    ]
  `);
  expect(imported.removed.map(({ text, why }) => `${text}: ${why}`)).toMatchInlineSnapshot(`
    [
      "never: a deletion of tracked changes",
      "Is that so?: a comment",
      "Brackenfell: a header or footer",
      "Page: a header or footer",
      "Workshop Policy: the title of the document",
      "Version: 1.4: a field of the head",
      "Document Owner: CTO — Ada Finch: a field of the head",
    ]
  `);
});

test('a web page', async () => {
  const page = `<!doctype html><html><head><title>Intranet</title><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Workshop Policy</h1><p>Version: 1.4</p>
<h2>1. Purpose</h2><p>Nobody works <b>alone</b> &amp; hungry.<br>Ever. <!-- really --></p>
<ol start="3"><li>Open<ul><li>slowly</li></ul></li></ol>
<table><tr><th>Room</th><th>Key</th></tr><tr><td>Stock<p>room</p></td><td>Red<ul><li>one</li></ul></td></tr></table>
<p>See <a href="https://shop.example.org">our shop</a> and <a href="#s2">below</a>. <img src="desk.png" alt="The desk"></p>
<script>alert(1)</script><button>Print</button></main>
<footer>Imprint</footer></body></html>`;
  const imported = await importBytes('workshop.html', Buffer.from(page));
  expect(draftOf(imported)).toMatchInlineSnapshot(`
    "---
    title: 'Workshop Policy'
    version: '1.4'
    status: draft
    ---

    ## 1. Purpose

    Nobody works **alone** & hungry.\\
    Ever.

    3. Open
       - slowly

    | Room | Key |
    | - | - |
    | Stock room | Red one |

    See [our shop](https://shop.example.org) and below. The desk"
  `);
  expect(noteLines(imported)).toMatchInlineSnapshot(`
    [
      "7 import/link-lost The link "below" led to "#s2", which only the old place knows; its words were kept.",
      "7 import/link-lost The image "The desk" led to "desk.png", which only the old place knows; its words were kept.",
    ]
  `);
  expect(imported.removed.map(({ line, text }) => `${line} ${text}`)).toMatchInlineSnapshot(`
    [
      "1 Intranet",
      "2 Home",
      "3 Workshop Policy",
      "3 Version: 1.4",
      "4  really ",
      "8 Print",
      "9 Imprint",
    ]
  `);
});

test('a formula of a Word file is reported as lost, with its words', async () => {
  const body = paragraph(run('Sum: ') + '<m:oMath><m:r><m:t>x2</m:t></m:r></m:oMath>');
  const imported = await importBytes('sum.docx', writeDocx({ body }));
  expect(noteLines(imported)).toEqual([
    '1 import/word-part The Word file contains the element oMath, which was not converted.',
    '1 import/words-lost The draft does not contain these words of the document: "x2".',
  ]);
});

const bomb = () => zipSync({ 'word/document.xml': new Uint8Array(40 * 1024 * 1024) });

test.for([
  ['a Word file that unpacks to too much', bomb(), 'unpacks to more than 32 MiB'],
  ['a damaged Word file', Buffer.from('PK\u0003\u0004'), 'cannot be read'],
  ['an archive without a text', zipSync({ 'word/a.xml': Buffer.from('<a/>') }), 'cannot be read'],
  ['a PDF', Buffer.from('%PDF-1.7'), 'not a .docx, .html, .md or .txt file'],
  ['large text', Buffer.alloc(1024 * 1024 + 1, 'a '), 'larger than 1 MiB'],
  ['text that is not UTF-8', Buffer.from('caf\u00e9', 'latin1'), 'not UTF-8'],
  ['a page of nested emphasis', Buffer.from(`<html>${'<b>x'.repeat(200)}`), 'too deeply'],
  ['a page that nests too deeply', Buffer.from(`<html>${'<div>'.repeat(20_000)}x`), 'too deeply'],
] as const)('%s is refused with the reason', async ([, bytes, reason]) => {
  const imported = await importDocument({ ...order, file: 'document', bytes });
  expect('refusal' in imported && imported.refusal).toContain(reason);
});
