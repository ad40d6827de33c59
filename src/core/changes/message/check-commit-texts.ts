import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { RawCommit, TextFault } from '../../model/raw-commit.ts';
import { showLetters } from '../../diagnostics/show-letters.ts';
import { fileOfCommit } from '../population/assemble-record.ts';
import type { createLookAlikeFinder } from './find-look-alike.ts';

interface Texts {
  readonly repository: string;
  readonly commit: RawCommit;
  readonly merged: readonly RawCommit[];
  readonly record: ChangeRecord;
  readonly findLookAlike: ReturnType<typeof createLookAlikeFinder>;
}

/** Texts of a change that are not what they seem: bytes that say something else, people who look like others. */
export function* checkCommitTexts(texts: Texts): Iterable<Diagnostic> {
  const { repository, commit, merged, record, findLookAlike } = texts;
  for (const { id, textFault } of [commit, ...merged]) {
    if (textFault) yield describeFault(fileOfCommit(repository, id), textFault);
  }
  const named = [
    ...record.authors.map((who) => ({ who, line: 1 })),
    ...record.approvals.map(({ by, line = 1 }) => ({ who: by, line })),
    ...(record.merger ? [{ who: record.merger.value, line: 1 }] : []),
  ];
  const told = new Set<string>();
  for (const { who, line } of named) {
    const found = findLookAlike(who);
    if (!found || told.has(found.written)) continue;
    told.add(found.written);
    yield {
      code: 'record/look-alike',
      severity: 'warning',
      at: { file: fileOfCommit(repository, commit.id), line },
      problem: `${showLetters(found.written)} looks like ${found.person} of people.yaml, with other or invisible letters, and counts as a stranger.`,
      remedy: `Find out who that was; if it was ${found.person}, add the address to people.yaml exactly as it is.`,
    };
  }
}

function describeFault(file: string, { kind, encoding }: TextFault): Diagnostic {
  const name = JSON.stringify(encoding.slice(0, 40));
  const words = {
    'unknown-encoding': `The commit says that it is written in ${name}, which is no known encoding; letters beyond ASCII are shown as \\xNN.`,
    'invalid-bytes': `The commit holds bytes that are not ${name}, as it says or has to be; letters beyond ASCII are shown as \\xNN.`,
    nul: 'The commit holds a NUL, at which git and other tools stop to read; it is shown as \\x00.',
    'carriage-return':
      'The commit holds a carriage return inside a line, which hides on a terminal what stands before it; it is shown as \\x0d.',
  };
  return {
    code: 'record/encoding',
    severity: 'warning',
    at: { file, line: 1 },
    problem: words[kind],
    remedy:
      'Read what it says in full with "git cat-file commit", and set i18n.commitEncoding to UTF-8 where it was made.',
  };
}
