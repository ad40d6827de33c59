import { visit } from 'unist-util-visit';
import type { Book, JudgedChange } from '../../model/book.ts';
import type { PublicBook } from '../../model/edition.ts';
import { compareVersions, type Policy, type PolicyVersion } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { isInternal } from '../../parse/vocabulary.ts';
import { readerText, stringsOf } from './book-texts.ts';
import { placeOfRecord } from './collect-change-phrases.ts';
import { placeIn, type SecretPlace } from './secrets.ts';
import { isUnspaced, tokenise } from './tokenise.ts';

/** A sentence that the book has in a field or a part for staff alone. */
export interface StaffSentence {
  readonly text: string;
  readonly place: SecretPlace;
  /** The policy that it describes, whose text may have it within a longer sentence. */
  readonly policy?: string;
}

/** Fewer words are too common for a secret, and so is a date. */
const fewestWords = 3;
const fewestNamed = 2;
/** In a script without spaces, where each character counts as a word. */
const fewestCharacters = 8;

/** All sentences for staff alone, of commits only those in texts that `mayRepeat` finds. The company's own come first. */
export function* staffSentences(
  internal: Book,
  open: PublicBook,
  mayRepeat: (text: string) => boolean,
): Iterable<StaffSentence> {
  for (const policy of internal.policies) {
    yield* policySentences(policy, open.policies.find(({ id }) => id === policy.id)?.current);
  }
  for (const { source, value } of [...internal.answers, ...internal.duties]) {
    yield* sentencesOf(value, source);
  }
  const { events, repositories, editions } = internal.settings;
  const reasons = editions.public?.allow.map(({ reason }) => reason);
  yield* sentencesOf([events, repositories, reasons], internal.settingsSource);
  for (const { record } of internal.changes) {
    for (const { source, fields, body } of record.followUps) {
      yield* sentencesOf([fields, body], source);
    }
  }
  for (const change of internal.changes) yield* changeSentences(change, mayRepeat);
}

/** Of the versions up to the one that customers read: one that waits must not stop their edition. */
function* policySentences(
  policy: Policy,
  shown: PolicyVersion | undefined,
): Iterable<StaffSentence> {
  for (const version of policy.versions) {
    if (shown && compareVersions(version.version, shown.version) > 0) continue;
    yield* fieldSentences(version, shown);
    if (version.version === shown?.version) yield* internalSentences(version);
  }
  yield* sentencesOf(policy.current.frontmatter.reviews, policy.current.source);
}

function* fieldSentences(
  { policy, frontmatter, source }: PolicyVersion,
  shown: PolicyVersion | undefined,
): Iterable<StaffSentence> {
  const { reviews, appliesTo, history, duties } = frontmatter;
  yield* sentencesOf(reviews, source);
  for (const { summary, publicSummary } of history) {
    if (summary !== publicSummary) yield* sentencesOf(summary, source);
  }
  const isPrinted = (shown?.frontmatter.duties.length ?? 0) > 0;
  const own = isPrinted ? [appliesTo] : [appliesTo, duties.map(({ what }) => what)];
  for (const sentence of sentencesOf(own, source)) {
    yield { ...sentence, policy };
  }
}

function* internalSentences({
  body,
  bodyLine,
  frontmatter,
  source,
}: PolicyVersion): Iterable<StaffSentence> {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) return;
  const found: StaffSentence[] = [];
  visit(parsed.tree, (node) => {
    if (!isInternal(node)) return;
    const { start, end } = node.position ?? {};
    const part = readerText({ frontmatter, body: body.slice(start?.offset, end?.offset) });
    const place = { file: source.file, line: (start?.line ?? 1) + bodyLine - 1 };
    found.push(...splitSentences(part).map((text) => ({ text, place })));
  });
  yield* found;
}

function* changeSentences(
  { record }: JudgedChange,
  mayRepeat: (text: string) => boolean,
): Iterable<StaffSentence> {
  const place = placeOfRecord(record);
  const fields = [record.title, ...stringsOf(record.fields)];
  const subjects = record.commits.map(({ subject }) => subject);
  for (const text of new Set([record.message, ...fields, ...subjects])) {
    if (!mayRepeat(text)) continue;
    for (const sentence of splitSentences(text)) yield { text: sentence, place };
  }
}

function* sentencesOf(value: unknown, source: SourceFile): Iterable<StaffSentence> {
  for (const field of stringsOf(value)) {
    const place = placeIn(source, field.slice(0, 30));
    for (const text of splitSentences(field)) yield { text, place };
  }
}

/** The sentences of a text that are long enough to be somebody's own. */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|(?<=[。！？；])|\n(?=[ \t]*(?:[-*+>#|\n]|\d+[.)]))|\|/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => {
      const { count, isWord } = tokenise(sentence);
      const isLong = count >= (isUnspaced(sentence) ? fewestCharacters : fewestWords);
      return isLong && isWord.reduce((sum, one) => sum + one, 0) >= fewestNamed;
    });
}
