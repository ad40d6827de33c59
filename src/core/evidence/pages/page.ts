import { dateInWords } from '../../model/calendar-date.ts';
import { element, formatContent, link, type Content } from '../../views/content.ts';
import { marksOf } from '../guide-files.ts';
import type { PackFile, PackOrder } from '../pack.ts';

/** A page of a pack. Links that begin with a slash are paths of the pack. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly content: Content;
}

/** Prints a page that opens from disk: plain HTML with relative links, and no script. */
export function printPage({ path, title, content }: Page, order: PackOrder): PackFile {
  const { book, from, until } = order;
  const up = '../'.repeat(path.split('/').length - 1);
  const marks = marksOf(order);
  const body: Content = [
    element('header', {}, [
      marks.length > 0 ? element('p', { class: 'marks' }, marks.join(' · ')) : undefined,
      element('p', {}, [
        link('/index.html', `Evidence of ${book.settings.organisation.name}`),
        `, ${dateInWords(from)} to ${dateInWords(until)}, judged as of ${dateInWords(book.asOf)} by ${book.engine}`,
      ]),
    ]),
    element('main', {}, [element('h1', {}, title), content]),
  ];
  const html = formatContent(body, (target) => `${up}${target.slice(1)}`);
  const name = formatContent(title, () => '');
  return {
    path,
    bytes: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<link rel="stylesheet" href="${up}style.css">
</head>
<body>
${html}
</body>
</html>
`,
  };
}

/** A part of a page under a heading. */
export function section(heading: string, ...content: readonly Content[]): Content {
  return element('section', {}, [element('h2', {}, heading), ...content]);
}

export function paragraph(...content: readonly Content[]): Content {
  return element('p', {}, content);
}

export const style = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
header { border-bottom: 1px solid; margin-bottom: 1rem; }
.marks { font-weight: bold; border: 2px solid; padding: 0.25rem 0.5rem; width: fit-content; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8888; padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; font-weight: normal; }
thead th { font-weight: bold; }
th.count, td.count { text-align: right; padding-right: 1.5rem; }
td ul { margin: 0; padding-left: 1.2rem; }
caption.hidden { position: absolute; clip-path: inset(50%); }
.under { display: block; opacity: 0.8; font-size: 0.9rem; }
code { font-size: 0.85rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dl > div { display: contents; }
dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } thead { display: none; } tr, th, td { display: block; } td, th { border: 0; padding: 0; } tr { border-bottom: 1px solid #8888; padding: 0.5rem 0; } }
@media print { body { max-width: none; font-size: 10pt; } a { color: inherit; } tr, section > h2 { break-inside: avoid; } thead { display: table-header-group; } }
`;
