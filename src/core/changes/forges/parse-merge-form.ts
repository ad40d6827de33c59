import type { ChangeForm } from '../../model/change-record.ts';
import type { ParsedMessage } from '../message/parse-trailers.ts';

export interface MergeForm {
  readonly form: Exclude<ChangeForm, 'outside-git'>;
  /** Number of the pull or merge request, as the message claims it. */
  readonly pullRequest?: number;
  readonly branch?: string;
  readonly title: string;
}

/**
 * How a commit came onto the line. Its number of parents decides, and its words only add to that: a message on a
 * single parent that calls itself a merge is a push.
 */
export function parseMergeForm(message: ParsedMessage, parents: number): MergeForm {
  return parents >= 2 ? parseMerge(message) : parseSingle(message);
}

function parseMerge(message: ParsedMessage): MergeForm {
  const { pullRequest, branch } = parseMergeSubject(message.title);
  const number = pullRequest ?? parseMergeRequestLink(message);
  const isByTool = branch !== undefined;
  return {
    form: 'merge',
    ...(number === undefined ? {} : { pullRequest: number }),
    ...(branch === undefined ? {} : { branch }),
    title: (isByTool ? firstLineOfBody(message) : undefined) ?? message.title.trim(),
  };
}

function parseMergeSubject(subject: string): { pullRequest?: number; branch?: string } {
  const [, number, source] = /^Merge pull request #(\d{1,9}) from (\S+)$/.exec(subject) ?? [];
  if (number !== undefined && source !== undefined) {
    const branch = source.slice(source.indexOf('/') + 1);
    return { pullRequest: Number(number), branch };
  }
  const local = /^Merge (?:remote-tracking )?branch '([^']+)'/.exec(subject)?.[1];
  return local === undefined ? {} : { branch: local };
}

function parseSingle(message: ParsedMessage): MergeForm {
  const subject = message.title.trim();
  const open = subject.lastIndexOf(' (#');
  const number = open > 0 ? /^ \(#(\d{1,9})\)$/.exec(subject.slice(open))?.[1] : undefined;
  if (number !== undefined) {
    return { form: 'squash', pullRequest: Number(number), title: subject.slice(0, open).trimEnd() };
  }
  const isFakeMerge = parseMergeSubject(subject).branch !== undefined;
  const linked = isFakeMerge ? undefined : parseMergeRequestLink(message);
  return linked === undefined
    ? { form: 'push', title: subject }
    : { form: 'squash', pullRequest: linked, title: subject };
}

/** GitLab's last line: `See merge request group/project!12`. */
function parseMergeRequestLink({ forgeLines }: ParsedMessage): number | undefined {
  const link = forgeLines.find((line) => line.startsWith('See merge request '))?.trimEnd() ?? '';
  const number = /^!(\d{1,9})$/.exec(link.slice(link.lastIndexOf('!')))?.[1];
  return number === undefined ? undefined : Number(number);
}

function firstLineOfBody({ body }: ParsedMessage): string | undefined {
  return body.find((line) => line.trim() !== '')?.trim();
}
