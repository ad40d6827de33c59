import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shorten, showValue } from '../diagnostics/show-value.ts';
import type { DigestedFile } from '../model/source-file.ts';
import type { ForgeExport, ForgePull, UnreadPull } from '../model/forge-pull.ts';
import { epochOf, parseInstant, type Instant } from '../model/instant.ts';
import { commitId, pullNumber, unwrap, type ExportEntry, type Forge } from './forge.ts';
import { forges } from './index.ts';

interface Entry {
  readonly forge: Forge;
  readonly fields: ExportEntry;
  /** `pull request 1042`, as a diagnostic names it. */
  readonly name: string;
  readonly line: number;
}

/**
 * Reads what was written down from a forge: pull or merge requests in a list, in several lists or one a line, or an object with `pulls` (or
 * `merge_requests`), `exportedAt`, and by number what belongs to each, such as `reviews: { "1042": [...] }`. Each
 * entry may have any of the three forms in the schema. Unknown fields are passed over. A pull request
 * with one fault counts for nothing, since a part of it could show a review without its end: it is among the unread.
 */
export function parseForgeExport({ file, text, digest }: DigestedFile): {
  readonly export?: ForgeExport;
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = parseJsonValues(text);
  if ('reason' in parsed) return { diagnostics: [notJson(file, parsed)] };
  // Several lists or entries, one after the other, are one list.
  const value = parsed.values.length === 1 ? parsed.values[0] : parsed.values;
  const list = listEntries(value, text);
  if (!list) return { diagnostics: [notAnExport(file)] };

  const pulls: ForgePull[] = [];
  const unread: UnreadPull[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of list) {
    const { data, error } = entry.forge.exports.parse(entry.fields);
    if (data) pulls.push(data);
    else {
      unread.push(describeUnread(entry));
      diagnostics.push(...error.issues.map((issue) => describeIssue(issue, entry, file)));
    }
  }
  const madeAt = exportedAt(value);
  const at = madeAt ?? newestMoment(pulls);
  const times = { ...(at && { at }), ...(madeAt && { madeAt }) };
  return {
    export: { file, digest, pulls, ...(unread.length > 0 && { unread }), ...times },
    diagnostics,
  };
}

/** What can be known of an entry with a fault. */
function describeUnread({ forge: { exports }, fields }: Entry): UnreadPull {
  const { data: number } = pullNumber.safeParse(fields[exports.numberKey]);
  const commits = exports.commitKeys.flatMap((key) => {
    const id = unwrap(unwrap(fields[key], 'oid'), 'sha');
    return commitId.safeParse(id).data ?? [];
  });
  return { ...(number !== undefined && { number }), commits };
}

function isGroup(value: unknown): value is ExportEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listEntries(value: unknown, text: string): Entry[] | undefined {
  const wrapper = isGroup(value) ? value : {};
  const list = Array.isArray(value)
    ? (value as unknown[])
    : forges.map(({ exports }) => wrapper[exports.listKey]).find((one) => one !== undefined);
  // Some programs write a list without entries as null.
  if (list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const findLine = createLineFinder(text);
  // `gh api --paginate --slurp` gives a list of pages, each a list.
  return (list as unknown[]).flat(1).map((item, index) => {
    const fields = isGroup(item) ? item : {};
    const forge = forges.find(({ exports }) => exports.recognises(fields)) ?? defaultForge;
    const { numberKey } = forge.exports;
    const number = fields[numberKey];
    const isNumbered = typeof number === 'number';
    return {
      forge,
      fields: isNumbered ? { ...fields, ...partsOf(wrapper, number) } : fields,
      name: isNumbered ? `pull request ${number}` : `entry ${index + 1}`,
      line: isNumbered ? findLine(numberKey, number) : 1,
    };
  });
}

// An entry without a number is reported too.
const defaultForge = forges.at(-1) ?? forges[0];
const partKeys = new Set(forges.flatMap(({ exports }) => exports.partKeys));

function partsOf(wrapper: ExportEntry, number: number): ExportEntry {
  const key = String(number);
  const found = [...partKeys].flatMap((part) => {
    const byNumber = wrapper[part];
    return isGroup(byNumber) && Object.hasOwn(byNumber, key) ? [[part, byNumber[key]]] : [];
  });
  return Object.fromEntries(found) as ExportEntry;
}

/** Finds the line on which an entry states its number; entries come in the order of the file. */
function createLineFinder(text: string): (key: string, number: number) => number {
  let line = 1;
  let from = 0;
  return (key, number) => {
    if (!Number.isSafeInteger(number) || number < 0) return line;
    const pattern = new RegExp(`"${key}"\\s*:\\s*${number}(?![\\d.])`, 'g');
    pattern.lastIndex = from;
    const found = pattern.exec(text)?.index;
    if (found === undefined) {
      // Nothing after this would be found either, and looking each time would cost the square of the length.
      from = text.length;
      return line;
    }
    for (
      let end = text.indexOf('\n', from);
      end >= 0 && end < found;
      end = text.indexOf('\n', end + 1)
    ) {
      line += 1;
    }
    from = found;
    return line;
  };
}

function describeIssue(
  { path, message, input }: z.core.$ZodIssue,
  { name, line }: Entry,
  file: string,
): Diagnostic {
  const field = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  const problem = `In ${name} "${field}" is ${showValue(input)}; ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
  const remedy =
    'Make the export again as src/guide/forge-exports.md describes. Until then its change is unknown.';
  return { code: 'export/value', severity: 'warning', at: { file, line }, problem, remedy };
}

function notJson(
  file: string,
  { reason, line }: { readonly reason: string; readonly line: number },
): Diagnostic {
  const problem = `The export is not JSON: ${shorten(reason)}.`;
  const remedy =
    'Make the export again; a file that stops in the middle was not written to its end.';
  return { code: 'export/json', severity: 'error', at: { file, line }, problem, remedy };
}

function notAnExport(file: string): Diagnostic {
  const problem =
    'The file has neither a list of pull requests nor an object with "pulls" or "merge_requests".';
  const remedy =
    'Make the export as src/guide/forge-exports.md describes; its commands print such a list.';
  return { code: 'export/shape', severity: 'error', at: { file, line: 1 }, problem, remedy };
}

function exportedAt(value: unknown): Instant | undefined {
  const stated = isGroup(value) ? value['exportedAt'] : undefined;
  return typeof stated === 'string' ? parseInstant(stated) : undefined;
}

function newestMoment(pulls: readonly ForgePull[]): Instant | undefined {
  let newest: Instant | undefined;
  for (const { createdAt, mergedAt, reviews = [] } of pulls) {
    for (const at of [createdAt, mergedAt, ...reviews.map((review) => review.at)]) {
      if (at && (newest === undefined || epochOf(at) > epochOf(newest))) newest = at;
    }
  }
  return newest;
}

/** The values of a text, or why it is not JSON and on which line, from 1. */
type ParsedJson =
  { readonly values: readonly unknown[] } | { readonly reason: string; readonly line: number };

/** Parses JSON values that follow each other, as tools write pages and lines. Never throws, in linear time. */
function parseJsonValues(text: string): ParsedJson {
  const plain = text.startsWith('\u{feff}') ? text.slice(1) : text;
  const whole = parseOne(plain);
  if ('value' in whole) return { values: [whole.value] };

  const values: unknown[] = [];
  let line = 1;
  for (const piece of splitValues(plain)) {
    const read = parseOne(piece);
    if ('reason' in read) {
      const own = /line (\d+)/.exec(read.reason)?.[1];
      return { reason: read.reason, line: line + Number(own ?? 1) - 1 };
    }
    values.push(read.value);
    line += piece.split('\n').length - 1;
  }
  return values.length > 0 ? { values } : { reason: 'the file is empty', line: 1 };
}

function parseOne(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Cuts behind each list or object; what follows the last of them is a piece too, unless it is white space. */
function* splitValues(text: string): Iterable<string> {
  let from = 0;
  let depth = 0;
  let isString = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (isString) {
      if (sign === '\\') index += 1;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') {
      depth -= 1;
      if (depth !== 0) continue;
      yield text.slice(from, index + 1);
      from = index + 1;
    }
  }
  if (text.slice(from).trim() !== '') yield text.slice(from);
}
