import type { ChangeForm } from '../../model/change-record.ts';
import { matchForge } from '../../forges/match-forge.ts';
import type { ParsedMessage } from '../message/parse-trailers.ts';

export interface MergeForm {
  readonly form: Exclude<ChangeForm, 'outside-git'>;
  /** Number of the pull or merge request, as the message claims it. */
  readonly pullRequest?: number;
  readonly branch?: string;
  readonly title: string;
}

/** How a commit came onto the line. The parents decide: a single parent is a push, also if it is called a merge. */
export function parseMergeForm(message: ParsedMessage, parents: number): MergeForm {
  return parents >= 2 ? parseMerge(message) : parseSingle(message);
}

function parseMerge(message: ParsedMessage): MergeForm {
  const { number, branch } = parseMergeTitle(message.title);
  const firstLine = message.body.find((line) => line.trim() !== '')?.trim();
  return {
    form: 'merge',
    ...numbered(number ?? parseFooter(message)),
    ...(branch !== undefined && { branch }),
    // A title that a tool wrote names the branch, and what changes is in the first line below.
    title: (branch === undefined ? undefined : firstLine) ?? message.title.trim(),
  };
}

/** What a forge or git itself calls a merge. */
function parseMergeTitle(title: string): { number?: string; branch?: string } {
  const branch = /^Merge (?:remote-tracking )?branch '([^']+)'/.exec(title)?.[1];
  return matchForge('title', title) ?? (branch === undefined ? {} : { branch });
}

function parseSingle(message: ParsedMessage): MergeForm {
  const title = message.title.trim();
  const squash = matchForge('squash', title);
  if (squash) {
    return {
      form: 'squash',
      ...numbered(squash['number']),
      title: squash['title']?.trimEnd() ?? title,
    };
  }
  const isFakeMerge = parseMergeTitle(title).branch !== undefined;
  const number = isFakeMerge ? undefined : parseFooter(message);
  return { form: number === undefined ? 'push' : 'squash', ...numbered(number), title };
}

function parseFooter({ forgeLines }: ParsedMessage): string | undefined {
  const footers = forgeLines.map((line) => matchForge('footer', line));
  return footers.find((one) => one !== undefined)?.['number'];
}

function numbered(number: string | undefined): Pick<MergeForm, 'pullRequest'> {
  return number === undefined ? {} : { pullRequest: Number(number) };
}
