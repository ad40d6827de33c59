import {
  listMergesToCheck,
  type MergesInput,
} from '#core/changes/pull-requests/list-merges-to-check.ts';
import { readCleanMerges } from '#sources/git/read-clean-merges.ts';

/** What git says of the merges that a history has to be asked about. */
export function askOfMerges(
  gitDir: string,
  {
    history,
    people,
    forgeExports = [],
    followUps = [],
  }: Pick<MergesInput, 'history' | 'people'> & Partial<MergesInput>,
): ReturnType<typeof readCleanMerges> {
  return readCleanMerges(gitDir, listMergesToCheck({ history, people, forgeExports, followUps }));
}
