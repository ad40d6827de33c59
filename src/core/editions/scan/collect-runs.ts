import type { Book, JudgedChange } from '../../model/book.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { publicTexts } from './public-texts.ts';
import type { SecondOpinion } from './second-opinion.ts';
import type { SecretPlace } from './secrets.ts';
import { stringsOf } from './strings-of.ts';
import { readerText } from './reader-text.ts';
import { runKey, tokenise } from './tokenise.ts';

/** A text of the internal book and the line on which it begins. */
interface InternalText extends SecretPlace {
  readonly text: string;
  /** Whether the text has other lines than the file. */
  readonly isReset?: boolean;
}

/** Where each run of five words stands that the internal book has, unless the public one and the second opinion do. */
export function collectRuns(
  internal: Book,
  open: Book,
  opinion: SecondOpinion,
): Map<number, SecretPlace> {
  const known = runKeys(publicTexts(open)).intersection(runKeys(opinion.texts));
  const runs = new Map<number, SecretPlace>();
  for (const text of internalTexts(internal)) addRuns(text, known, runs);
  return runs;
}

function runKeys(texts: Iterable<string>): Set<number> {
  const keys = new Set<number>();
  for (const text of texts) {
    const tokens = tokenise(text);
    for (let index = 0; index < tokens.count; index += 1) {
      const key = runKey(tokens, index);
      if (key !== undefined) keys.add(key);
    }
  }
  return keys;
}

function addRuns(
  { text, file, line, isReset = false }: InternalText,
  known: ReadonlySet<number>,
  runs: Map<number, SecretPlace>,
): void {
  const tokens = tokenise(text);
  let place: SecretPlace = { file, line };
  let read = 0;
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const lines = isReset ? 0 : countLines(tokens.text, read, start);
    if (lines > 0) place = { file, line: place.line + lines };
    read = start;
    const key = runKey(tokens, index);
    if (key !== undefined && !known.has(key) && !runs.has(key)) runs.set(key, place);
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}

function* internalTexts({
  policies,
  changes,
  answers,
  duties,
  settings,
  settingsSource,
}: Book): Iterable<InternalText> {
  for (const version of policies.flatMap(({ current, versions }) => [
    ...new Set([current, ...versions]),
  ])) {
    yield* versionTexts(version);
  }
  for (const change of changes) yield* changeTexts(change);
  for (const { source, value } of [...answers, ...duties]) yield* fieldTexts(value, source);
  yield* fieldTexts([settings.events, settings.repositories], settingsSource);
}

function* versionTexts(version: PolicyVersion): Iterable<InternalText> {
  const { file } = version.source;
  yield { text: version.body, file, line: version.bodyLine };
  yield { text: readerText(version), file, line: version.bodyLine, isReset: true };
  yield* fieldTexts(version.frontmatter, version.source);
  for (const { subject } of version.corrections ?? []) yield { text: subject, file, line: 1 };
}

function* changeTexts({ record }: JudgedChange): Iterable<InternalText> {
  const file = `change ${record.id}`;
  const written = [
    record.message,
    record.title,
    ...stringsOf(record.fields),
    ...record.commits.map(({ subject }) => subject),
  ];
  for (const text of written) yield { text, file, line: 1 };
  for (const { source, fields, body } of record.followUps)
    yield* fieldTexts([fields, body], source);
}

function* fieldTexts(value: unknown, { file, text: source }: SourceFile): Iterable<InternalText> {
  for (const text of stringsOf(value)) {
    const offset = source.indexOf(text.slice(0, 30));
    yield { text, file, line: countLines(source, 0, Math.max(offset, 0)) + 1, isReset: true };
  }
}
