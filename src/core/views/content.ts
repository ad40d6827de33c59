import { dateInWords, type CalendarDate, type PartialDate } from '../model/calendar-date.ts';
import { reviewWords } from './reviews/review-words.ts';

/** What a reader sees in a cell or beside a label, as data; `formatContent` makes HTML of it. */
export type Content = string | number | undefined | ContentElement | readonly Content[];

type Attributes = Readonly<Record<string, string | undefined>>;

interface ContentElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly content: Content;
}

/** An HTML element. An `href` that begins with a slash is a path below the base of the site. */
export function element(tag: string, attributes: Attributes, content: Content): ContentElement {
  return { tag, attributes, content };
}

export function link(path: string, content: Content, style?: string): Content {
  return element('a', { class: style, href: path }, content);
}

/** A smaller line below what comes before it; nothing where it has no content. */
export function under(content: Content): Content {
  return content === undefined || content === '' ? undefined : span('under', content);
}

export function span(style: string, content: Content): Content {
  return element('span', { class: style }, content);
}

export function quiet(content: Content): Content {
  return span('quiet', content);
}

/** "25 March 2026", marked up as a date. */
export function dayContent(date: PartialDate): Content {
  return element('time', { datetime: date }, dateInWords(date));
}

/** The day by which something is due. The reader's browser adds how far away it is. */
export function dueContent(due: CalendarDate, asOf: CalendarDate): Content {
  const { overdue } = reviewWords(due, asOf);
  const note = { class: 'under', 'data-review-note': '', 'data-overdue': overdue ? '' : undefined };
  return span('due', [
    element('time', { datetime: due, 'data-review-due': due }, dateInWords(due)),
    element('span', note, overdue ? 'overdue' : '\u00a0'),
  ]);
}

/** Items side by side. */
export function inlineList(items: readonly Content[], itemStyle?: string): Content {
  return listContent('inline', items, itemStyle);
}

export function listContent(
  style: string | undefined,
  items: readonly Content[],
  itemStyle?: string,
): Content {
  return element(
    'ul',
    { class: style },
    items.map((item) => element('li', { class: itemStyle }, item)),
  );
}

/** Folded below its summary. */
export function fold(summary: Content, content: Content): Content {
  return element('details', {}, [element('summary', {}, summary), content]);
}

/** A fact beside its label. */
export interface FieldLine {
  readonly label: Content;
  readonly value: Content;
  /** Where it was read, or how it is known. */
  readonly known?: string;
  /** Class of the value. */
  readonly style?: string;
}

export function fieldsContent(lines: readonly FieldLine[], style = 'fields'): Content {
  const shown = lines.map(({ label, value, known, style: own }) =>
    element('div', {}, [
      element('dt', {}, label),
      element('dd', { class: own }, [
        value,
        known === undefined ? undefined : [' ', element('small', { class: 'quiet' }, known)],
      ]),
    ]),
  );
  return element('dl', { class: style }, shown);
}

/** What a page shows in place of an empty list. */
export function emptyContent(words: string): Content {
  return element('p', { class: 'empty' }, words);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** The text alone. */
export function plainText(content: Content): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return String(content);
  return 'tag' in content ? plainText(content.content) : content.map(plainText).join('');
}

/** HTML in which every text and every attribute is escaped; `href` puts the base of the site before a path. */
export function formatContent(content: Content, href: (path: string) => string): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escapeHtml(String(content));
  if (!('tag' in content)) return content.map((part) => formatContent(part, href)).join('');
  const { tag, attributes } = content;
  let html = `<${tag}`;
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined) continue;
    const isPath = name === 'href' && value.startsWith('/');
    html += ` ${name}="${escapeHtml(isPath ? href(value) : value)}"`;
  }
  return `${html}>${formatContent(content.content, href)}</${tag}>`;
}
