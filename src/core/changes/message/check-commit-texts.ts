import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listNames, showLetters } from '../../diagnostics/show-value.ts';
import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import type { RawCommit, TextFault } from '../../model/raw-commit.ts';
import { skeletonOf } from '../../model/skeleton.ts';
import type { People } from '../../schemas/people.ts';
import { fileOfCommit, type AssembledRecord } from '../population/assemble-record.ts';

interface Texts {
  readonly repository: string;
  readonly commit: RawCommit;
  readonly merged: readonly RawCommit[];
  readonly record: ChangeRecord;
  readonly findLookAlike: ReturnType<typeof createLookAlikeFinder>;
}

/** Texts of a change that can be misread: bytes in another encoding, people who look like others. */
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
  const reported = new Set<string>();
  for (const { who, line } of named) {
    const found = findLookAlike(who);
    if (!found || reported.has(found.written)) continue;
    reported.add(found.written);
    const at = { file: fileOfCommit(repository, commit.id), line };
    const problem = `${showLetters(found.written)} looks like ${found.person} of people.yaml, with other or invisible letters, and counts as a stranger.`;
    const remedy = `Find out who that was; if it was ${found.person}, add the address to people.yaml exactly as it is.`;
    yield { code: 'record/look-alike', severity: 'warning', at, problem, remedy };
  }
}

function describeFault(file: string, { kind, encoding }: TextFault): Diagnostic {
  const name = JSON.stringify(encoding.slice(0, 40));
  const words = {
    'unknown-encoding': `The commit states the encoding ${name}, which is not known; letters beyond ASCII are shown as \\xNN.`,
    'invalid-bytes': `The commit has bytes that are not ${name}, which is its encoding; letters beyond ASCII are shown as \\xNN.`,
    nul: 'The commit has a NUL, at which git and other tools stop reading; it is shown as \\x00.',
    'carriage-return':
      'The commit has a carriage return inside a line, which hides the text before it on a terminal; it is shown as \\x0d.',
  };
  const problem = words[kind];
  const remedy =
    'Read it in full with "git cat-file commit", and set i18n.commitEncoding to UTF-8 where it was made.';
  return { code: 'record/encoding', severity: 'warning', at: { file, line: 1 }, problem, remedy };
}

/** Somebody who looks like a person of the book and is not. */
export interface LookAlike {
  /** The name or address as it was written. */
  readonly written: string;
  /** Id of the person that it looks like. */
  readonly person: string;
}

/** Finds the person of people.yaml whom somebody that is not in it looks like to a reader. */
export function createLookAlikeFinder(people: People): (who: Identity) => LookAlike | undefined {
  const known = new Map<string, { person: string; exact: string }>();
  for (const [person, { name, emails }] of Object.entries(people)) {
    for (const text of [name, person, ...emails]) {
      known.set(skeletonOf(text), { person, exact: exactOf(text) });
    }
  }
  const find = (written: string): LookAlike | undefined => {
    // Most names and addresses are plain, and for those there is nothing to be taken for.
    if (/^[\x20-\x7e]*$/.test(written) && !hasForeign) return undefined;
    const found = known.get(skeletonOf(written));
    return found && found.exact !== exactOf(written)
      ? { written, person: found.person }
      : undefined;
  };
  const hasForeign = [...known.values()].some(({ exact }) => !/^[\x20-\x7e]*$/.test(exact));

  return ({ name, email, person }) =>
    person === undefined ? (find(email) ?? find(name)) : undefined;
}

function exactOf(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** One diagnostic for all changes whose trailers git does not show, because a forge put a paragraph below them. */
export function describeUnreadByGit(
  repository: string,
  records: readonly AssembledRecord[],
): Diagnostic[] {
  const unread = records.filter(({ lineUnreadByGit }) => lineUnreadByGit !== undefined);
  const [first] = unread;
  if (!first) return [];
  const ids = unread.map(({ record }) => record.id);
  const at = {
    file: fileOfCommit(repository, first.record.commit ?? ''),
    line: first.lineUnreadByGit ?? 1,
  };
  const problem = `In ${unread.length} of the messages of ${repository} the trailers are above co-authors, sign-offs or a link that were put below them (${listNames(ids, 5)}). They count here; git reads the last paragraph alone, so "git log" and "git interpret-trailers" do not show them.`;
  const remedy =
    'Nothing where the forge wrote the lower paragraph; where a person did, write all of it as one paragraph.';
  return [{ code: 'record/unread-by-git', severity: 'warning', at, problem, remedy }];
}
