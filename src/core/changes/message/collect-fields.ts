import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord, FollowUp, Sourced } from '../../model/change-record.ts';
import { epochOf, parseInstant, type Instant } from '../../model/instant.ts';
import {
  fieldOfTrailer,
  isList,
  knownKeyLike,
  splitList,
  type RecordField,
} from '../../model/record-fields.ts';
import { locateField } from '../../parse/locate-field.ts';
import { listFollowUpValues } from '../follow-ups/follow-up-contents.ts';
import { isFiller } from './is-filler.ts';
import { parseTemplate, type ParsedTemplate, type SectionField } from './parse-template.ts';
import { parseTrailers, type ParsedMessage, type Trailer } from './parse-trailers.ts';
import type { Translations } from '../../model/closed-words.ts';
import { isOpen } from './is-open.ts';

/** The sources of the fields of a change. */
export interface FieldSources {
  /** Id of the change. */
  readonly id: string;
  /** The place of its message, if it has one. */
  readonly file?: string;
  readonly trailers: readonly Trailer[];
  /** Of the message, below its trailers. */
  readonly sections?: readonly SectionField[];
  /** From the export of a forge. */
  readonly exported?: ExportedFields;
  readonly followUps: readonly FollowUp[];
  /** Words of the company for those that decide. */
  readonly words?: Translations;
}

/** The fields that an export has of a pull request. */
export interface ExportedFields {
  readonly file: string;
  /** From the text of the pull request. */
  readonly sections: readonly SectionField[];
  /** Since when that text is known to be as it is: it can be edited at any time. */
  readonly knownAt?: Instant;
  /** When it was opened, which is the time of the request where no other source has one. */
  readonly requestedAt: Instant;
}

interface Found {
  readonly field: RecordField;
  readonly sourced: Sourced<string>;
  /** Worked out only where it is shown. */
  readonly locate: () => SourceLocation;
}

/**
 * Joins the fields of all sources. The message decides, its trailers before its sections. An export and then a
 * follow-up add what it lacks; two sources that differ are a diagnostic. Filler gives way to any other source, and
 * a result other than passed to a follow-up alone, which states what was done afterwards.
 */
export function collectFields(sources: FieldSources): {
  readonly fields: ChangeRecord['fields'];
  readonly diagnostics: readonly Diagnostic[];
} {
  const chosen = new Map<RecordField, Found>();
  const diagnostics: Diagnostic[] = [];
  for (const found of listFields(sources)) {
    const { field, sourced } = found;
    const first = chosen.get(field);
    if (!first) chosen.set(field, found);
    else if (givesWay(first, found, sources.words)) {
      const instead = first.sourced.instead ?? first.sourced.value;
      chosen.set(field, { ...found, sourced: { ...sourced, instead } });
    } else if (!isFiller(sourced.value) && !isSame(field, first.sourced.value, sourced.value)) {
      diagnostics.push(describeDisagreement(sources.id, first, found));
    }
  }
  const entries = [...chosen].map(([field, { sourced }]) => [field, sourced] as const);
  const { exported } = sources;
  const requested = chosen.get('requested-at')?.sourced;
  // A request is older than the merge, so what the forge recorded then goes before what was written afterwards.
  if (exported && (isFiller(requested?.value ?? '') || requested?.source === 'follow-up')) {
    const { requestedAt: value, file } = exported;
    entries.push(['requested-at', { value, source: 'export', file }]);
  }
  return { fields: Object.fromEntries(entries), diagnostics };
}

function* listFields({
  file = '',
  trailers,
  sections = [],
  exported,
  followUps,
}: FieldSources): Iterable<Found> {
  for (const [key, lines] of Map.groupBy(trailers, (trailer) => trailer.key)) {
    const field = fieldOfTrailer.get(key);
    const [first] = lines;
    if (field === undefined || !first) continue;
    // Only a field with several values is on several lines.
    const values = lines.map((trailer) => trailer.value).filter((text) => !isFiller(text));
    const value = values.length > 0 ? values.join(', ') : first.value;
    const { line } = first;
    yield { field, sourced: { value, source: 'message', line }, locate: () => ({ file, line }) };
  }
  for (const { field, value, line } of sections) {
    yield { field, sourced: { value, source: 'message', line }, locate: () => ({ file, line }) };
  }
  for (const { field, value, line } of exported?.sections ?? []) {
    const { file: from = '', knownAt } = exported ?? {};
    const sourced = {
      value,
      source: 'export',
      file: from,
      line,
      ...(knownAt && { knownAt }),
    } as const;
    yield { field, sourced, locate: () => ({ file, line: 1 }) };
  }
  for (const followUp of followUps) {
    const { source, fields } = followUp;
    for (const { field, value, path } of listFollowUpValues(fields)) {
      yield {
        field,
        sourced: { value, source: 'follow-up', file: source.file },
        locate: () => locateField(source, path),
      };
    }
  }
}

function givesWay(
  { field, sourced: { value } }: Found,
  later: Found,
  words: Translations = {},
): boolean {
  return later.sourced.source === 'follow-up' ? isOpen(field, value, words) : isFiller(value);
}

function isSame(field: RecordField, a: string, b: string): boolean {
  const [momentA, momentB] = [parseInstant(a), parseInstant(b)];
  if (field === 'requested-at' && momentA && momentB) return epochOf(momentA) === epochOf(momentB);
  if (isList(field)) return plain(splitList(a).toSorted()) === plain(splitList(b).toSorted());
  return plain([a]) === plain([b]);
}

function plain(parts: readonly string[]): string {
  return parts.join(', ').split(/\s+/).filter(Boolean).join(' ');
}

function describeDisagreement(id: string, first: Found, second: Found): Diagnostic {
  const { source, file = '' } = first.sourced;
  const place = source === 'message' ? 'the commit message' : file;
  // A commit and an export cannot be corrected; a follow-up can.
  const isCorrectable = second.sourced.source === 'follow-up';
  const here = second.sourced.source === 'export' ? `in ${second.sourced.file ?? ''}` : 'here';
  return {
    code: 'record/sources-disagree',
    severity: isCorrectable ? 'error' : 'warning',
    at: second.locate(),
    problem: `The ${second.field} of ${id} is ${quote(second.sourced.value)} ${here} and ${quote(first.sourced.value)} in ${place}.`,
    remedy: remedyFor(first, second),
    related: [{ at: first.locate(), note: `${quote(first.sourced.value)}, which counts.` }],
  };
}

function remedyFor({ field, sourced: { source } }: Found, second: Found): string {
  const inText = 'correct it in the text of a follow-up in content/changes, below its fields';
  if (second.sourced.source !== 'follow-up') {
    return `The first counts and cannot be altered any more; where it is wrong, ${inText}. Next time write it once.`;
  }
  return source === 'follow-up'
    ? `Find out which is right; write the same in both, or leave "${field}" out here.`
    : `What was written before the merge counts and cannot be altered any more: write the same here, or leave "${field}" out. Where it is wrong, ${inText}; where it breaks a rule, answer the deviation in content/answers.`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

/** The sections of a message, with its lines. Where its last paragraph has no known trailer, that is text as well. */
export function parseSections(
  { titleLine, body, trailers }: ParsedMessage,
  message: string,
): ParsedTemplate {
  const isAllText = trailers.every(({ key }) => knownKeyLike(key) === undefined);
  const lines = isAllText ? message.split('\n').slice(titleLine) : body;
  const { fields, problems } = parseTemplate(lines.join('\n'));
  const inMessage = <T extends { readonly line: number }>(one: T): T => ({
    ...one,
    line: one.line + titleLine,
  });
  return { fields: fields.map(inMessage), problems: problems.map(inMessage) };
}

/** The fields that the text of a pull request fills, its trailers before its sections, with the lines of that text. */
export function parseDescription(text: string): readonly SectionField[] {
  // A commit message begins with a title, and the text of a pull request does not.
  const title = 'Title\n\n';
  const message = parseTrailers(`${title}${text}`);
  const found = [
    ...message.trailers.flatMap(({ key, value, line }) => {
      const field = fieldOfTrailer.get(key);
      return field === undefined ? [] : [{ field, value, line }];
    }),
    ...parseSections(message, `${title}${text}`).fields,
  ];
  return found.map((one) => ({ ...one, line: one.line - 2 }));
}
