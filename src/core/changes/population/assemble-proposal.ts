import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import type { DependencyChange } from '../../model/dependency-change.ts';
import { createPathClassifier } from '../../model/glob.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import type { People } from '../../schemas/people.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';
import { assembleRecord, fileOfCommit } from './assemble-record.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { forges } from '../../forges/index.ts';
import { nothingAdded } from '../pull-requests/join-export.ts';
import { createPeopleIndex } from '../people/identify-people.ts';

/** What a pull request would bring onto the branch. */
export interface ProposedRange {
  /** Oldest first. */
  readonly commits: readonly RawCommit[];
  /** Paths that differ between where the branch left and its end. */
  readonly paths: readonly string[];
  /** What it does to dependencies; absent where it touches no manifest. */
  readonly dependencies?: readonly DependencyChange[] | undefined;
  /** As in the evidence of a repository; absent where nobody looked. */
  readonly cleanMerges?: RepositoryEvidence['cleanMerges'];
}

export interface ProposalOrder {
  /** Title, an empty line and the text of a pull request, or a commit message. */
  readonly message: string;
  /** Name of its file. */
  readonly file: string;
  /** `Name <address>`, an address, or a name or id of people.yaml. */
  readonly author: string;
  /** Absent where nobody named the commits; then paths and scopes are not known. */
  readonly range?: ProposedRange;
  /** When it is merged, or would be. */
  readonly mergedAt: Instant;
  readonly repository: RepositorySettings;
  readonly people: People;
  readonly timeZone: string;
}

/** A change that is not merged yet, as a record, and what is wrong with how it is written. */
export interface Proposal {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
}

const proposed = 'proposal';

/** Makes a record of what would be merged, by the same reader that reads it afterwards. */
export function assembleProposal(order: ProposalOrder): Proposal {
  const { message, file, range, mergedAt, repository, timeZone } = order;
  const people = createPeopleIndex(order.people);
  const author = nameAuthor(people.identifyText(order.author), order.people);
  const commit: RawCommit = {
    id: proposed,
    parents: ['base', 'head'],
    author: { name: author.name, email: author.email, at: mergedAt },
    // Who will merge it is not known, and a forge's own address hides it.
    committer: { ...forges[0].people.committer, at: mergedAt },
    message: message.replaceAll('\r\n', '\n'),
    paths: range?.paths ?? [],
  };
  const { record, diagnostics } = assembleRecord({
    repository: repository.id,
    commit,
    merged: range?.commits ?? [],
    dayOf: (at) => calendarDateOf(at, timeZone),
    asOf: calendarDateOf(mergedAt, timeZone),
    people,
    followUps: new Map(),
    scopesOf: createPathClassifier(repository.scopes),
    ...(range?.dependencies && { dependencies: { [proposed]: range.dependencies } }),
    dependencyScopes: repository.dependencies,
    cleanMerges: range?.cleanMerges ?? {},
    numbered: new Map(),
    exports: {
      diagnostics: [],
      mergedAt: () => undefined,
      view: ({ form }) => ({ ...nothingAdded, form }),
    },
  });
  const { commit: _, ...unmerged } = record;
  const written = record.authors.find((one) => isSame(author, one));
  const place = fileOfCommit(repository.id, proposed);
  return {
    // The person who proposes it is an author, also where others wrote its commits.
    record: { ...unmerged, authors: written ? record.authors : [author, ...record.authors] },
    diagnostics: [
      ...diagnostics.map((one) =>
        one.at.file === place ? { ...one, at: { ...one.at, file } } : one,
      ),
      ...describeUnknown(written ?? author, file),
    ],
  };
}

/** Adds the name and the address that people.yaml has, since one of them may be missing. */
function nameAuthor(author: Identity, people: People): Identity {
  const known = author.person === undefined ? undefined : people[author.person];
  if (!known) return author;
  return { ...author, name: known.name, email: author.email || (known.emails[0] ?? '') };
}

/** Whether the person who proposes it wrote its commits too. A name without an address is compared alone. */
function isSame(author: Identity, one: Identity): boolean {
  if (author.person !== undefined) return one.person === author.person;
  const isAddressed = author.email === '' || one.email.toLowerCase() === author.email.toLowerCase();
  return isAddressed && one.name === author.name;
}

function describeUnknown({ name, email, person }: Identity, file: string): Diagnostic[] {
  if (person !== undefined) return [];
  const at = { file, line: 1 };
  const problem = `The author "${email === '' || email === name ? name : `${name} <${email}>`}" is not in people.yaml.`;
  const remedy = 'Give --author an address that people.yaml has, or add the person there.';
  return [{ code: 'record/author-unknown', severity: 'warning', at, problem, remedy }];
}
