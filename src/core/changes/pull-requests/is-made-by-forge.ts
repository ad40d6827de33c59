import { isForgeAddress } from '../../forges/match-forge.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import type { PeopleIndex } from '../people/identify-people.ts';
import type { JoinedPull } from './find-pull.ts';

/**
 * Whether the forge made a commit of a pull request. Its squashes and rebases have other ids than the commits that were
 * pushed, and some forges name as their committer whoever merged.
 */
export function isMadeByForge(
  { id, parents, committer }: RawCommit,
  { pull, by }: JoinedPull,
  people: PeopleIndex,
): boolean {
  if (isForgeAddress(committer.email)) return true;
  if (id === pull.squashCommit) return true;
  const { headCommit, mergedBy = '', commits } = pull;
  if (parents.length > 1 || headCommit === undefined) return false;
  if (by !== 'rebase' && !(by === 'commit' && id === pull.mergeCommit)) return false;
  if (id === headCommit || commits.some((own) => own.id === id)) return false;
  const { person } = people.identify(committer);
  return person !== undefined && person === people.identifyLogin(pull.forge, mergedBy).person;
}
