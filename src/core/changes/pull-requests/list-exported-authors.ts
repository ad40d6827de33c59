import type { Identity } from '../../model/change-record.ts';
import type { PullCommit, RepositoryEvidence } from '../../model/forge-pull.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import { isSquashed } from './compare-revision.ts';
import type { JoinedPull } from './find-pull.ts';
import { identifyCoAuthors } from '../people/collect-authors.ts';
import type { PeopleIndex } from '../people/identify-people.ts';

interface Brought {
  readonly commit: RawCommit;
  /** The commits that it brought in. */
  readonly merged: readonly RawCommit[];
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
}

/**
 * The exported authors, committers and co-authors of the commits that git's graph has too, of a squash all, or else the
 * opener; whom the text of the pull request names as co-authors, and whoever pushed to its branch.
 */
export function listExportedAuthors(
  { pull }: JoinedPull,
  { commit, merged, cleanMerges }: Brought,
  people: PeopleIndex,
): Identity[] {
  const isSquash = isSquashed(commit, pull);
  const named = [
    ...identifyCoAuthors(`${pull.title}\n\n${pull.body}`, people),
    ...(pull.pushers ?? []).map((login) => people.identifyLogin(pull.forge, login)),
  ];
  if (isSquash && pull.commits.length === 0) {
    return [people.identifyLogin(pull.forge, pull.author), ...named];
  }
  const inGraph = new Set(merged.map(({ id }) => id));
  const parts = pull.commits.filter(
    ({ id }) => (isSquash || inGraph.has(id)) && cleanMerges[id] !== true,
  );
  return [
    ...parts.flatMap(({ authors, message = '' }) => [
      // Somebody wrote it, also where the forge has lost who that was.
      ...(authors.length === 0 ? [people.identifyLogin(pull.forge, '')] : []),
      ...authors.flatMap((author) => identifyAuthor(author, pull, people)),
      ...identifyCoAuthors(message, people),
    ]),
    ...named,
  ];
}

/** An address and a login that are two people's make both of them authors. */
function identifyAuthor(
  { login = '', name = login, email = '' }: PullCommit['authors'][number],
  { forge }: JoinedPull['pull'],
  people: PeopleIndex,
): Identity[] {
  const named = [
    ...(email === '' ? [] : [people.identify({ name, email })]),
    ...(login === '' ? [] : [people.identifyLogin(forge, login)]),
  ];
  const known = named.filter(({ person }) => person !== undefined);
  return known.length > 0 ? known : named.slice(0, 1);
}

/** Finds the person behind an address that people.yaml lacks, where the export names a registered account beside it. */
export function createRecogniser(
  { pull }: JoinedPull,
  people: PeopleIndex,
): (who: Identity) => Identity {
  const byAddress = new Map<string, Identity>();
  for (const { login = '', email = '' } of pull.commits.flatMap(({ authors }) => authors)) {
    const account = people.identifyLogin(pull.forge, login);
    if (email !== '' && account.person !== undefined) byAddress.set(email.toLowerCase(), account);
  }
  return (who) =>
    who.person === undefined ? (byAddress.get(who.email.toLowerCase()) ?? who) : who;
}
