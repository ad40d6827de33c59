import type { ChangeRecord } from '../../model/change-record.ts';
import { matchForge } from '../../forges/match-forge.ts';
import { revertedBy } from '../../model/raw-commit.ts';

/** What a revert undoes, by its words; at least one of these is present. */
export interface Revert {
  /** The first letters of a commit, at least seven. */
  readonly commit?: string;
  /** Number of a pull or merge request. */
  readonly pullRequest?: string;
  /** Title of the change, as it is quoted. */
  readonly title?: string;
  /** The same where it ends with the number of a pull request, as a squashed commit has it. */
  readonly numbered?: { readonly title: string; readonly pullRequest: string };
}

/** As git and the forges write it, and as conventional commits do. */
const titleForm = /^Revert "(.+)"$|^revert(?:\([^)]*\))?!?: *(.+)$/i;
/** The title of a commit in the list that a forge makes of a squash. */
const listedForm = /^[*-] (.+)$/gm;

/**
 * What a change undoes, in the words of git and of the forges: of its title and message, of the commits that it lists,
 * and of those that it brought in. Undefined where it is not a revert. What the change itself brought and took back
 * again is undone before it reached production.
 */
export function parseRevert({
  title: ownTitle,
  message,
  commits = [],
}: Pick<ChangeRecord, 'title' | 'message'> & Partial<Pick<ChangeRecord, 'commits'>>):
  Revert | undefined {
  const isOwn = (id: string) => commits.some((own) => own.id.startsWith(id));
  const reverted = [...revertedBy(message), ...commits.flatMap(({ reverts = [] }) => reverts)];
  const commit = reverted.find((id) => !isOwn(id));
  const pullRequest = matchForge('revert', message)?.['number'];
  const listed = [...message.matchAll(listedForm)].flatMap(([, one]) => one ?? []);
  const subjects = commits.map(({ subject }) => subject);
  const title = [ownTitle, ...subjects, ...listed]
    .flatMap((one) => quotedTitle(one) ?? [])
    .find((one) => !subjects.includes(one) && !message.includes(`\n* ${one}\n`));
  if (commit === undefined && pullRequest === undefined && title === undefined) return undefined;
  return {
    ...(commit !== undefined && { commit }),
    ...(pullRequest !== undefined && { pullRequest }),
    ...(title !== undefined && { title, ...parseNumbered(title) }),
  };
}

function quotedTitle(title: string): string | undefined {
  const [, quoted, named] = titleForm.exec(title) ?? [];
  return quoted ?? named;
}

function parseNumbered(quoted: string): Pick<Revert, 'numbered'> {
  const { title, number: pullRequest } = matchForge('squash', quoted) ?? {};
  return title === undefined || pullRequest === undefined
    ? {}
    : { numbered: { title: title.trimEnd(), pullRequest } };
}
