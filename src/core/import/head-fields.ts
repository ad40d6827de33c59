import { isCalendarDate } from '../model/calendar-date.ts';
import { parseWrittenDate } from '../parse/written-date.ts';
import { slug, versionNumber } from '../schemas/scalars.ts';

/** A field of the frontmatter as YAML, or why what the document says is none. */
export type ReadField =
  | { readonly yaml: string; readonly isMonthOnly?: boolean; readonly left?: string }
  | { readonly unclear: string };

export type HeadField =
  | 'title'
  | 'version'
  | 'classification'
  | 'owner'
  | 'effective'
  | 'nextReview'
  | 'reviewEvery'
  | 'appliesTo';

/** What documents call the fields. */
const fieldOfLabel: Readonly<Record<string, HeadField>> = {
  title: 'title',
  'document title': 'title',
  'policy name': 'title',
  version: 'version',
  'document version': 'version',
  'policy version': 'version',
  revision: 'version',
  classification: 'classification',
  'document classification': 'classification',
  owner: 'owner',
  'document owner': 'owner',
  'policy owner': 'owner',
  effective: 'effective',
  'effective date': 'effective',
  'effective from': 'effective',
  'next review': 'nextReview',
  'next review date': 'nextReview',
  'review frequency': 'reviewEvery',
  'review cycle': 'reviewEvery',
  'applies to': 'appliesTo',
};

/** Labels of what a policy keeps in other fields, with where. */
const elsewhere: Readonly<Record<string, string>> = {
  'last updated': 'the row of the version in history',
  'last modified': 'the row of the version in history',
  author: 'the row of the version in history, by id in people.yaml',
  'last reviewed': 'reviews, with the reviewer and what was looked at',
  'last review': 'reviews, with the reviewer and what was looked at',
  'last review date': 'reviews, with the reviewer and what was looked at',
  'approved by': 'approval, by id in people.yaml',
  'approval date': 'approval, with who approved it',
  'approved on': 'approval, with who approved it',
  status: 'status, once somebody has read the draft',
};

/** What a label names: a field that the head can fill, or where else a policy keeps it. */
export function meaningOf(label: string): { field: HeadField } | { place: string } | undefined {
  const name = label.toLowerCase();
  const field = Object.hasOwn(fieldOfLabel, name) ? fieldOfLabel[name] : undefined;
  const place = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (field) return { field };
  return place === undefined ? undefined : { place };
}

/** Reads what stands after a label. Nothing is guessed: what has two meanings is unclear. */
export function readField(field: HeadField, written: string): ReadField {
  switch (field) {
    case 'title':
    case 'appliesTo':
      return { yaml: quote(written) };
    case 'version': {
      const version = written.replace(/^v(?:ersion)?\.? ?/i, '');
      return versionNumber.safeParse(version).success
        ? { yaml: quote(version) }
        : { unclear: 'a version is two numbers such as 1.2' };
    }
    case 'classification':
      return readClassification(written);
    case 'owner':
      return readOwner(written);
    case 'effective':
    case 'nextReview': {
      const date = parseWrittenDate(written);
      if (date === undefined) return { unclear: 'it is not clear which day that is' };
      if (isCalendarDate(date)) return { yaml: date };
      return field === 'effective'
        ? { yaml: date, isMonthOnly: true }
        : { unclear: 'a review is due on a day, and the document gives a month only' };
    }
    case 'reviewEvery':
      return readFrequency(written);
  }
}

/** A text as a YAML scalar in single quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function readClassification(written: string): ReadField {
  const named = ['public', 'internal', 'confidential'].filter((name) =>
    new RegExp(String.raw`\b${name}\b`, 'i').test(written),
  );
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return { yaml: only };
  return { unclear: 'it is one of public, internal and confidential' };
}

/** The role of "CTO — Ada Finch"; the name is left, because a policy names a role. */
function readOwner(written: string): ReadField {
  const [role = '', ...rest] = written.split(/\s+[—–-]\s+|,\s*|\s*[/(]\s*/);
  const id = role
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!slug.safeParse(id).success) return { unclear: 'an owner is a role such as cto' };
  const left = rest.join(', ').replace(/\)$/, '').trim();
  return { yaml: id, ...(left !== '' && { left }) };
}

const frequencies: readonly (readonly [RegExp, string])[] = [
  [/\b(?:semi-?annual(?:ly)?|half-yearly|twice a year|twice yearly)\b/i, 'P6M'],
  [/\b(?:annual(?:ly)?|yearly|once a year|every year|every twelve months)\b/i, 'P1Y'],
  [/\b(?:quarterly|every quarter)\b/i, 'P3M'],
  [/\b(?:monthly|every month)\b/i, 'P1M'],
];

function readFrequency(written: string): ReadField {
  const counted = /\bevery (\d{1,2}) (month|year)s?\b/i.exec(written);
  const named = frequencies.find(([words]) => words.test(written));
  const words = counted?.[0] ?? named?.[0].exec(written)?.[0];
  if (words === undefined) return { unclear: 'it is a length of time such as P1Y' };
  const yaml = counted
    ? `P${Number(counted[1])}${counted[2]?.toLowerCase() === 'year' ? 'Y' : 'M'}`
    : (named?.[1] ?? '');
  const left = written
    .replace(words, '')
    .replace(/^\W*(?:at least\W*)?/i, '')
    .trim();
  return { yaml, ...(left !== '' && { left }) };
}
