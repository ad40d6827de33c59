import type { FollowUp } from '../../model/change-record.ts';
import type { ForgeExport } from '../../model/forge-pull.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import type { People } from '../../schemas/people.ts';
import { idOfChange } from '../population/assemble-record.ts';
import { collectApprovals } from '../people/prove-approvals.ts';
import { createPeopleIndex, type PeopleIndex } from '../people/identify-people.ts';
import { parseTrailers } from '../message/parse-trailers.ts';

export interface MergesInput {
  readonly history: RawHistory;
  readonly forgeExports: readonly ForgeExport[];
  readonly people: People;
  readonly followUps: readonly FollowUp[];
}

/**
 * The merges whose tree has to be compared with what git's merge gives, before it is known who wrote a change and
 * what an approval covers: those that came with an exported pull request, and those that an approver of the change
 * made. Of others the answer decides nothing, and a long history has many.
 */
export function listMergesToCheck(input: MergesInput): readonly RawCommit[] {
  const { history, forgeExports } = input;
  const exported = new Set(
    forgeExports.flatMap(({ pulls }) => pulls.map(({ mergeCommit }) => mergeCommit)),
  );
  const people = createPeopleIndex(input.people);
  const approversOf = createApproverFinder(input, people);
  return history.line
    .filter(({ parents }) => parents.length > 1)
    .flatMap((commit) => {
      const merges = [...(history.merged[commit.id] ?? []), commit].filter(
        ({ parents }) => parents.length > 1,
      );
      if (merges.length === 0 || exported.has(commit.id)) return merges;
      const approvers = approversOf(commit);
      const isApprover = (who: RawCommit['author']) => approvers.has(people.identify(who).person);
      return approvers.size === 0
        ? []
        : merges.filter(({ author, committer }) => isApprover(author) || isApprover(committer));
    });
}

/** Who approves a change by its message or in a follow-up. */
function createApproverFinder(
  { history: { repository }, followUps }: MergesInput,
  people: PeopleIndex,
): (commit: RawCommit) => ReadonlySet<string | undefined> {
  const approving = Map.groupBy(
    followUps.filter(({ fields }) => fields.change !== undefined && fields.approvals.length > 0),
    ({ fields }) => fields.change ?? '',
  );
  return (commit) => {
    const { message } = commit;
    const { trailers } = parseTrailers(message);
    const own = approving.size > 0 ? approving.get(idOfChange(repository, commit)) : undefined;
    const persons = collectApprovals({ message, trailers }, own ?? [], people).map(
      ({ by }) => by.person,
    );
    return new Set(persons.filter((person) => person !== undefined));
  };
}
