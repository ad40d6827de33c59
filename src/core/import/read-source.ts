import { bookmarks } from '../parse/export-residue.ts';
import type { Removed, SourceLine } from './imported.ts';

export interface Source {
  readonly lines: readonly SourceLine[];
  readonly removed: readonly Removed[];
}

const furniture =
  /^(?:skip to (?:main )?content|back to top|edit this page.{0,40}|print this page|on this page)$/i;
const colophon = /^(?:released under .*licen[sc]e\.?|powered by .*|(?:©|copyright ).*)$/i;
/** A line of a printed table of contents: a heading, dots or a tab, and a page. */
const contentsLine = /\S[ .]*\.{4}[ .]*\d{1,3}$|^(?:\d+(?:\.\d+)*\.?|[a-z]\.)[ \t].*\S\t\d{1,3}$/;
const fewestContents = 3;
const lastLines = 3;

/** The lines of a document without what programs put around its text. */
export function readSource(text: string): Source {
  const removed: Removed[] = [];
  const cleaned = text.replace(/^\u{feff}/u, '').replaceAll(/\r\n?|\f|\v/g, '\n');
  const lines = cleaned.split('\n').map((line, index): SourceLine => {
    const number = index + 1;
    const plain = line
      .replaceAll(/[\u00a0\u2007\u202f]/g, ' ')
      .replaceAll(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '');
    const found = plain.match(bookmarks) ?? [];
    for (const bookmark of found) {
      removed.push({ line: number, text: bookmark, why: 'a bookmark of the word processor' });
    }
    const isMarked = /^\s*(?:\[bookmark: |\[\]\{#)/.test(plain);
    return { number, text: plain.replaceAll(bookmarks, ''), isMarked };
  });

  const contents = lines.filter(({ text: line }) => contentsLine.test(line.trim()));
  const isContents = contents.length >= fewestContents ? new Set(contents) : new Set();
  const last = new Set(lines.filter(({ text: line }) => line.trim() !== '').slice(-lastLines));
  const kept = lines.map((line): SourceLine => {
    const plain = line.text.trim();
    const why = furniture.test(plain)
      ? 'a button or link of the web page'
      : last.has(line) && colophon.test(plain)
        ? 'the foot of the web page'
        : isContents.has(line)
          ? 'a line of the printed table of contents; the site makes its own'
          : undefined;
    if (why === undefined) return line;
    removed.push({ line: line.number, text: plain, why });
    return { ...line, text: '' };
  });
  return { lines: kept, removed };
}
