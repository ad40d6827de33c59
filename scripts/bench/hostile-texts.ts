import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import { isFiller } from '#core/changes/message/is-filler.ts';
import { parseMergeForm } from '#core/changes/pull-requests/parse-merge-form.ts';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { skeletonOf } from '#core/model/skeleton.ts';
import { decodeText, parseSshSignature } from '#sources/git/parse-object.ts';
import { atMost, type Figure } from './bench.ts';

/** What is repeated to make a hostile text of any length. */
const families: Readonly<Record<string, string>> = {
  'one line without an end': 'a',
  'line feeds': '\n',
  spaces: ' ',
  'colons of empty keys': ':',
  'the same key again and again': 'Reason: x\n',
  'trailers of unknown keys': 'Key-of-some-kind: value\n',
  'continuation lines': ' and more\n',
  'near misses': 'change type : normal\n',
  'dividers of a forge': '---------\n\n',
  'co-authors': 'Co-authored-by: A <a@larkfield.example>\n\n',
  'links to merge requests': 'See merge request a/b!1\n\n',
  'openings of comments': '<!-- ',
  'check boxes': '- [ ] [x] \n',
  'brackets of addresses': '<a@<',
  'invisible letters': '\u200b\u0430',
  'carriage returns': '\r',
};

const mebibyte = 1024 * 1024;
const runs = 5;
const people = createPeopleIndex({});

function parseAll(text: string): void {
  const message = parseTrailers(text);
  parseMergeForm(message, 1);
  parseMergeForm(message, 2);
  isFiller(text);
  people.identifyText(text);
  skeletonOf(text);
  decodeText(Buffer.from(text));
  decodeText(Buffer.from(text), 'unheard-of');
  parseSshSignature(`-----BEGIN SSH SIGNATURE-----\n${text}`);
}

/** What twice the length costs, for each family up to one mebibyte. */
export function measureHostileTexts(): Figure[] {
  parseAll('Reason: warm up\n'.repeat(1000));
  return Object.entries(families).map(([name, piece]) => {
    const half = fastest(piece.repeat(mebibyte / 2 / piece.length));
    const whole = fastest(piece.repeat(mebibyte / piece.length));
    return atMost(2.6, `parsers, twice as much text: ${name}`, whole / half);
  });
}

function fastest(text: string): number {
  const times = Array.from({ length: runs }, () => {
    // What others do on the machine at the time does not count.
    const start = process.cpuUsage();
    parseAll(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}
