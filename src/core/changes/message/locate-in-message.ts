import type { ChangeRecord } from '../../model/change-record.ts';
import { fieldOfHeading, fieldOfTrailer, knownKeyLike } from '../../model/record-fields.ts';
import type { Verdict } from '../../model/verdict.ts';
import { splitTrailerLine } from './trailer-blocks.ts';

/**
 * The lines of a message that a verdict is about: of the people and fields that it names, also of an empty section or of
 * a line whose key does not count. Without any, the line of the type, else the title.
 * Lines start at 1.
 */
export function locateInMessage(
  { statement, remedy = '' }: Verdict,
  { message, fields, approvals }: ChangeRecord,
): readonly [number, ...number[]] {
  const places = listPlaces(message);
  const named = (text: string) =>
    [...fieldOfTrailer].flatMap(([key, field]) => {
      const place = positionOf(text, key);
      if (place < 0) return [];
      const own = fields[field];
      const line = own?.source === 'message' ? own.line : places.get(field);
      return line === undefined ? [] : [{ place, line }];
    });
  const people = approvals.flatMap(({ by: { name }, line }) => {
    const place = name === '' ? -1 : statement.indexOf(name);
    return place < 0 || line === undefined ? [] : [{ place, line }];
  });
  const inOrder = (found: readonly { place: number; line: number }[]) =>
    found.toSorted((left, right) => left.place - right.place).map(({ line }) => line);
  const type = fields.type?.line ?? places.get('type');
  const [first = type ?? firstTextLine(message), ...rest] = new Set([
    ...inOrder(people),
    ...inOrder(named(statement)),
    ...inOrder(named(quotedKeys(remedy))),
  ]);
  return [first, ...rest];
}

/** The first line of each field, whether or not it counts: its heading, or a line with a similar key. */
function listPlaces(message: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, line] of message.split('\n').entries()) {
    const title = /^ {0,3}#{1,6}[ \t]+(\S.{0,100})$/.exec(line.trimEnd())?.[1];
    const key = knownKeyLike(splitTrailerLine(line)?.key ?? '') ?? '';
    const field = title === undefined ? fieldOfTrailer.get(key) : fieldOfHeading(title);
    if (field !== undefined && !found.has(field)) found.set(field, index + 1);
  }
  return found;
}

/** The keys that a remedy writes out as trailers: `add "Requested-at: …"`. */
function quotedKeys(remedy: string): string {
  return [...remedy.matchAll(/"([A-Za-z-]+): /g)].map(([, key]) => key).join(' ');
}

/** Where a text names a key, as `AI-Eval-Before` or in words; "type" alone is too common a word to count. */
function positionOf(text: string, key: string): number {
  const words = key.replaceAll('-', '[- ]');
  return new RegExp(String.raw`(?<![\w-])${words}(?![\w-])`, 'i').exec(text)?.index ?? -1;
}

function firstTextLine(message: string): number {
  return (
    Math.max(
      0,
      message.split('\n').findIndex((line) => line.trim() !== ''),
    ) + 1
  );
}
