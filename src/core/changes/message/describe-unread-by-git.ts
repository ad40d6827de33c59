import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fileOfCommit } from '../population/assemble-record.ts';
import type { DatedRecord } from '../population/find-exclusion.ts';

const mostNamed = 5;

/**
 * Says once for a repository which changes have trailers that git's own tools do not show, because a forge or git
 * itself put a paragraph below them. Nobody can avoid it in a squash of several authors, so it is no fault of each.
 */
export function describeUnreadByGit(
  repository: string,
  records: readonly DatedRecord[],
): Diagnostic[] {
  const unread = records.filter(({ lineUnreadByGit }) => lineUnreadByGit !== undefined);
  const [first] = unread;
  if (!first) return [];
  const named = unread.slice(0, mostNamed).map(({ record }) => record.id);
  const more = unread.length - named.length;
  return [
    {
      code: 'record/unread-by-git',
      severity: 'warning',
      at: {
        file: fileOfCommit(repository, first.record.commit ?? ''),
        line: first.lineUnreadByGit ?? 1,
      },
      problem: `In ${unread.length} of the messages of ${repository} the trailers stand above co-authors, sign-offs or a link that were put below them (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}). They count here; git reads the last paragraph alone, so "git log" and "git interpret-trailers" do not show them.`,
      remedy:
        'Nothing where the forge wrote the lower paragraph; where a person did, write all of it as one paragraph.',
    },
  ];
}
