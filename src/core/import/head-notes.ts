import type { HeadField } from './head-fields.ts';
import { shorten, type ImportNote, type SourceLine } from './imported.ts';

export function describeElsewhere({ number }: SourceLine, text: string, place: string): ImportNote {
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `"${shorten(text)}" has no field of its own.`,
    remedy: `Write it into ${place}.`,
  };
}

export function describeUnclear(
  { number }: SourceLine,
  field: HeadField,
  written: string,
  why: string,
): ImportNote {
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `"${shorten(written)}" is no ${field} yet: ${why}.`,
    remedy: `Write the field ${field} yourself; the words stand in the draft as a comment.`,
  };
}

export function describeLeft({ number }: SourceLine, field: HeadField, left: string): ImportNote {
  const where =
    field === 'reviewEvery'
      ? 'Name the scopes and events that make it due early in reviewOn.'
      : 'See to it that people.yaml gives the role to whoever holds it.';
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `The field ${field} cannot hold "${shorten(left)}", which stands beside it.`,
    remedy: where,
  };
}

export function describeMonth(
  { number }: SourceLine,
  field: HeadField,
  written: string,
): ImportNote {
  return {
    code: 'import/month-only',
    line: number,
    problem: `"${shorten(written)}" names no day; the draft keeps the month as it is.`,
    remedy: `Write the day into ${field} if a record shows it; changes of that month are "unknown" until then.`,
  };
}
